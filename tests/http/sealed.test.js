/* What is sealed: DP-01 and DP-02, in every file of a running instance. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { Stack } from '../lib/stack.js';

/* None of these is part of anything else. */
const NAME = 'Xylophonist Quagmire';
const MESSAGE = 'zinnias by the weathervane';
const PHONES = ['+27825550171', '+27825550172', '+27825550173'];
const BOSS = '+27825550174';

let site, boss;

before(async () => {
	site = await Stack.start();
	await site.person('Rashid Coordinator', BOSS, 'coordinator');
	await site.person('Thandi Mokoena', PHONES[0]);
	await site.person('Johan Botha', PHONES[1]);
	boss = await site.browser(BOSS);
	const asked = await site.client().submit('/callback', '/callback', {
		name: NAME, phone: PHONES[2], topic: 'seen', message: MESSAGE,
		when: 'now', consent: '1' });
	assert.equal(asked.status, 303, asked.text);
});
after(() => site?.stop());

/* Node 18 reads a socket as if it were a folder, when it walks by itself. */
function filesBelow(dir) {
	return fs.readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
		const name = path.join(dir, entry.name);
		return entry.isDirectory() ? filesBelow(name) :
			entry.isFile() ? [name] : [];
	});
}

/* Everything that a thief of the directory would read, but for the outbox,
 * which stands for the phone network. */
async function files() {
	await site.watchbill('backup', path.join(site.dir, 'copy.db'));
	const found = filesBelow(site.dir)
		.filter((file) => !file.startsWith(path.join(site.dir, 'outbox')));
	for (const name of ['watchbill.db', 'watchbill.db-wal', 'copy.db']) {
		assert.ok(found.includes(path.join(site.dir, name)), name);
	}
	return found;
}

test('DP-01 no phone and no word of a callback stands in any file', async () => {
	const digits = PHONES.map((phone) => phone.slice(1));
	for (const file of await files()) {
		const bytes = fs.readFileSync(file);
		for (const word of [...digits, ...digits.map((d) => d.slice(2)),
			NAME, MESSAGE]) {
			assert.equal(bytes.includes(word), false,
				`${word} stands in ${path.basename(file)}`);
		}
	}
	/* They are there for those who may read them. */
	const people = await boss.get('/people');
	assert.match(people.text, /Thandi Mokoena/);
});

test('DP-01 what was typed comes back to the desk, whole', async () => {
	const queue = await boss.get('/callbacks');
	const link = /href="(\/callbacks\/\d+)"/.exec(queue.text)?.[1];
	assert.ok(link, queue.text);
	assert.equal((await boss.submit(link, `${link}/claim`)).status, 303);
	const one = await boss.get(link);
	assert.match(one.text, new RegExp(NAME));
	assert.match(one.text, new RegExp(MESSAGE));
	assert.match(one.text.replace(/\D/g, ''),
		new RegExp(PHONES[2].slice(3)));
});

test('DP-02 what is sealed for one row opens in no other', async () => {
	const [a, b] = await site.sql(`SELECT id FROM person
		WHERE name IN ('Thandi Mokoena', 'Johan Botha') ORDER BY id`);
	await site.down();
	execFileSync('sqlite3', [path.join(site.dir, 'watchbill.db'), `
		UPDATE person SET phone_sealed = (SELECT p.phone_sealed
		FROM person p WHERE p.id = ${a.id}) WHERE id = ${b.id}`]);
	await site.up();
	const reply = await boss.get(`/people/${b.id}`);
	assert.equal(reply.status, 500);
	assert.doesNotMatch(reply.text, new RegExp(PHONES[0].slice(-4)));
	assert.match(await site.log(), /"event":"unseal-failed"/);
	assert.equal((await boss.get(`/people/${a.id}`)).status, 200);
	assert.equal((await boss.get('/people')).status, 200);
});
