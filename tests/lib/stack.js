/*
 * stack: the real thing, started for a test file: scripts/serve in a scratch
 * directory on a free port, with its own database and outbox.
 *
 *	const site = await Stack.start({ env: {...} });
 *	after(() => site.stop());
 */
import { spawn, execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { Client } from './client.js';

const run = promisify(execFile);

export const ROOT = path.resolve(
	path.dirname(fileURLToPath(import.meta.url)), '../..');
const READY_WITHIN_MS = 120000;
const STOPPED_WITHIN_MS = 20000;

/* Where the programs under test were built: scripts/check has several. */
export const BUILD = path.resolve(ROOT, process.env.WATCHBILL_BUILD ?? 'build');

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function freePort() {
	const server = net.createServer();
	await new Promise((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address();
	await new Promise((done) => server.close(done));
	return port;
}

function isObject(line) {
	try {
		return typeof JSON.parse(line).event === 'string';
	} catch {
		return false;
	}
}

/* Asks again and again until `probe` gives something true. */
export async function until(probe, what, withinMs = 10000) {
	const end = Date.now() + withinMs;
	for (;;) {
		const found = await probe();
		if (found) {
			return found;
		}
		if (Date.now() > end) {
			throw new Error(`${what}: not within ${withinMs} ms`);
		}
		await sleep(50);
	}
}

export class Stack {
	/*
	 * start({ env, demo, keep }): env adds to the environment of
	 * scripts/serve, so WATCHBILL_<SECTION>_<KEY> sets any key.
	 */
	static async start({ env = {}, args = [] } = {}) {
		const site = new Stack();
		site.dir = await fs.mkdtemp(path.join(os.tmpdir(), 'wb-'));
		site.port = await freePort();
		site.url = `https://localhost:${site.port}`;
		site.clockFile = path.join(site.dir, 'clock');
		await fs.writeFile(site.clockFile, '0\n');
		site.env = {
			...process.env,
			WATCHBILL_DIR: site.dir,
			WATCHBILL_PORT: String(site.port),
			WATCHBILL_TEST_CLOCK_OFFSET_FILE: site.clockFile,
			...env,
		};
		await site.up(args);
		return site;
	}

	async up(args = []) {
		this.output = '';
		this.child = spawn(path.join(ROOT, 'scripts/serve'), args, {
			env: this.env, cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'],
		});
		this.exit = new Promise((done) => this.child.once('exit', done));
		const hear = (chunk) => { this.output += chunk; };
		this.child.stdout.on('data', hear);
		this.child.stderr.on('data', hear);
		await until(() => {
			if (this.child.exitCode !== null) {
				throw new Error(`scripts/serve: ${this.output}`);
			}
			return this.output.includes('ready https://');
		}, 'scripts/serve is ready', READY_WITHIN_MS);
	}

	async down() {
		this.child.kill('SIGTERM');
		const timer = setTimeout(() => this.child.kill('SIGKILL'),
			STOPPED_WITHIN_MS);
		await this.exit;
		clearTimeout(timer);
	}

	async stop() {
		await this.down();
		const odd = await this.oddLines();
		await fs.rm(this.dir, { recursive: true, force: true });
		if (odd.length > 0) {
			throw new Error(`AU-04 no JSON in the log: ${odd[0]}`);
		}
	}

	/*
	 * AU-04, in every test: whatever was sent, each line that the programs
	 * log is one object.  Their supervisors say a word in between.
	 */
	async oddLines() {
		const dir = path.join(this.dir, 'log');
		const odd = [];
		for (const name of await fs.readdir(dir).catch(() => [])) {
			if (/^(nginx|openssl|command)/.test(name)) {
				continue;
			}
			const text = await fs.readFile(path.join(dir, name), 'utf8');
			odd.push(...text.split('\n').filter((line) => line !== '' &&
				!/^(Child|Spawning child)\[\d+\]|^spawn-fcgi:/.test(line) &&
				!isObject(line)));
		}
		return odd;
	}

	/* A new browser or program: cookies of its own. */
	client(options = {}) {
		return new Client(this.url, options);
	}

	/* Changes the instance's copy of nginx.conf and has nginx read it. */
	async nginx(from, to) {
		const file = path.join(this.dir, 'run/nginx.conf');
		const text = await fs.readFile(file, 'utf8');
		if (!text.includes(from)) {
			throw new Error(`nginx.conf has no ${from}`);
		}
		await fs.writeFile(file, text.replaceAll(from, to));
		const pid = await fs.readFile(
			path.join(this.dir, 'run/nginx.pid'), 'utf8');
		process.kill(Number(pid), 'SIGHUP');
		await sleep(300);
	}

	/*
	 * Stands in for a program while `run` does: nothing listens on its
	 * socket, or `hear` gets the connections.
	 */
	async without(program, hear, run) {
		const socket = path.join(this.dir, 'run', `${program}.sock`);
		await fs.rename(socket, `${socket}.away`);
		const server = hear && net.createServer(hear).listen(socket);
		try {
			return await run();
		} finally {
			await new Promise((done) =>
				server ? server.close(done) : done());
			await fs.rename(`${socket}.away`, socket);
		}
	}

	/* bin/watchbill of the same build, on this instance: its output. */
	async watchbill(...args) {
		const { stdout } = await run(
			path.join(BUILD, 'bin/watchbill'),
			['--dir', this.dir, ...args], { env: this.env });
		return stdout.trim();
	}

	/* The rows of the route table. */
	async routes() {
		const { stdout } = await run(path.join(BUILD, 'tests/tools/routes'));
		return JSON.parse(stdout).items;
	}

	/* Reads the database as it is; never writes, never checkpoints. */
	async sql(query) {
		const { stdout } = await run('sqlite3', ['-readonly', '-json',
			path.join(this.dir, 'watchbill.db'), query],
		{ maxBuffer: 64 << 20 });
		return stdout.trim() === '' ? [] : JSON.parse(stdout);
	}

	/* Moves the clock of every process of the instance, in seconds. */
	async moveClock(seconds) {
		const now = Number(await fs.readFile(this.clockFile, 'utf8'));
		await fs.writeFile(this.clockFile, `${now + seconds}\n`);
	}

	async now() {
		const moved = Number(await fs.readFile(this.clockFile, 'utf8'));
		return Math.floor(Date.now() / 1000) + moved;
	}

	/* What the file provider has "sent": one object per message. */
	async sent() {
		const file = path.join(this.dir, 'outbox/sms.jsonl');
		const text = await fs.readFile(file, 'utf8').catch(() => '');
		return text.split('\n').filter(Boolean).map((l) => JSON.parse(l));
	}

	/* The newest message to a number that matches, once it is there. */
	async message(to, pattern = /./, after = 0) {
		return until(async () => (await this.sent()).slice(after)
			.filter((m) => m.to === to && pattern.test(m.body)).at(-1),
		`a message to ${to} like ${pattern}`);
	}

	async code(to, after = 0) {
		const message = await this.message(to, /#\d{6}/, after);
		return /#(\d{6})/.exec(message.body)[1];
	}

	async log() {
		const dir = path.join(this.dir, 'log');
		const files = await fs.readdir(dir).catch(() => []);
		const texts = await Promise.all(files.map((f) =>
			fs.readFile(path.join(dir, f), 'utf8')));
		return texts.join('');
	}

	/* Somebody of that role, made by the operator's command. */
	async person(name, phone, role = 'volunteer') {
		await this.watchbill('person', 'add', name, phone,
			'--role', role);
		return { name, phone, role };
	}

	/* A program signed in with a bearer token. */
	async api(phone) {
		const client = this.client();
		await client.signInApi(this, phone);
		return client;
	}

	/* A browser signed in with its cookie. */
	async browser(phone) {
		const client = this.client();
		await client.signInPages(this, phone);
		return client;
	}
}
