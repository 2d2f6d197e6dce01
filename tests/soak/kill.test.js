/*
 * kill -9 of pool processes and the worker while people book: what was
 * acknowledged stands once, with all that belongs to it, and the site goes on.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { UNLIMITED, coordinator, crowd, daily, fileIsSound, seatsAreSound }
	from '../lib/crowd.js';
import { processesOf } from '../lib/processes.js';
import { Stack, sleep, until } from '../lib/stack.js';

const ROUNDS = process.env.WATCHBILL_SOAK ? 500 : 20;
const PEOPLE = 8;

let site, people, shifts, stopped = false;
const acknowledged = new Map();		/* booking -> { shift, cancelled } */
let unknown = 0;

before(async () => {
	site = await Stack.start({ env: { ...UNLIMITED,
		WATCHBILL_ROTA_HORIZON_DAYS: '400' } });
	shifts = await daily(site, await coordinator(site),
		{ at: '10:00', seats: PEOPLE, days: 390 });
	/* Those of the next days get no reminder a day before. */
	shifts = shifts.slice(3);
	people = await crowd(site, PEOPLE);
});
after(() => site?.stop());

/* Undefined: whether it happened, nobody can tell from here. */
async function attempt(person, path) {
	try {
		const reply = await person.apiPost(path);
		return reply.status < 500 ? reply : undefined;
	} catch {
		return undefined;
	}
}

async function book(person, shift, mine) {
	const reply = await attempt(person, `shifts/${shift}/book`);
	if (!reply) {
		unknown++;
		mine.set(shift, null);
		return;
	}
	assert.equal(reply.status, 201, reply.text);
	mine.set(shift, reply.json.id);
	acknowledged.set(reply.json.id, { shift, cancelled: false });
}

async function cancel(person, shift, mine) {
	const id = mine.get(shift);
	const reply = await attempt(person, `bookings/${id}/cancel`);
	if (!reply) {
		unknown++;
		acknowledged.get(id).cancelled = undefined;
		mine.set(shift, null);
		return;
	}
	assert.equal(reply.status, 200, reply.text);
	acknowledged.get(id).cancelled = true;
	mine.delete(shift);
}

async function goOn(person) {
	const mine = new Map();		/* shift -> booking, null: unknown */
	while (!stopped) {
		const shift = shifts[Math.floor(Math.random() * shifts.length)];
		if (!mine.has(shift)) {
			await book(person, shift, mine);
		} else if (mine.get(shift) !== null) {
			await cancel(person, shift, mine);
		}
	}
}

/* One victim; whoever supervises it has to bring another. */
async function killOne(program) {
	const pids = processesOf(site, program);
	assert.ok(pids.length > 0, `${program} runs`);
	const pid = pids[Math.floor(Math.random() * pids.length)];
	process.kill(pid, 'SIGKILL');
	await until(() => {
		const now = processesOf(site, program);
		return !now.includes(pid) && now.length === pids.length;
	}, `${program} is back`, 15000);
}

test(`kill -9, ${ROUNDS} times: the site goes on`, async (t) => {
	const load = people.map(goOn);
	for (let round = 0; round < ROUNDS; round++) {
		const before = acknowledged.size;
		await sleep(20 + Math.random() * 150);
		await killOne(round % 4 === 3 ? 'watchbill-worker' : 'shifts');
		await until(() => acknowledged.size > before,
			`booking goes on after round ${round}`, 15000);
	}
	stopped = true;
	await Promise.all(load);
	const ready = await site.client().get('/readyz');
	assert.equal(ready.status, 200, ready.text);
	assert.ok(acknowledged.size > ROUNDS);
	t.diagnostic(`figure: ${ROUNDS} kills, ${acknowledged.size} bookings ` +
		`acknowledged, ${unknown} answers lost`);
});

test('what was acknowledged stands once', async () => {
	const rows = await site.sql('SELECT id, shift, state FROM booking');
	const by = new Map(rows.map((row) => [row.id, row]));
	for (const [id, told] of acknowledged) {
		const row = by.get(id);
		assert.equal(row?.shift, told.shift);
		if (told.cancelled !== undefined) {
			assert.equal(row.state,
				told.cancelled ? 'cancelled' : 'booked');
		}
	}
	/* What nobody was told of may stand too: a booking at most for each. */
	assert.ok(rows.length <= acknowledged.size + unknown);
	await seatsAreSound(site);
});

test('every booking has its rows of audit and outbox, or is not there', async () => {
	const odd = await site.sql(`SELECT b.id FROM booking b WHERE
		(SELECT count(*) FROM audit a WHERE a.subject_kind = 'booking'
		AND a.subject = b.id AND a.event = 'booking.made') <> 1
		OR (SELECT count(*) FROM audit a WHERE a.subject_kind = 'booking'
		AND a.subject = b.id AND a.event = 'booking.cancelled')
		<> (b.state = 'cancelled')
		OR (SELECT count(*) FROM outbox o WHERE o.booking = b.id
		AND o.kind = 'booked') <> 1
		OR (SELECT count(*) FROM outbox o WHERE o.booking = b.id
		AND o.kind = 'reminder-day') <> 1`);
	assert.deepEqual(odd, []);
	await fileIsSound(site);
});

test('every confirmation leaves in the end, whoever was killed', async () => {
	const left = `SELECT count(*) AS n FROM outbox WHERE kind = 'booked'
		AND state IN ('pending', 'leased')`;
	await until(async () => (await site.sql(left))[0].n === 0,
		'the outbox is empty', 120000);
	const ended = await site.sql(`SELECT DISTINCT state FROM outbox
		WHERE kind = 'booked' AND state NOT IN ('sent', 'withdrawn')`);
	assert.deepEqual(ended, []);
});
