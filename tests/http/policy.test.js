/*
 * The policy: who may call what.  The matrix is the route table itself; rows
 * AZ and CS.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { raw, statuses } from '../lib/raw.js';
import { Stack } from '../lib/stack.js';

const ROLES = ['public', 'guest', 'volunteer', 'coordinator', 'admin'];
const PHONES = { guest: '+27825550201', volunteer: '+27825550202',
	coordinator: '+27825550203', admin: '+27825550204',
	other: '+27825550205' };

let site, routes, shift, booking, callback;
const api = {}, browser = {};

before(async () => {
	site = await Stack.start({ env: {
		WATCHBILL_FLOOD: '10000r/s',
		WATCHBILL_LIMITS_CODES_PER_HOUR: '1000',
		WATCHBILL_LIMITS_APPLIES_PER_HOUR: '1000',
		WATCHBILL_LIMITS_CALLBACKS_PER_MIN: '1000',
		WATCHBILL_LIMITS_READS_PER_MIN: '100000',
		WATCHBILL_LIMITS_WRITES_PER_MIN: '100000',
	} });
	for (const [name, phone] of Object.entries(PHONES)) {
		await site.person(`The ${name}`, phone,
			name === 'other' ? 'volunteer' : name);
		api[name] = await site.api(phone);
		browser[name] = await site.browser(phone);
		await site.moveClock(61);
	}
	api.public = site.client();
	browser.public = site.client();
	routes = await site.routes();
	const made = await api.coordinator.apiPost('schedules', {
		name: 'Patrol', recurrence: { cron: '0 20 * * *' },
		time_zone: 'Africa/Johannesburg', duration_min: 120,
		seats: 4, needed: 2 });
	assert.equal(made.status, 201, made.text);
	const list = await api.volunteer.apiGet('shifts');
	shift = list.json.items[1].id;
	const booked = await api.volunteer.apiPost(`shifts/${shift}/book`);
	assert.equal(booked.status, 201, booked.text);
	booking = booked.json.id;
	const asked = await api.public.apiPost('callbacks',
		{ phone: '082 555 0299', consent: true });
	assert.equal(asked.status, 201, asked.text);
	callback = (await site.sql('SELECT max(id) id FROM callback'))[0].id;
});
after(() => site?.stop());

/* A path that can exist, whatever the role: ids of rows that are there. */
function pathOf(route) {
	const ids = { shift, booking, callback, schedule: 1, person: 1,
		token: 'A'.repeat(32), reference: 'A'.repeat(32) };
	return route.path.replace(/\{(\w+)\}/g, (_, name) => ids[name] ?? 1);
}

const rank = (role) => ROLES.indexOf(role);

test('AZ-01 every operation of the OpenAPI document is in the matrix, and the reverse', async () => {
	const { json } = await api.public.apiGet('openapi.json');
	const told = Object.entries(json.paths).flatMap(([path, item]) =>
		Object.keys(item).map((m) => `${m.toUpperCase()} ${path}`)).sort();
	const rows = routes.filter((r) => ['both', 'api'].includes(r.surface))
		.map((r) => `${r.method} ${r.path}`)
		.filter((r) => r !== 'GET /openapi.json').sort();
	assert.deepEqual(told.filter((t) => t !== 'GET /openapi.json'), rows);
});

test('AZ-01 on the API each role gets exactly what the matrix gives it', async () => {
	let asked = 0;
	for (const route of routes.filter((r) => ['both', 'api'].includes(r.surface))) {
		for (const role of ROLES) {
			if (route.path === '/logout') {
				continue;	/* would end the session we go on with */
			}
			const path = `/api/v1${pathOf(route)}`;
			const reply = await api[role].request(route.method, path,
				route.method === 'POST' ? {
					headers: { 'content-type': 'application/json' },
					body: '{"no_such_field":1}' } : {});
			const label = `${role} ${route.method} ${route.path}: ${reply.status}`;
			if (rank(role) >= rank(route.role)) {
				assert.ok(![401, 403].includes(reply.status), label);
			} else {
				assert.equal(reply.status, role === 'public' ? 401 : 403, label);
			}
			asked++;
		}
	}
	assert.ok(asked > 100, `${asked} asked`);
});

test('AZ-01 on pages each role gets exactly what the matrix gives it', async () => {
	for (const route of routes.filter((r) => ['both', 'page'].includes(r.surface) &&
		r.method === 'GET')) {
		for (const role of ROLES) {
			const reply = await browser[role].get(pathOf(route));
			const label = `${role} GET ${route.path}: ${reply.status}`;
			if (rank(role) >= rank(route.role)) {
				assert.ok([200, 404].includes(reply.status), label);
			} else if (role === 'public') {
				assert.equal(reply.status, 303, label);
				assert.match(reply.headers.location, /^\/login/, label);
			} else {
				assert.equal(reply.status, 403, label);
			}
		}
	}
});

test('AZ-02 another’s booking and a booking that is not there are one answer', async () => {
	const bare = (r) => ({ ...r.json, trace_id: '', time: '', instance: '' });
	const theirs = await api.other.apiPost(`bookings/${booking}/cancel`);
	const none = await api.other.apiPost('bookings/999999/cancel');
	assert.equal(theirs.status, 404);
	assert.equal(none.status, 404);
	assert.deepEqual(bare(theirs), bare(none));
	assert.equal((await browser.other.get(`/bookings/${booking}/cancel`)).status, 404);
	const rows = await site.sql(`SELECT state FROM booking WHERE id = ${booking}`);
	assert.equal(rows[0].state, 'booked');
});

