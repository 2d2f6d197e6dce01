/*
 * What every answer has in common, whoever gives it: a program, or nginx by
 * itself.  Rows HT-01, HT-10, HT-11 and CS-04.
 */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { promises as fs } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { checkHeaders, checkProblem } from '../lib/headers.js';
import { ask, raw, response } from '../lib/raw.js';
import { ROOT, sleep, Stack, until } from '../lib/stack.js';
import { freshPhone, program, reader, ROOMY } from '../lib/watch.js';

const run = promisify(execFile);
let site, guest, volunteer, coordinator;

before(async () => {
	site = await Stack.start({ env: { ...ROOMY,
		WATCHBILL_LIMITS_CALLBACKS_PER_MIN: '2' } });
	guest = await reader(site, 'guest');
	volunteer = await program(site, 'volunteer');
	coordinator = await reader(site, 'coordinator');
});
after(() => site?.stop());

const JSON_TYPE = ['Content-Type: application/json'];

/* An answer of nginx's own or of a program, held against HT-01 and HT-11. */
function hold(label, got, status, face) {
	assert.ok(got, `${label}: no answer at all`);
	assert.equal(got.status, status, `${label}: ${got.body}`);
	checkHeaders(label, status, got.headers);
	if (face === 'problem') {
		checkProblem(label, status, got.headers['content-type'], got.body);
	} else {
		assert.match(got.headers['content-type'], /^text\/html/, label);
		assert.match(got.body, /^<!doctype html>/i, label);
		assert.match(got.body, /<html lang="en" dir="ltr">/, label);
		assert.match(got.body, /<code>[0-9a-f]{32}<\/code>/, label);
	}
}

/* On both faces: under /api/ a problem, to who accepts HTML a page. */
async function onBothFaces(label, status, send) {
	hold(`${label} (API)`, await send('/api/v1', 'application/json'),
		status, 'problem');
	hold(`${label} (page)`, await send('', 'text/html,*/*;q=0.8'),
		status, 'page');
}

const get = (on, target, lines = []) => ask(on, 'GET', target, lines);

test('HT-01 HT-11 pages, redirects and static files carry the headers', async () => {
	const anybody = site.client();
	for (const [status, at] of [[200, '/'], [200, '/login'], [303, '/shifts'],
		[404, '/nothing'], [404, '/callback/nothing'], [404, '/static/nothing'],
		[404, '/static/'], [404, '/.git/config'], [405, '/bookings/1/cancel'],
		[200, '/static/css/watchbill.css'], [200, '/static/css/watchbill.css?v=1'],
		[200, '/healthz'], [200, '/api/v1/openapi.json'],
		[404, '/api/v1/nothing'], [404, '/api'], [404, '/api/v9/shifts'],
		[401, '/api/v1/shifts'], [405, '/api/v1/login/code']]) {
		const method = at === '/bookings/1/cancel' ? 'DELETE' : 'GET';
		const reply = await anybody.request(method, at,
			{ headers: { accept: 'text/html' } });
		assert.equal(reply.status, status, `${at}: ${reply.text}`);
	}
	const style = await anybody.get('/static/css/watchbill.css');
	const same = await anybody.get('/static/css/watchbill.css',
		{ headers: { 'if-none-match': style.headers.etag } });
	assert.equal(same.status, 304);
});

