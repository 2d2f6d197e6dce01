/*
 * What the site says of itself: alive, ready, the API described; and the
 * languages it speaks.
 */
import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { links, tags, words } from '../lib/html.js';
import { Stack, until } from '../lib/stack.js';
import { freshPhone, program, reader, ROOMY } from '../lib/watch.js';

let site, routes, document;

before(async () => {
	site = await Stack.start({ env: ROOMY });
	routes = await site.routes();
	document = (await site.client().apiGet('openapi.json')).json;
});
after(() => site?.stop());

/* Alive and ready ------------------------------------------------------------- */

test('healthz and readyz say one word to anybody', async () => {
	for (const probe of ['/healthz', '/readyz']) {
		const reply = await site.client().get(probe);
		assert.equal(reply.status, 200);
		assert.deepEqual(reply.json, { status: 'ok' });
		assert.match(reply.headers['content-type'], /^application\/json/);
	}
});

test('readyz is 503 while the database is away, healthz goes on', async () => {
	const file = path.join(site.dir, 'watchbill.db');
	const ask = (at) => site.client().get(at);
	await fs.rename(file, `${file}.away`);
	try {
		const away = await ask('/readyz');
		assert.equal(away.status, 503);
		assert.deepEqual(away.json, { status: 'unavailable' });
		assert.equal((await ask('/healthz')).status, 200);
	} finally {
		await fs.rename(`${file}.away`, file);
	}
	await until(async () => (await ask('/readyz')).status === 200,
		'ready again');
});

/* The API described ------------------------------------------------------------ */

const operations = () => Object.entries(document.paths).flatMap(([at, item]) =>
	Object.entries(item).map(([method, operation]) =>
		({ at, method, operation, label: `${method} ${at}` })));

test('openapi.json is an OpenAPI 3.1 document', () => {
	assert.match(document.openapi, /^3\.1\.\d$/);
	assert.ok(document.info.title && document.info.version);
	assert.equal(document.servers[0].url, '/api/v1');
	const ids = operations().map((o) => o.operation.operationId);
	assert.equal(new Set(ids).size, ids.length, 'operationIds are unique');
	for (const { at, method, operation, label } of operations()) {
		assert.match(at, /^\/[a-z./{}-]+$/, label);
		assert.ok(['get', 'post'].includes(method), label);
		assert.ok(operation.summary?.length > 3, label);
		const named = [...at.matchAll(/\{(\w+)\}/g)].map((m) => m[1]);
		assert.deepEqual(operation.parameters.filter((p) => p.in === 'path')
			.map((p) => p.name), named, label);
		for (const p of operation.parameters) {
			assert.ok(p.schema && typeof p.required === 'boolean', label);
		}
		const codes = Object.keys(operation.responses);
		assert.ok(codes.some((c) => /^2\d\d$/.test(c)), label);
		assert.ok(codes.includes('429'), label);
	}
});

test('openapi.json refers only to what stands in it', () => {
	const seen = [];
	const walk = (node) => {
		if (node && typeof node === 'object') {
			if (typeof node.$ref === 'string') {
				seen.push(node.$ref);
			}
			Object.values(node).forEach(walk);
		}
	};
	walk(document);
	assert.ok(seen.length > 50, `${seen.length} references`);
	for (const ref of new Set(seen)) {
		const found = ref.replace(/^#\//, '').split('/').reduce((at, key) =>
			at?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], document);
		assert.ok(found, ref);
	}
});

test('openapi.json describes every operation of the API, and no page', () => {
	const told = operations().map((o) => `${o.method.toUpperCase()} ${o.at}`);
	const rows = routes.filter((r) => ['both', 'api'].includes(r.surface))
		.map((r) => `${r.method} ${r.path}`);
	assert.deepEqual(told.sort(), rows.sort());
	for (const name of ['POST /login/code', 'POST /login/verify', 'POST /apply',
		'GET /shifts', 'GET /shifts/mine', 'POST /shifts/{shift}/book', 'POST /shifts/book',
		'POST /bookings/{booking}/cancel', 'POST /schedules',
		'POST /callbacks', 'GET /openapi.json']) {
		assert.ok(told.includes(name), name);
	}
});

/* Languages ---------------------------------------------------------------------- */

const AF = { language: 'af' };

const PUBLIC = ['/', '/login', '/apply', '/applied', '/callback', '/more',
	'/nothing'];

