/* scripts/serve, the first of the two commands, as a newcomer meets it. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import { ROOT, Stack, until } from '../lib/stack.js';

const SERVE = path.join(ROOT, 'scripts/serve');
const made = [];
after(() => made.forEach((dir) =>
	fs.rmSync(dir, { recursive: true, force: true })));

function scratch() {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'wb-serve-'));
	made.push(dir);
	return dir;
}

/* Every process that runs for the instance, whoever its parent is now. */
function processesFor(dir) {
	return fs.readdirSync('/proc').filter((n) => /^\d+$/.test(n) &&
		Number(n) !== process.pid).filter((pid) => {
		try {
			return fs.readFileSync(`/proc/${pid}/environ`, 'utf8')
				.split('\0').includes(`WATCHBILL_DIR=${dir}`);
		} catch {
			return false;
		}
	});
}

function refused(env, args = []) {
	const done = spawnSync(SERVE, args, { encoding: 'utf8', timeout: 60000,
		env: { ...process.env, WATCHBILL_DIR: scratch(), ...env } });
	assert.match(done.stderr, /^serve: [^\n]+\n$/);
	assert.equal(done.stdout, '');
	assert.equal(done.status, 1);
	return done.stderr;
}

test('a start with nothing to build is ready in under three seconds', async () => {
	/* Of the release, found up to date by scripts/build. */
	const site = await Stack.start({ env: { WATCHBILL_BUILD: '' } });
	try {
		await site.down();
		const began = Date.now();
		await site.up();
		assert.ok(Date.now() - began < 3000, `${Date.now() - began} ms`);
	} finally {
		await site.stop();
	}
});

for (const signal of ['SIGINT', 'SIGTERM']) {
	test(`${signal} to all of it at once, as Ctrl-C does, ends all of it`, async () => {
		const dir = scratch(), socket = net.createServer().listen(0);
		const { port } = socket.address();
		await new Promise((done) => socket.close(done));
		const child = spawn(SERVE, [], { detached: true,
			stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env,
				WATCHBILL_DIR: dir, WATCHBILL_PORT: String(port) } });
		const ended = new Promise((done) => child.once('exit', done));
		let said = '';
		child.stdout.on('data', (chunk) => { said += chunk; });
		await until(() => said.includes('ready https://'), 'ready', 60000);
		assert.ok(processesFor(dir).length > 10);
		process.kill(-child.pid, signal);
		assert.equal(await ended, 0);
		assert.deepEqual(processesFor(dir), []);
	});
}

test('it says where it is, and the link of the first admin until there is one', async () => {
	const site = await Stack.start();
	try {
		assert.match(site.output, new RegExp('^ready https://localhost:' +
			`${site.port}\nhttps://localhost:${site.port}/welcome/\\S+\n$`));
		await site.person('Fatima Davids', '+27825550101', 'admin');
		await site.down();
		await site.up();
		assert.equal(site.output, `ready https://localhost:${site.port}\n`);
	} finally {
		await site.stop();
	}
});

test('two instances run side by side, each with its own people', async () => {
	const sites = await Promise.all([Stack.start(), Stack.start()]);
	try {
		await sites[0].person('Thandi Mokoena', '+27825550102');
		const count = 'SELECT count(*) AS n FROM person';
		assert.deepEqual(await Promise.all(sites.map(async (s) =>
			(await s.sql(count))[0].n)), [1, 0]);
		await sites[0].down();
		assert.equal((await sites[1].client().get('/readyz')).status, 200);
	} finally {
		await Promise.all(sites.map((s) => s.stop()));
	}
});

test('its directory may hold other files, and have a long name', async () => {
	const dir = path.join(scratch(), 'x'.repeat(100), 'y'.repeat(60));
	fs.mkdirSync(dir, { recursive: true });
	fs.writeFileSync(path.join(dir, 'letter.txt'), 'Dear neighbours');
	const site = await Stack.start({ env: { WATCHBILL_DIR: dir } });
	try {
		assert.equal((await site.client().get('/readyz')).status, 200);
		assert.equal(fs.readFileSync(path.join(dir, 'letter.txt'), 'utf8'),
			'Dear neighbours');
		assert.ok(fs.existsSync(path.join(dir, 'watchbill.db')));
	} finally {
		await site.stop();
	}
});

test('--demo loads a demonstration watch, and can be said again', async () => {
	const site = await Stack.start({ args: ['--demo'] });
	try {
		for (let start = 0; start < 2; start++) {
			const [n] = await site.sql(`SELECT
				(SELECT count(*) FROM schedule) AS schedules,
				(SELECT count(*) FROM person) AS people,
				(SELECT count(*) > 20 FROM booking) AS booked,
				(SELECT count(*) > 0 FROM callback) AS asked`);
			assert.deepEqual(n, { schedules: 3, people: 40,
				booked: 1, asked: 1 });
			if (start === 0) {
				await site.down();
				await site.up(['--demo']);
			}
		}
	} finally {
		await site.stop();
	}
});

test('a port that is taken is said in one sentence', async () => {
	const taken = net.createServer().listen(0, '127.0.0.1');
	await new Promise((done) => taken.once('listening', done));
	const { port } = taken.address();
	assert.match(refused({ WATCHBILL_PORT: String(port) }),
		new RegExp(`port ${port} is taken; set WATCHBILL_PORT`));
	taken.close();
});

test('what cannot be meant is said in one sentence', () => {
	assert.match(refused({ WATCHBILL_PORT: 'https' }), /must be a port/);
	assert.match(refused({ WATCHBILL_POOL: '0' }), /from 1 to 99/);
	assert.match(refused({ WATCHBILL_BUILD: '/nonexistent' }),
		/nothing is built in \/nonexistent/);
	assert.match(refused({}, ['--fast']), /no option --fast/);
});
