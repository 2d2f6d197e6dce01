/*
 * headers: what every answer carries (ACCEPTANCE HT-01), word for word.  The
 * client holds each reply of each test against it.
 */
import assert from 'node:assert/strict';

export const CSP = 'default-src \'none\'; script-src \'self\'; ' +
	'style-src \'self\'; img-src \'self\'; connect-src \'self\'; ' +
	'form-action \'self\'; base-uri \'none\'; frame-ancestors \'none\'';

const EXACT = {
	'strict-transport-security': 'max-age=63072000; includeSubDomains',
	'content-security-policy': CSP,
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'same-origin',
	'permissions-policy': 'accelerometer=(), camera=(), ' +
		'display-capture=(), geolocation=(), gyroscope=(), ' +
		'microphone=(), payment=(), usb=()',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	server: 'nginx',
};
const NEVER = ['x-powered-by', 'access-control-allow-origin', 'via',
	'x-accel-redirect', 'status'];

/* headers: lower case, as node gives them; a list is a header sent twice. */
export function checkHeaders(label, status, headers) {
	for (const [name, value] of Object.entries(EXACT)) {
		assert.equal(headers[name], value, `${label}: ${name}`);
	}
	for (const name of NEVER) {
		assert.equal(headers[name], undefined, `${label}: ${name}`);
	}
	if (status !== 304 && status !== 301) {
		assert.match(headers['cache-control'] ?? '', label.includes(' /static/') &&
			status === 200 ? /^(no-cache|public, max-age=31536000, immutable)$/ :
			/^no-store$/, `${label}: cache-control`);
	}
	const type = headers['content-type'] ?? '';
	if (/^text\/html|json/.test(type) && status !== 301) {
		assert.match(type, /; charset=utf-8$|^application\/problem\+json$/,
			`${label}: ${type}`);
	}
	if (status === 405) {
		assert.match(headers.allow ?? '', /GET|POST/, `${label}: allow`);
	}
}

const PROBLEM = { type: 'string', title: 'string', status: 'number',
	detail: 'string', instance: 'string', error: 'string',
	message: 'string', code: 'string', trace_id: 'string',
	time: 'string', success: 'boolean', errors: 'object' };
const INWARD = /SELECT |INSERT |sqlite|\.c:\d|\/lib\/|\/tmp\/|\/run\/|fastcgi|0x[0-9a-f]{6}/i;

/* problem+json whole, and nothing from inside (ACCEPTANCE HT-11). */
export function checkProblem(label, status, type, text) {
	assert.match(type ?? '', /^application\/problem\+json/, `${label}: ${type}`);
	const problem = JSON.parse(text);
	for (const [name, kind] of Object.entries(PROBLEM)) {
		assert.equal(typeof problem[name], kind, `${label}: ${name} ${text}`);
	}
	assert.equal(problem.status, status, label);
	assert.equal(problem.success, false, label);
	assert.match(problem.trace_id, /^[0-9a-f]{32}$/, label);
	assert.match(problem.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, label);
	assert.match(problem.code, /^[a-z]+(-[a-z]+)*$/, label);
	assert.equal(problem.detail, problem.message, label);
	assert.doesNotMatch(text, INWARD, label);
	return problem;
}
