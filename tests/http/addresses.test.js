/*
 * How a request is addressed must not change who may do what: another host,
 * a header sent twice, a path in disguise.  Rows HT-06, HT-07 and HT-08.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ask, raw, response } from '../lib/raw.js';
import { Stack } from '../lib/stack.js';
import { freshPhone, lay, program, reader, ROOMY } from '../lib/watch.js';

const EVIL = 'evil.example';
let site, volunteer, coordinator, browser, shift;
const as = {};

before(async () => {
	site = await Stack.start({ env: ROOMY });
	volunteer = await program(site, 'volunteer');
	coordinator = await program(site, 'coordinator');
	browser = await reader(site, 'volunteer');
	const desk = await reader(site, 'coordinator');
	shift = (await lay(coordinator.api)).list[1].id;
	const session = ({ page }) =>
		[`Cookie: __Host-session=${page.cookies.get('__Host-session')}`];
	as.public = { page: [], api: [] };
	as.volunteer = { page: session(browser),
		api: [`Authorization: Bearer ${volunteer.api.token}`] };
	as.coordinator = { page: session(desk),
		api: [`Authorization: Bearer ${coordinator.api.token}`] };
});
after(() => site?.stop());

/* Hosts --------------------------------------------------------------------- */

test('HT-06 an unknown host is not answered, however it is named', async () => {
	for (const request of [
		`GET / HTTP/1.1\r\nHost: ${EVIL}\r\n\r\n`,
		`GET / HTTP/1.1\r\nHost: localhost.${EVIL}\r\n\r\n`,
		`GET / HTTP/1.0\r\nHost: ${EVIL}\r\n\r\n`,
		`GET https://${EVIL}/ HTTP/1.1\r\nHost: localhost\r\n\r\n`,
		`GET / HTTP/1.1\r\nHost: 192.0.2.1:${site.port}\r\n\r\n`,
	]) {
		assert.equal(await raw(site, request), '', request);
	}
	const odd = await raw(site,
		`GET / HTTP/1.1\r\nHost: localhost@${EVIL}\r\n\r\n`);
	assert.ok(['', 400].includes(response(odd)?.status ?? ''), odd);
});

test('HT-06 no host that was asked for stands in an answer', async () => {
	const disguises = [`Host: 127.0.0.1:${site.port}`,
		`X-Forwarded-Host: ${EVIL}`, `Forwarded: host=${EVIL};proto=http`,
		'X-Forwarded-Proto: http', 'X-Forwarded-Port: 81',
		`X-Original-URL: https://${EVIL}/people`, `X-Rewrite-URL: /people`,
		`X-Host: ${EVIL}`, `Origin: https://${EVIL}`,
		`Referer: https://${EVIL}/`];
	for (const who of ['public', 'volunteer', 'coordinator']) {
		for (const target of ['/', '/login', '/shifts', '/shifts/mine',
			'/people', '/week', '/more', `/shifts/${shift}`, '/nothing',
			'/api/v1/shifts', '/api/v1/openapi.json', '/static/', '/healthz']) {
			const face = target.startsWith('/api') ? 'api' : 'page';
			const got = await ask(site, 'GET', target,
				[...disguises, ...as[who][face]]);
			const all = JSON.stringify(got);
			assert.doesNotMatch(all, /evil\.example|127\.0\.0\.1/,
				`${who} ${target}`);
			assert.match(got.headers.location ?? '/', /^\/(?!\/)/, target);
		}
	}
	const absolute = await ask(site, 'GET',
		`https://localhost:${site.port}/shifts`, as.volunteer.page);
	assert.equal(absolute.status, 200);
});

