/*
 * A database that cannot be used: one clear line that names the file and says
 * what to do, from every program, and no half-started pool.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import { BUILD, ROOT, Stack } from '../lib/stack.js';

/* Root may read and write anything: programs run as somebody else then. */
const SOMEBODY = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};

const made = [];
after(() => made.forEach((dir) =>
	fs.rmSync(dir, { recursive: true, force: true })));

/* A directory of somebody's, with the programs and what they read. */
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'wb-bad-'));
made.push(home);
for (const part of ['bin', 'cgi-bin', 'worker', 'locale']) {
	fs.cpSync(path.join(BUILD, part), path.join(home, part),
		{ recursive: true, filter: (f) => !/\.(o|Po)$|\.deps/.test(f) });
}
for (const part of ['migrations', 'static', 'templates']) {
	fs.cpSync(path.join(ROOT, part), path.join(home, part),
		{ recursive: true });
}
fs.chmodSync(home, 0o755);

const PROGRAMS = fs.readdirSync(path.join(home, 'cgi-bin'))
	.filter((n) => !n.includes('.'));

function run(program, args, dir, more = {}) {
	const { status, stdout, stderr } = spawnSync(path.join(home, program),
		args, { encoding: 'utf8', timeout: 30000, ...SOMEBODY, env: {
			...process.env, WATCHBILL_DIR: dir,
			WATCHBILL_SHARE: home,
			WATCHBILL_LOCALE: path.join(home, 'locale'), ...more } });
	return { code: status, out: stdout, err: stderr };
}

function instance() {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'wb-db-'));
	made.push(dir);
	if (SOMEBODY.uid) {
		fs.chownSync(dir, SOMEBODY.uid, SOMEBODY.gid);
	}
	const { code, err } = run('bin/watchbill', ['init'], dir);
	assert.equal(code, 0, err);
	return dir;
}

/* Whether anybody accepts there; the error's name if not. */
const answers = (where) => new Promise((done) => {
	const socket = net.connect(where.port ? where : { path: where },
		() => { socket.destroy(); done('accepted'); });
	socket.on('error', (error) => done(error.code));
});

const NEWER = `PRAGMA user_version = 9999;
	INSERT INTO migration VALUES (9999, 'of_another_day', '', 0)`;

const database = (dir) => path.join(dir, 'watchbill.db');

function harm(dir, sql) {
	const done = spawnSync('sqlite3', [database(dir), sql],
		{ encoding: 'utf8', ...SOMEBODY });
	assert.equal(done.stderr, '');
}

/* What is for people: the worker's standard error is also its log. */
const words = (said) => said.replace(/^\{.*\}\n/gm, '');

/* Everything that serves refuses, and says it in that one line. */
function allRefuse(dir, file, says) {
	const everything = [
		...PROGRAMS.map((name) => [`cgi-bin/${name}`, ['--check']]),
		['worker/watchbill-worker', ['--dir', dir]],
		['bin/watchbill', ['first-admin']],
	];
	for (const [program, args] of everything) {
		const { code, err: all } = run(program, args, dir);
		const err = words(all);
		assert.match(err, /^[^\n]+\n$/, `${program}: ${all}`);
		assert.ok(err.includes(path.join(dir, file)), err);
		assert.match(err, says, program);
		assert.equal(code, 1, program);
	}
}

test('every program starts on a sound database', () => {
	const dir = instance();
	assert.ok(PROGRAMS.length >= 8, PROGRAMS.join());
	for (const name of PROGRAMS) {
		assert.deepEqual(run(`cgi-bin/${name}`, ['--check'], dir),
			{ code: 0, out: '', err: '' }, name);
	}
});

test('a database that is missing is refused', () => {
	const dir = instance();
	fs.rmSync(database(dir));
	allRefuse(dir, 'watchbill.db', /no such file.*watchbill init/);
});

test('a database of another application is refused', () => {
	const dir = instance();
	harm(dir, 'PRAGMA application_id = 1');
	allRefuse(dir, 'watchbill.db', /not Watchbill's database/);
});

test('what is no database at all is refused', () => {
	const dir = instance();
	fs.rmSync(`${database(dir)}-wal`, { force: true });
	fs.rmSync(`${database(dir)}-shm`, { force: true });
	fs.writeFileSync(database(dir), 'Dear diary, '.repeat(1000));
	allRefuse(dir, 'watchbill.db', /not a database/);
});

test('R-11 a database newer than the program is refused', () => {
	const dir = instance();
	harm(dir, NEWER);
	allRefuse(dir, 'watchbill.db', /newer than this program/);
});

test('R-11 a database older than the program is refused', () => {
	const dir = instance();
	harm(dir, 'PRAGMA user_version = 0');
	allRefuse(dir, 'watchbill.db', /older than this program.*migrate/);
});

test('a database that is read-only is refused', () => {
	const dir = instance();
	fs.chmodSync(database(dir), 0o400);
	allRefuse(dir, 'watchbill.db', /read-only/);
});

test('a database that somebody holds for himself is refused', async () => {
	const dir = instance();
	const holder = spawn('sqlite3', [database(dir)],
		{ stdio: ['pipe', 'pipe', 'inherit'], ...SOMEBODY });
	holder.stdin.write('PRAGMA locking_mode = EXCLUSIVE;\n' +
		'BEGIN IMMEDIATE; INSERT INTO setting VALUES (\'a\', \'b\');\n' +
		'COMMIT; BEGIN IMMEDIATE; SELECT \'held\';\n');
	await new Promise((done) => holder.stdout.on('data', (said) => {
		if (String(said).includes('held')) {
			done();
		}
	}));
	try {
		const { code, err } = run('cgi-bin/ops', ['--check'], dir);
		assert.match(err, /^[^\n]*watchbill\.db: .*locked[^\n]*\n$/);
		assert.equal(code, 1);
	} finally {
		holder.kill('SIGKILL');
	}
});

test('R-01 a lock that cannot be taken is refused', () => {
	const dir = instance();
	fs.chmodSync(`${database(dir)}.lock`, 0o000);
	allRefuse(dir, 'watchbill.db.lock', /write lock/);
	fs.rmSync(`${database(dir)}.lock`);
	fs.mkdirSync(`${database(dir)}.lock`);
	allRefuse(dir, 'watchbill.db.lock', /write lock/);
});

test('no half of a site starts on a bad database', async () => {
	const site = await Stack.start();
	after(() => fs.rmSync(site.dir, { recursive: true, force: true }));
	await site.down();
	const done = spawnSync('sqlite3', [database(site.dir),
		NEWER]);
	assert.equal(done.status, 0);
	await assert.rejects(site.up(), /newer than this program/);
	assert.equal(await site.exit, 1);
	assert.doesNotMatch(site.output, /ready https/);
	for (const socket of fs.readdirSync(path.join(site.dir, 'run'))
		.filter((n) => n.endsWith('.sock'))) {
		assert.equal(await answers(path.join(site.dir, 'run', socket)),
			'ECONNREFUSED', socket);
	}
	assert.equal(await answers({ host: '127.0.0.1', port: site.port }),
		'ECONNREFUSED');
});
