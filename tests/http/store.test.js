/*
 * What the file of a running site keeps: the trail that shows tampering, what
 * was done with its audit row or not at all, and a backup taken while people
 * book, from which another site starts.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { each } from '../lib/crowd.js';
import { ask } from '../lib/raw.js';
import { BUILD, Stack } from '../lib/stack.js';
import { ROOMY, lay, program, shiftsOf } from '../lib/watch.js';

const run = promisify(execFile);

let site, boss, people, shifts, scratch;

before(async () => {
	site = await Stack.start({ env: ROOMY });
	boss = await program(site, 'coordinator');
	people = [];
	for (let i = 0; i < 4; i++) {
		people.push(await program(site, 'volunteer'));
	}
	const { id } = await lay(boss.api, { seats: 8 });
	shifts = await shiftsOf(boss.api, id);
	scratch = await fs.mkdtemp(path.join(os.tmpdir(), 'wb-copy-'));
});
after(async () => {
	await fs.rm(scratch, { recursive: true, force: true });
	await site?.stop();
});

/* Another instance: the site's configuration and keys, a backup of its data. */
async function copy(name) {
	const dir = path.join(scratch, name);
	await fs.mkdir(dir, { mode: 0o700 });
	await fs.cp(path.join(site.dir, 'keys'), path.join(dir, 'keys'),
		{ recursive: true });
	await fs.copyFile(path.join(site.dir, 'watchbill.conf'),
		path.join(dir, 'watchbill.conf'));
	await site.watchbill('backup', path.join(dir, 'watchbill.db'));
	return dir;
}

const sql = (dir, text) =>
	run('sqlite3', ['-bail', path.join(dir, 'watchbill.db'), text]);

const verify = (dir) => run(path.join(BUILD, 'bin/watchbill'),
	['--dir', dir, 'audit', 'verify'],
	{ env: { ...site.env, WATCHBILL_DIR: dir } });

const book = (who, shift) => who.api.apiPost(`shifts/${shift.id}/book`);

test('AU-02 the trail of a site verifies, and cannot be edited by accident', async () => {
	for (const who of people) {
		assert.equal((await book(who, shifts[0])).status, 201);
	}
	const dir = await copy('whole');
	assert.match((await verify(dir)).stdout, /^\d+ rows, head [0-9a-f]{64}$/m);
	await assert.rejects(sql(dir, 'UPDATE audit SET actor = 99 WHERE id = 3'),
		/append-only/);
	await assert.rejects(sql(dir, 'DELETE FROM audit WHERE id = 3'),
		/append-only/);
});

const EDITS = {
	'a row that was changed': 'UPDATE audit SET actor = 99 WHERE id = 3',
	'a row that was removed': 'DELETE FROM audit WHERE id = 3',
	'two rows that changed places': `UPDATE audit SET id = -1 WHERE id = 3;
		UPDATE audit SET id = 3 WHERE id = 4;
		UPDATE audit SET id = 4 WHERE id = -1`,
	'a tail that was cut off':
		'DELETE FROM audit WHERE id > (SELECT max(id) - 2 FROM audit)',
	'a row that was added': `INSERT INTO audit SELECT id + 1, randomblob(16),
		at, actor, actor_kind, event, subject_kind, subject, detail_key,
		detail_sealed, detail_digest, address, trace_id, hash,
		randomblob(32) FROM audit ORDER BY id DESC LIMIT 1`,
	'a detail that is another\'s': `UPDATE audit SET detail_sealed =
		(SELECT a.detail_sealed FROM audit a WHERE a.id = 4) WHERE id = 3`,
};

for (const [what, edit] of Object.entries(EDITS)) {
	test(`AU-02 audit verify shows ${what}`, async () => {
		const dir = await copy(what.replace(/\W/g, '-'));
		await sql(dir, `DROP TRIGGER audit_kept; DROP TRIGGER audit_fixed;
			${edit};`);
		await assert.rejects(verify(dir), (error) => {
			assert.match(error.stderr, /audit row \d+: /);
			return true;
		});
	});
}

test('AU-02 a detail that was blanked leaves the trail whole', async () => {
	const dir = await copy('blanked');
	await sql(dir, `UPDATE audit SET detail_key = NULL, detail_sealed = NULL
		WHERE id = 3`);
	assert.match((await verify(dir)).stdout, /^\d+ rows/m);
});

test('AU-04 whatever a request holds, its log line is one JSON object', async () => {
	const nasty = ['\x1b[31mred', '{"level":"error"}', '"},{"x":"',
		'\u2028\u202e', '%0d%0a{"event":"forged"}'];
	for (const text of nasty) {
		const bytes = Buffer.from(text).toString('latin1');
		const said = [`User-Agent: ${bytes}`, `X-Request-ID: ${bytes}`,
			`X-Correlation-ID: ${bytes}`];
		const body = `phone=${encodeURIComponent(text)}&name=` +
			encodeURIComponent(`${text}\r\n{"event":"forged"}`);
		await ask(site, 'GET', `/shifts/${encodeURIComponent(text)}`, said);
		await ask(site, 'POST', '/apply', [...said,
			'Content-Type: application/x-www-form-urlencoded',
			`Content-Length: ${body.length}`], body);
	}
	assert.deepEqual(await site.oddLines(), []);
	assert.match(await site.log(), /"path":"\/apply"/);
	assert.doesNotMatch(await site.log(), /^[^\n]*"event":"forged"/m);
});

test('R-12 a backup taken while people book is whole, and a site starts from it', async () => {
	let going = true;
	const told = [];
	const load = each(people, people.length, async (who) => {
		for (const shift of shifts.slice(1, 40)) {
			const reply = going ? await book(who, shift) : undefined;
			if (reply?.status === 201) {
				told.push(reply.json.id);
			}
		}
	});
	while (told.length < 10) {
		await Promise.race([load, new Promise((go) => setTimeout(go, 5))]);
	}
	const before = [...told];
	const dir = await copy('restored');
	going = false;
	await load;
	await verify(dir);
	const other = await Stack.start({ env: ROOMY });
	try {
		await other.down();
		await fs.rm(other.dir, { recursive: true });
		await fs.cp(dir, other.dir, { recursive: true });
		await fs.writeFile(other.clockFile, '0\n');
		await other.up();
		const there = new Set((await other.sql(`SELECT id FROM booking
			WHERE state = 'booked'`)).map((row) => row.id));
		assert.deepEqual(before.filter((id) => !there.has(id)), []);
		await other.browser(people[0].phone);
	} finally {
		await other.stop();
	}
});

/* Last, since it harms the site: no booking can be recorded any more. */
test('AU-03 what cannot be recorded is not done', async () => {
	await site.down();
	await sql(site.dir, `CREATE TRIGGER audit_fails BEFORE INSERT ON audit
		WHEN NEW.event = 'booking.made'
		BEGIN SELECT RAISE(ABORT, 'no room'); END`);
	await site.up();
	const before = await site.sql(`SELECT (SELECT count(*) FROM booking) b,
		(SELECT count(*) FROM outbox WHERE kind = 'booked') o,
		(SELECT sum(taken) FROM shift) t`);
	const reply = await book(people[0], shifts.at(-1));
	assert.ok(reply.status >= 500, reply.text);
	assert.deepEqual(await site.sql(`SELECT (SELECT count(*) FROM booking) b,
		(SELECT count(*) FROM outbox WHERE kind = 'booked') o,
		(SELECT sum(taken) FROM shift) t`), before);
	assert.equal((await people[0].api.apiGet('shifts')).status, 200);
});