test('HT-01 HT-11 what a program refuses carries the headers', async () => {
	const page = guest.page, { api } = volunteer;
	const replies = [
		[403, await page.get('/shifts')],
		[403, await page.form('/logout', {})],
		[404, await coordinator.page.get('/shifts/999999')],
		[415, await page.request('POST', '/login/code', {
			headers: { 'content-type': 'text/plain' }, body: 'phone=1' })],
		[422, await page.submit('/apply', '/apply', { name: '', phone: '' })],
		[400, await page.get(`/shifts?${'a=1&'.repeat(65)}`)],
		[404, await api.apiGet('shifts/999999')],
		[403, await api.apiGet('people')],
		[415, await api.request('POST', '/api/v1/shifts/1/book', {
			headers: { 'content-type': 'text/plain' }, body: '{}' })],
		[422, await api.apiPost('apply', {})],
		[400, await api.apiPost('apply', '{')],
	];
	for (const [status, reply] of replies) {
		assert.equal(reply.status, status, reply.text);
	}
	const phone = freshPhone(), asker = site.client();
	await asker.apiPost('login/code', { phone });
	const again = await asker.apiPost('login/code', { phone });
	assert.equal(again.status, 429);
	assert.ok(Number(again.headers['retry-after']) > 0);
});

test('HT-01 HT-11 a request that nginx cannot read: 400', async () => {
	for (const bytes of ['GARBAGE\r\n\r\n', 'GET /\r\n\r\n\r\n',
		'GET / HTTP/1.1\r\n\r\n', 'GET / HTTP/9.9\r\nHost: localhost\r\n\r\n',
		'GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n',
		'GET / HTTP/1.1\r\nHost: local\x01host\r\n\r\n',
		'GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n']) {
		const answer = await raw(site, Buffer.from(bytes, 'latin1'));
		if (answer === '' || !answer.startsWith('HTTP/')) {
			assert.equal(bytes, 'GET /\r\n\r\n\r\n', 'HTTP/0.9 has no headers');
			continue;
		}
		const got = response(answer);
		assert.ok([400, 505].includes(got.status), `${bytes}: ${got.status}`);
		checkHeaders(JSON.stringify(bytes), got.status, got.headers);
		checkProblem(JSON.stringify(bytes), got.status,
			got.headers['content-type'], got.body);
	}
});

test('HT-01 plain HTTP on the port of TLS: 400', async () => {
	const socket = net.connect(site.port, '127.0.0.1');
	socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
	let answer = '';
	for await (const chunk of socket) {
		answer += chunk;
	}
	hold('http on the port of https', response(answer), 400, 'problem');
});

test('HT-10 HT-11 a path or header that is too long: 414, 431', async () => {
	/* It is refused before nginx has read what the client accepts. */
	hold('a long path', await get(site, `/${'x'.repeat(9000)}`,
		['Accept: text/html']), 414, 'problem');
	await onBothFaces('a long header', 431, (face, type) =>
		get(site, `${face}/shifts`, [`Accept: ${type}`, `X: ${'x'.repeat(8192)}`]));
	await onBothFaces('many headers', 431, (face, type) =>
		get(site, `${face}/shifts`, [`Accept: ${type}`,
			...Array.from({ length: 12 }, (_, i) => `X-${i}: ${'x'.repeat(1000)}`)]));
});

test('HT-10 a cookie header over 4 KB is refused, one below it is read', async () => {
	for (const [bytes, statuses] of [[4200, [400, 431]], [3500, [303]]]) {
		const got = await get(site, '/shifts', ['Accept: text/html',
			`Cookie: a=${'x'.repeat(bytes)}`]);
		assert.ok(statuses.includes(got.status), `${bytes}: ${got.status}`);
	}
});

test('HT-10 HT-11 a body over 16 KB: 413, before any program sees it', async () => {
	const log = (await site.log()).length;
	await onBothFaces('a large body', 413, (face, type) =>
		ask(site, 'POST', `${face}/apply`, [`Accept: ${type}`,
			'Content-Type: application/json', 'Content-Length: 16385'],
		'x'.repeat(16385)));
	await sleep(100);
	assert.doesNotMatch((await site.log()).slice(log), /"status":413/);
});