test('HT-06 messages and cookies know the public address alone', async () => {
	const from = (await site.sent()).length;
	const { page, phone } = await reader(site, 'guest').then(async (r) => r);
	const body = JSON.stringify({ phone: volunteer.phone });
	await site.moveClock(61);
	const got = await ask(site, 'POST', '/api/v1/login/code', [
		`Host: 127.0.0.1:${site.port}`, `X-Forwarded-Host: ${EVIL}`,
		'Content-Type: application/json', `Content-Length: ${body.length}`,
	], body);
	assert.equal(got.status, 202, got.body);
	const booked = JSON.stringify({});
	const seat = await ask(site, 'POST', `/api/v1/shifts/${shift}/book`, [
		`Host: 127.0.0.1:${site.port}`, `X-Forwarded-Host: ${EVIL}`,
		'Content-Type: application/json', `Content-Length: ${booked.length}`,
		...as.volunteer.api], booked);
	assert.equal(seat.status, 201, seat.body);
	const link = await site.message(volunteer.phone, /https:/, from);
	assert.match(link.body, new RegExp(`${site.url}/shifts/${shift}`));
	assert.ok(page.cookies.size > 0 && phone);
	for (const message of (await site.sent()).slice(from)) {
		assert.doesNotMatch(message.body, /evil|127\.0\.0\.1/);
		if (message.kind === 'code') {
			assert.match(message.body, /\n@localhost #\d{6}$/);
		}
	}
	const first = await ask(site, 'GET', '/login',
		[`Host: 127.0.0.1:${site.port}`]);
	for (const line of [first.headers['set-cookie']].flat()) {
		assert.doesNotMatch(line, /Domain|127\.0\.0\.1/i);
	}
});

/* Headers ------------------------------------------------------------------- */

test('HT-07 a sensitive header that stands there twice is refused', async () => {
	const api = as.volunteer.api, [cookie] = as.volunteer.page;
	const pairs = [
		[cookie, 'Cookie: a=b'], ['Cookie: a=b', cookie], [cookie, cookie],
		[...api, ...as.coordinator.api], ['X-CSRF-Token: a', 'X-CSRF-Token: b'],
		['Content-Type: application/json', 'Content-Type: text/plain'],
		['Idempotency-Key: a', 'Idempotency-Key: b'],
		['X-Twilio-Signature: a', 'X-Twilio-Signature: a'],
		['Origin: https://localhost', `Origin: https://${EVIL}`],
		['Sec-Fetch-Site: same-origin', 'Sec-Fetch-Site: cross-site'],
		['Host: localhost', `Host: ${EVIL}`],
		['Content-Length: 0', 'Content-Length: 0'],
	];
	for (const [one, two] of pairs) {
		for (const target of ['/shifts', '/api/v1/shifts']) {
			const extra = /^(Cookie|Authorization)/.test(one) ? [] :
				target === '/shifts' ? [cookie] : api;
			const got = await ask(site, 'GET', target, [one, two, ...extra]);
			assert.equal(got.status, 400, `${target} ${one} + ${two}`);
		}
	}
	const fine = await ask(site, 'GET', '/shifts', [cookie,
		'X-Harmless: a', 'X-Harmless: b']);
	assert.equal(fine.status, 200);
});

test('HT-07 a cookie that stands twice in its header is nobody’s', async () => {
	const [cookie] = as.coordinator.page, [other] = as.volunteer.page;
	for (const line of [`${cookie}; ${other.slice(8)}`,
		`${other}; ${cookie.slice(8)}`]) {
		const got = await ask(site, 'GET', '/people', [line]);
		assert.equal(got.status, 400, got.body);
	}
});

/* Paths ---------------------------------------------------------------------- */

const CANONICAL = ['/people', '/api/v1/people', '/week', '/api/v1/callbacks'];

/* A path's last segment written in other ways. */
function disguises(target) {
	const [, root, name] = /^(.*)\/(\w+)$/.exec(target);
	const first = `%${name.charCodeAt(0).toString(16)}`;
	return [
		`/${target}`, `${root}//${name}`, `${root}/./${name}`,
		`${target}/`, `${target}//`, `${target}/.`,
		`${root}/shifts/../${name}`, `${root}/shifts/%2e%2e/${name}`,
		`${root}/shifts/..%2f${name}`, `${root}/shifts%2f..%2f${name}`,
		`${root}/%2e/${name}`, `${root}/${first}${name.slice(1)}`,
		`${root}%2f${name}`, `${root}%252f${name}`, `${target}%2f`,
		`${target};`, `${target};a=b`, `${root};x/${name}`, `${target}.`,
		`${target}..`, `${target}%2e`, `${target}#`, `${target}#x`,
		`${target}%23`, `${target}%3f`, `${target}%00`, `${target}%20`,
		`${target}%09`, `${target}%0a`, `${target}%0d%0aX:1`,
		`${root}/%c0%af${name}`, `${root}%c0%af${name}`,
		`${root}/shifts/%c0%ae%c0%ae/${name}`, `${root}/%e0%80%af${name}`,
		`${root}/%f0%80%80%af${name}`, `${root}%ef%bc%8f${name}`,
		`${root}\\${name}`, `${root}/shifts\\..\\${name}`, `${root}%5c${name}`,
		`${root}/${name.toUpperCase()}`, `${root}/${name[0].toUpperCase()}${name.slice(1)}`,
		`${target}.json`, `${target}.html`, `${target}~`, `${target}%`,
		`${target}%zz`, `${target}?`, `${target}??x`, `${root}/static/../${name}`,
		`/static/..${target}`, `/static/..%2f${target.slice(1)}`,
		`/_error/problem/../..${target}`, `${root}/login${target}`,
	];
}

test('HT-08 a path in disguise is decided like itself, or is not there', async () => {
	let found = 0;
	for (const target of CANONICAL) {
		const face = target.startsWith('/api') ? 'api' : 'page';
		for (const who of ['public', 'volunteer', 'coordinator']) {
			const own = await ask(site, 'GET', target, as[who][face]);
			assert.equal(own.status, who === 'coordinator' ? 200 :
				who === 'volunteer' ? 403 : face === 'api' ? 401 : 303);
			for (const other of disguises(target)) {
				const got = await ask(site, 'GET', other, as[who][face]);
				const label = `${who} ${target} as ${other}: ${got?.status}`;
				assert.ok(got, label);
				assert.ok([own.status, 404, 400, 422].includes(got.status), label);
				if (got.status === 422) {
					assert.match(other, /\?/, label);
				}
				found += got.status === own.status;
			}
		}
	}
	assert.ok(found > 0, 'some of them are the same path');
});

test('HT-08 a volunteer gets nothing of a coordinator’s by any of them', async () => {
	const secret = new RegExp(`${coordinator.name}|"role"`);
	for (const target of ['/people', '/api/v1/people']) {
		const face = target.startsWith('/api') ? 'api' : 'page';
		for (const other of disguises(target)) {
			const got = await ask(site, 'GET', other, as.volunteer[face]);
			assert.doesNotMatch(got.body, secret, other);
		}
	}
});

test('HT-08 static files lead nowhere else', async () => {
	for (const target of ['/static/../nginx.conf', '/static/%2e%2e/nginx.conf',
		'/static/..%2fnginx.conf', '/static/....//nginx.conf',
		'/static/css/../../schema.sql', '/static//etc/passwd',
		'/static/%2e%2e%2f%2e%2e%2fetc/passwd', '/static/..\\schema.sql',
		'/static/.%00./schema.sql', '/static../schema.sql',
		'/static', '/static/', '/static/css', '/static/css/', '/static/.gitignore']) {
		const got = await ask(site, 'GET', target);
		assert.ok([400, 404].includes(got.status), `${target}: ${got.status}`);
		assert.doesNotMatch(got.body, /root:|CREATE TABLE|ssl_cert/, target);
		assert.match(got.headers.location ?? '/', /^\/(?!\/)/, target);
	}
});

test('HT-08 a number in a path has one spelling', async () => {
	const own = await volunteer.api.apiGet(`shifts/${shift}`);
	assert.equal(own.status, 200);
	for (const id of [`0${shift}`, `+${shift}`, `-${shift}`, `${shift}.0`,
		`${shift}e0`, ` ${shift}`, `%20${shift}`, `${shift}%20`, '0', '-1',
		'0x1', '9223372036854775808', '99999999999999999999', 'null', '１']) {
		const got = await ask(site, 'GET',
			`/api/v1/shifts/${Buffer.from(id).toString('latin1')}`,
			as.volunteer.api);
		assert.ok([400, 404].includes(got.status), `${id}: ${got.status}`);
	}
	assert.equal((await site.client().apiPost('login/code',
		{ phone: freshPhone() })).status, 202);
});