test('Accept-Language af gives pages in Afrikaans', async () => {
	for (const [header, language] of [['af', 'af'], ['af-ZA,af;q=0.9,en;q=0.5', 'af'],
		['en', 'en'], ['xx', 'en'], ['', 'en'], ['en;q=0.2, af;q=0.7', 'af'],
		['xx, af;q=0.5', 'af'], [`${'q'.repeat(900)}`, 'en'],
		['af;q=0, en', 'en']]) {
		const reply = await site.client({ language: header }).get('/login');
		assert.match(reply.text, new RegExp(`<html[^>]* lang="${language}"`), header);
		assert.equal(reply.headers['content-language'], language, header);
		assert.match(reply.headers.vary, /Accept-Language/);
	}
});

test('no page of the public says the same in both languages', async () => {
	for (const at of PUBLIC.filter((p) => p !== '/nothing')) {
		const [en, af] = await Promise.all(['en', 'af'].map((language) =>
			site.client({ language }).get(at)));
		assert.notEqual(words(en.text), words(af.text), at);
		const heading = (r) => /<h1[^>]*>(.*?)<\/h1>/s.exec(r.text)[1];
		assert.ok(at === '/' || heading(en) !== heading(af),
			`${at}: ${heading(en)}`);
	}
});

test('a choice of language sticks, before and after signing in', async () => {
	const visitor = site.client();
	let reply = await visitor.submit('/more', '/language', { language: 'af' });
	assert.equal(reply.status, 303, reply.text);
	assert.match((await visitor.get('/login')).text, / lang="af"/);
	assert.match((await visitor.get('/api/v1/nothing')).headers['content-type'],
		/problem/);
	const { page } = await reader(site, 'volunteer');
	assert.match((await page.get('/shifts')).text, / lang="en"/);
	reply = await page.submit('/more', '/language', { language: 'af' });
	assert.equal(reply.status, 303, reply.text);
	for (const at of ['/shifts', '/', '/shifts/mine', '/more']) {
		assert.match((await page.get(at)).text, / lang="af"/, at);
	}
	reply = await page.submit('/more', '/language', { language: 'tlh' });
	assert.equal(reply.status, 422, reply.text);
	assert.match((await page.get('/shifts')).text, / lang="af"/);
});

test('the chosen language follows a person to another browser', async () => {
	const { page, phone } = await reader(site, 'volunteer');
	await page.submit('/more', '/language', { language: 'af' });
	await site.moveClock(61);
	const other = await site.browser(phone);
	assert.match((await other.get('/shifts')).text, / lang="af"/);
	await site.moveClock(121);
	const from = (await site.sent()).length;
	await site.client().apiPost('login/code', { phone });
	const message = await site.message(phone, /#\d{6}/, from);
	assert.doesNotMatch(message.body, /sign in with/);
});

test('a refusal is told in the language that was asked for', async () => {
	const [en, af] = await Promise.all(['en', 'af'].map((language) =>
		site.client({ language }).apiPost('apply', {})));
	assert.equal(en.json.code, af.json.code);
	assert.deepEqual(en.json.errors.map((e) => e.code),
		af.json.errors.map((e) => e.code));
	assert.notEqual(en.json.errors[0].message, af.json.errors[0].message);
	const page = await site.client(AF).submit('/apply', '/apply', {});
	assert.equal(page.status, 422);
	assert.doesNotMatch(words(page.text), /is needed/);
});

test('notices are written in the language of whoever gets them', async () => {
	const { page, phone } = await reader(site, 'volunteer');
	await page.submit('/more', '/language', { language: 'af' });
	const desk = await program(site, 'coordinator');
	const made = await desk.api.apiPost('schedules', { name: 'Patrollie',
		recurrence: { cron: '0 20 * * *' }, duration_min: 60, seats: 2,
		time_zone: 'Africa/Johannesburg', needed: 1 });
	assert.equal(made.status, 201, made.text);
	const list = await desk.api.apiGet('shifts');
	const shift = list.json.items[1].id;
	await page.submit(`/shifts/${shift}`, `/shifts/${shift}/book`);
	const message = await site.message(phone, /Patrollie/);
	assert.match(message.body, /Jy|jy|U is/);
	assert.doesNotMatch(message.body, /you are on/);
	assert.ok(tags((await page.get('/shifts')).text).length > 10);
	assert.ok(links((await page.get('/shifts')).text).includes(`/shifts/${shift}`));
	assert.ok(freshPhone());
});
