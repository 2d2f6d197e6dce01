/*
 * many people book and cancel at random on shifts that overlap; then the
 * trail of what was done is replayed, and every step of it must have been
 * allowed at its moment.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { UNLIMITED, coordinator, crowd, daily, fileIsSound, seatsAreSound }
	from '../lib/crowd.js';
import { Stack } from '../lib/stack.js';

const PEOPLE = 16;
const STEPS = process.env.WATCHBILL_SOAK ? 2000 : 80;
const DAYS = 3;

let site, people, shifts;
const acknowledged = new Map();		/* booking -> { shift, cancelled } */

before(async () => {
	site = await Stack.start({ env: UNLIMITED });
	const boss = await coordinator(site);
	shifts = [];
	for (const [at, seats] of [['10:00', 1], ['11:00', 2], ['12:00', 3]]) {
		shifts.push(...await daily(site, boss,
			{ at, hours: 2, seats, days: DAYS }));
	}
	people = await crowd(site, PEOPLE);
});
after(() => site?.stop());

/* One person's evening: a seat here, given up there. */
async function wander(person) {
	const mine = [];
	for (let i = 0; i < STEPS; i++) {
		if (mine.length > 0 && Math.random() < 0.45) {
			const [id] = mine.splice(
				Math.floor(Math.random() * mine.length), 1);
			const reply = await person.apiPost(`bookings/${id}/cancel`);
			assert.equal(reply.status, 200, reply.text);
			acknowledged.get(id).cancelled = true;
			continue;
		}
		const shift = shifts[Math.floor(Math.random() * shifts.length)];
		const reply = await person.apiPost(`shifts/${shift}/book`);
		if (reply.status === 201) {
			mine.push(reply.json.id);
			acknowledged.set(reply.json.id, { shift, cancelled: false });
		} else {
			assert.equal(reply.status, 409, reply.text);
			assert.match(reply.json.code, /^(seat-taken|overlap)$/);
		}
	}
}

test('R-02 what was acknowledged is what stands, and no more', async () => {
	await Promise.all(people.map(wander));
	const rows = await site.sql('SELECT id, shift, state FROM booking');
	assert.equal(rows.length, acknowledged.size);
	for (const row of rows) {
		const told = acknowledged.get(row.id);
		assert.equal(row.shift, told?.shift);
		assert.equal(row.state, told.cancelled ? 'cancelled' : 'booked');
	}
	await seatsAreSound(site);
	await fileIsSound(site);
});

test('R-02 every step of the trail was allowed at its moment', async (t) => {
	const trail = await site.sql(`SELECT a.event, b.id, b.shift, b.person,
		b.seat, b.starts_at, b.ends_at, s.seats
		FROM audit a JOIN booking b ON b.id = a.subject
		JOIN shift s ON s.id = b.shift
		WHERE a.subject_kind = 'booking' ORDER BY a.id`);
	const live = new Map();
	for (const step of trail) {
		if (step.event === 'booking.cancelled') {
			assert.ok(live.delete(step.id), `${step.id} was not live`);
			continue;
		}
		assert.equal(step.event, 'booking.made');
		assert.ok(step.seat <= step.seats);
		for (const other of live.values()) {
			assert.ok(other.shift !== step.shift ||
				other.seat !== step.seat, 'the seat was free');
			assert.ok(other.person !== step.person ||
				other.ends_at <= step.starts_at ||
				step.ends_at <= other.starts_at, 'no overlap');
		}
		live.set(step.id, step);
	}
	assert.equal(live.size,
		[...acknowledged.values()].filter((b) => !b.cancelled).length);
	t.diagnostic(`figure: ${trail.length} steps replayed`);
});
