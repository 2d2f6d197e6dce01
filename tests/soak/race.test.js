/* two hundred people press "book" at the same moment. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { UNLIMITED, coordinator, crowd, daily, seatsAreSound }
	from '../lib/crowd.js';
import { Stack } from '../lib/stack.js';

const ROUNDS = process.env.WATCHBILL_SOAK ? 100 : 10;
const PEOPLE = 200;
const PRESSES = 20;		/* of one person at once */

let site, boss, people;

before(async () => {
	site = await Stack.start({ env: { ...UNLIMITED,
		WATCHBILL_ROTA_HORIZON_DAYS: '400' } });
	boss = await coordinator(site);
	people = await crowd(site, PEOPLE);
});
after(() => site?.stop());

/* All at once on one shift; gives the replies by status. */
async function press(shift) {
	/* Each has its connection open already. */
	await Promise.all(people.map((p) => p.apiGet(`shifts/${shift}`)));
	const replies = await Promise.all(people.map((p) =>
		p.apiPost(`shifts/${shift}/book`)));
	const by = new Map();
	for (const reply of replies) {
		by.set(reply.status, [...by.get(reply.status) ?? [], reply]);
	}
	return by;
}

async function race(t, at, seats) {
	const began = Date.now();
	const shifts = await daily(site, boss, { at, seats, days: ROUNDS });
	for (const shift of shifts) {
		const by = await press(shift);
		const won = by.get(201) ?? [], lost = by.get(409) ?? [];
		assert.deepEqual([won.length, lost.length],
			[seats, PEOPLE - seats],
			[...by].map(([s, r]) => `${s}: ${r.length}`).join(', '));
		assert.ok(lost.every((r) => r.json.code === 'seat-taken'));
		const rows = await site.sql(`SELECT id, seat FROM booking
			WHERE shift = ${shift} ORDER BY seat`);
		assert.deepEqual(rows.map((r) => r.id).sort((a, b) => a - b),
			won.map((r) => r.json.id).sort((a, b) => a - b));
		assert.deepEqual(rows.map((r) => r.seat),
			Array.from({ length: seats }, (_, i) => i + 1));
	}
	await seatsAreSound(site);
	t.diagnostic(`figure: ${ROUNDS} races of ${PEOPLE} for ${seats}: ` +
		`${Math.round((Date.now() - began) / ROUNDS)} ms each`);
}

test(`R-02 of ${PEOPLE} who press "book" for one seat one wins, ${ROUNDS} times`,
	(t) => race(t, '10:00', 1));

test(`R-02 of ${PEOPLE} who press "book" for four seats four win, ${ROUNDS} times`,
	(t) => race(t, '14:00', 4));

test(`R-02 who presses on two overlapping shifts at once is on one, ${ROUNDS} times`,
	async () => {
		const early = await daily(site, boss,
			{ at: '18:00', hours: 2, seats: 40, days: ROUNDS });
		const late = await daily(site, boss,
			{ at: '19:00', hours: 2, seats: 40, days: ROUNDS });
		for (const [i, shift] of early.entries()) {
			const replies = await Promise.all(Array.from(
				{ length: PRESSES }, (_, n) => people[0].apiPost(
					`shifts/${n % 2 ? shift : late[i]}/book`)));
			const lost = replies.filter((r) => r.status === 409);
			assert.equal(lost.length, PRESSES - 1);
			assert.ok(lost.every((r) => r.json.code === 'overlap'));
			assert.equal(replies.filter((r) =>
				r.status === 201).length, 1);
		}
		await seatsAreSound(site);
	});