test('AZ-02 guessing a callback’s reference gives what an unknown one gives', async () => {
	for (const guess of ['A'.repeat(32), 'b'.repeat(32), String(callback)]) {
		assert.equal((await api.public.apiGet(`callback/${guess}`)).status, 404);
	}
});

test('AZ-03 a field that nobody declared is refused, not ignored', async () => {
	const before = await site.sql('SELECT id, role, state, created_at FROM person');
	for (const [path, body] of [
		['apply', { name: 'Sly Fox', phone: '082 555 0288', role: 'admin' }],
		['apply', { name: 'Sly Fox', phone: '082 555 0288', state: 'active' }],
		['apply', { name: 'Sly Fox', phone: '082 555 0288', created_at: 0 }],
		[`shifts/${shift}/book`, { person: 1 }],
		[`shifts/${shift}/book`, { user_id: 1, seat: 1 }],
		['callbacks', { phone: '082 555 0288', consent: true, state: 'completed' }],
	]) {
		const reply = await api.other.apiPost(path, body);
		assert.equal(reply.status, 422, `${path} ${JSON.stringify(body)}: ${reply.text}`);
		assert.ok(reply.json.errors.some((e) => e.code === 'field-unknown'));
	}
	assert.deepEqual(await site.sql(
		'SELECT id, role, state, created_at FROM person'), before);
});

test('AZ-09 a method in disguise is the method that was sent', async () => {
	for (const header of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
		const reply = await api.other.request('GET', `/api/v1/shifts/${shift}/book`,
			{ headers: { [header]: 'POST' } });
		assert.equal(reply.status, 405);
		assert.match(reply.headers.allow, /POST/);
	}
	for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']) {
		const reply = await api.other.request(method, `/api/v1/shifts/${shift}/book`);
		assert.equal(reply.status, 405, method);
		assert.ok(reply.headers.allow, method);
	}
	const trace = await raw(site, `TRACE /shifts HTTP/1.1\r\nHost: localhost\r\n` +
		'Connection: close\r\n\r\n');
	assert.deepEqual(statuses(trace), [405]);
	assert.match(trace, /^Allow:/mi);
});

test('AZ-09 HEAD is a GET without its body', async () => {
	const reply = await browser.volunteer.request('HEAD', '/shifts');
	assert.equal(reply.status, 200);
	assert.equal(reply.bytes.length, 0);
});

/* Cross-site requests ------------------------------------------------------- */

const pagePosts = () => routes.filter((r) => r.method === 'POST' &&
	['both', 'page'].includes(r.surface));

test('CS-01 no unsafe page route works without a token of this session', async () => {
	const stolen = (await browser.other.get('/more')).hidden('csrf');
	assert.ok(stolen);
	for (const route of pagePosts()) {
		const role = rank(route.role) <= rank('guest') ? 'volunteer' : route.role;
		for (const fields of [{}, { csrf: stolen }, { csrf: 'A'.repeat(86) },
			{ csrf: '' }]) {
			const reply = await browser[role].form(pathOf(route), fields);
			assert.equal(reply.status, 403,
				`${role} ${route.path} ${JSON.stringify(fields)}: ${reply.status}`);
		}
	}
});

test('CS-01 a token from before signing in is worth nothing after', async () => {
	const client = site.client();
	const old = (await client.get('/login')).hidden('csrf');
	await site.moveClock(120);
	await client.signInPages(site, PHONES.other);
	assert.equal((await client.form('/logout', { csrf: old })).status, 403);
	assert.equal((await client.get('/shifts')).status, 200);
});

test('CS-02 what another site sends is refused, with the right token too', async () => {
	const csrf = (await browser.other.get('/more')).hidden('csrf');
	for (const headers of [
		{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' },
		{ origin: 'null' }, { origin: 'https://evil.example' },
		{ origin: `${site.url}.evil.example` }, { origin: 'http://localhost' },
	]) {
		const reply = await browser.other.form('/language', { csrf, language: 'en' },
			{ headers });
		assert.equal(reply.status, 403, JSON.stringify(headers));
	}
	const own = await browser.other.form('/language', { csrf, language: 'en' },
		{ headers: { 'sec-fetch-site': 'same-origin' } });
	assert.equal(own.status, 303, own.text);
});

test('CS-03 no GET and no HEAD changes the database', async () => {
	const tables = (await site.sql(`SELECT name FROM sqlite_schema
		WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)).map((r) => r.name);
	const digest = async () => JSON.stringify(await Promise.all(
		tables.filter((t) => t !== 'outbox').map((t) =>
			site.sql(`SELECT * FROM "${t}"`))));
	const before = await digest();
	for (const route of routes.filter((r) => r.method === 'GET')) {
		for (const method of ['GET', 'HEAD']) {
			await browser.admin.request(method, pathOf(route));
			await api.admin.request(method, `/api/v1${pathOf(route)}`);
		}
	}
	assert.equal(await digest(), before);
});

test('CS-06 two renders of a page carry two tokens, and both are good', async () => {
	const one = (await browser.other.get('/more')).hidden('csrf');
	const two = (await browser.other.get('/more')).hidden('csrf');
	assert.notEqual(one, two);
	for (const csrf of [one, two]) {
		const reply = await browser.other.form('/language', { csrf, language: 'en' });
		assert.equal(reply.status, 303, reply.text);
	}
});

test('the API ignores cookies, so that no page can use them against it', async () => {
	const reply = await browser.admin.request('GET', '/api/v1/people');
	assert.equal(reply.status, 401);
});

test('a page ignores a bearer token', async () => {
	const reply = await site.client().request('GET', '/shifts',
		{ headers: { authorization: `Bearer ${api.volunteer.token}` } });
	assert.equal(reply.status, 303);
});