test('HT-10 at most 64 parameters, 32 levels, 1000 items', async () => {
	const { api } = volunteer;
	const query = (n) => Array.from({ length: n }, (_, i) =>
		i === 0 ? 'open=1' : '').join('&') + '&x=1'.repeat(n - 1);
	assert.equal((await api.apiGet(`shifts?${query(64)}`)).status, 422);
	assert.equal((await api.apiGet(`shifts?${query(65)}`)).status, 400);
	const deep = (n) => `{"name":${'['.repeat(n)}${']'.repeat(n)}}`;
	const wide = (n) => `{"name":[${Array(n).fill(1).join(',')}]}`;
	for (const [body, status] of [[deep(31), 422], [deep(32), 400],
		[deep(5000), 400], [wide(1000), 422], [wide(1001), 400]]) {
		const reply = await api.apiPost('apply', body);
		assert.equal(reply.status, status, body.slice(0, 40));
	}
});

test('HT-01 HT-11 a method that no address takes: 405 with Allow', async () => {
	for (const method of ['TRACE', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
		await onBothFaces(method, 405, (face, type) =>
			ask(site, method, `${face}/apply`, [`Accept: ${type}`]));
	}
});

test('HT-01 HT-11 a program that is not there: 502', async () => {
	await site.without('callbacks', null, () =>
		onBothFaces('no program', 502, (face, type) =>
			get(site, `${face}/callbacks`, [`Accept: ${type}`])));
	assert.equal((await coordinator.page.get('/callbacks')).status, 200);
});

test('HT-01 HT-11 a program that does not answer: 504', async () => {
	await site.nginx('fastcgi_read_timeout 30s', 'fastcgi_read_timeout 1s');
	const held = new Set();
	await site.without('callbacks', (socket) => {
		held.add(socket.on('error', () => {}).resume());
	}, async () => {
		await onBothFaces('a program that hangs', 504, (face, type) =>
			get(site, `${face}/callbacks`, [`Accept: ${type}`]));
		held.forEach((s) => s.destroy());
	});
	await site.nginx('fastcgi_read_timeout 1s', 'fastcgi_read_timeout 30s');
});

test('HT-01 HT-11 R-07 a database that stays locked: 503 after 5 s, and reading goes on', async () => {
	const lock = spawn('flock', ['-x', path.join(site.dir, 'watchbill.db.lock'),
		'sleep', '20'], { detached: true, stdio: 'ignore' });
	await sleep(200);
	const start = Date.now();
	try {
		const writes = [ask(site, 'POST', '/api/v1/apply', [...JSON_TYPE,
			'Content-Length: 43'], '{"name":"Late Comer","phone":"0825550199"}\n')];
		const token = (await coordinator.page.get('/people/new')).hidden('csrf');
		writes.push(coordinator.page.form('/people', { csrf: token,
			name: 'Late Comer', phone: '082 555 0199' }));
		assert.equal((await volunteer.api.apiGet('shifts')).status, 200);
		const [api, page] = await Promise.all(writes);
		const took = Date.now() - start;
		hold('a locked database', api, 503, 'problem');
		assert.ok(Number(api.headers['retry-after']) > 0);
		assert.equal(page.status, 503);
		assert.match(page.text, /too busy right now/);
		assert.match(page.text, /value="Late Comer"/, 'what was typed is kept');
		assert.ok(took > 4000 && took < 9000, `${took} ms`);
	} finally {
		process.kill(-lock.pid, 'SIGTERM');
	}
});

test('HT-01 HT-11 too many from one address: 429, from a program and from nginx', async () => {
	const visitor = site.client();
	const request = { phone: freshPhone(), consent: true };
	const replies = [];
	for (let i = 0; i < 3; i++) {
		replies.push(await visitor.apiPost('callbacks', request));
	}
	assert.deepEqual(replies.map((r) => r.status), [201, 201, 429]);
	assert.ok(Number(replies[2].headers['retry-after']) > 0);
	await site.nginx('rate=10000r/s', 'rate=1r/s');
	await site.nginx('burst=400', 'burst=1');
	for (const [face, type] of [['/api/v1', 'problem'], ['', 'page']]) {
		const answers = await Promise.all(Array.from({ length: 8 }, () =>
			get(site, `${face}/shifts`, ['Accept: text/html'])));
		hold('a flood', answers.find((a) => a.status === 429), 429, type);
	}
	await site.nginx('burst=1', 'burst=400');
	await site.nginx('rate=1r/s', 'rate=10000r/s');
});

/* The server for plain HTTP, which the development copy leaves out. */
test('HT-01 HT-03 plain HTTP: pages move to https, the API does not answer', async () => {
	const dir = path.join(site.dir, 'plain');
	await fs.mkdir(path.join(dir, 'tmp'), { recursive: true });
	const port = await new Promise((done) => {
		const server = net.createServer().listen(0, '127.0.0.1', () => {
			const free = server.address().port;
			server.close(() => done(free));
		});
	});
	const own = await fs.readFile(path.join(ROOT, 'nginx.conf'), 'utf8');
	await fs.writeFile(path.join(dir, 'nginx.conf'), own
		.replace('user www-data;', '')
		.replace('listen 80 default_server', `listen 127.0.0.1:${port} default_server`)
		.replace(/^.*listen \[::\].*$/gm, '')
		.replace(/listen 443/g, `listen unix:${dir}/tls.sock`)
		.replaceAll('/etc/watchbill/tls', `${site.dir}/tls`)
		.replaceAll('/etc/watchbill/nginx-errors', `${ROOT}/nginx-errors`)
		.replaceAll('/run/watchbill', dir)
		.replaceAll('/var/log/watchbill', dir));
	const args = ['-p', dir, '-e', `${dir}/error.log`, '-c', `${dir}/nginx.conf`];
	const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
	const nginx = spawn('nginx', [...args, '-g', 'daemon off;'],
		{ env, stdio: 'ignore' });
	try {
		const base = `http://127.0.0.1:${port}`;
		const plain = (at) => run('curl', ['-si', '-H', 'Host: watch.example.org',
			'-H', 'Accept: text/html', base + at])
			.then(({ stdout }) => response(stdout), () => null);
		const page = await until(() => plain('/shifts?open=1'), 'nginx listens');
		assert.equal(page.status, 301);
		assert.equal(page.headers.location,
			'https://watch.example.org/shifts?open=1');
		checkHeaders('GET /shifts over http', 301, page.headers);
		hold('the API over http', await plain('/api/v1/shifts'), 403, 'problem');
	} finally {
		nginx.kill('SIGTERM');
		await new Promise((done) => nginx.once('exit', done));
	}
});

test('CS-04 the API takes JSON alone, pages take forms alone', async () => {
	const body = JSON.stringify({ name: 'Sly Fox', phone: freshPhone() });
	const form = new URLSearchParams(JSON.parse(body)).toString();
	const before = await site.sql('SELECT count(*) n FROM person');
	for (const type of ['text/plain', 'application/x-www-form-urlencoded',
		'multipart/form-data; boundary=x', 'application/json; charset=utf-16',
		'application/jsonp', 'text/json', null]) {
		const reply = await site.client().request('POST', '/api/v1/apply',
			{ headers: type ? { 'content-type': type } : {}, body });
		assert.equal(reply.status, 415, `${type}: ${reply.text}`);
	}
	for (const type of ['text/plain', 'application/json',
		'multipart/form-data; boundary=x', null]) {
		const visitor = site.client();
		const csrf = (await visitor.get('/apply')).hidden('csrf');
		const reply = await visitor.request('POST', '/apply', {
			headers: type ? { 'content-type': type } : {},
			body: `csrf=${csrf}&${form}` });
		assert.equal(reply.status, 415, `${type}: ${reply.text}`);
	}
	assert.deepEqual(await site.sql('SELECT count(*) n FROM person'), before);
	const fine = await site.client().request('POST', '/api/v1/apply', {
		headers: { 'content-type': 'Application/JSON; charset=UTF-8' }, body });
	assert.equal(fine.status, 202, fine.text);
});
