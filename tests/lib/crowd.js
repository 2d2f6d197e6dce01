/*
 * crowd: many people signed in at once, and a watch with room for them.
 */
import assert from 'node:assert/strict';

/* Limits out of the way of one address that plays two hundred people. */
export const UNLIMITED = {
	WATCHBILL_LIMITS_CODES_PER_HOUR: '1000000',
	WATCHBILL_LIMITS_CODES_PER_NUMBER: '1000000',
	WATCHBILL_LIMITS_READS_PER_MIN: '1000000',
	WATCHBILL_LIMITS_WRITES_PER_MIN: '1000000',
	WATCHBILL_FLOOD: '100000r/s',
};

export const EVERY_DAY = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/* Runs `work` for each item, at most `wide` of them at a time. */
export async function each(items, wide, work) {
	const rest = [...items.entries()];
	const results = new Array(items.length);
	await Promise.all(Array.from({ length: wide }, async () => {
		for (let next; (next = rest.shift());) {
			results[next[0]] = await work(next[1], next[0]);
		}
	}));
	return results;
}

/* n volunteers, each a program with a token of its own. */
export async function crowd(site, n) {
	const phones = Array.from({ length: n }, (_, i) =>
		`+2782${String(5560000 + i)}`);
	await each(phones, 2, (phone, i) => site.person(`Person ${i}`, phone));
	return each(phones, 8, (phone) => site.api(phone));
}

/* A coordinator who may make schedules. */
export async function coordinator(site) {
	const phone = '+27825559999';
	await site.person('Rashid Coordinator', phone, 'coordinator');
	return site.api(phone);
}

/* A schedule with a shift each day from tomorrow on; its shifts by start. */
export async function daily(site, boss, { at, hours = 1, seats, days }) {
	const tomorrow = new Date((await site.now() + 86400) * 1000);
	const made = await boss.apiPost('schedules', {
		name: `Daily at ${at}`,
		recurrence: { weekly: [{ days: EVERY_DAY, at }] },
		time_zone: 'Africa/Johannesburg',
		duration_min: hours * 60,
		starts_on: tomorrow.toISOString().slice(0, 10),
		seats, needed: 1,
	});
	assert.equal(made.status, 201, made.text);
	const shifts = await site.sql(`SELECT id, starts_at FROM shift
		WHERE schedule = ${made.json.id} ORDER BY starts_at LIMIT ${days}`);
	assert.equal(shifts.length, days);
	return shifts.map((s) => s.id);
}

/* What must hold of the bookings, whatever was asked in whatever order. */
export async function seatsAreSound(site) {
	const broken = {
		'a seat has two live bookings': `SELECT shift, seat FROM booking
			WHERE state <> 'cancelled' GROUP BY shift, seat
			HAVING count(*) > 1`,
		'somebody is in two places': `SELECT a.id, b.id AS other
			FROM booking a JOIN booking b ON a.person = b.person
			AND a.id < b.id AND a.starts_at < b.ends_at
			AND b.starts_at < a.ends_at
			WHERE a.state <> 'cancelled' AND b.state <> 'cancelled'`,
		'a seat is over the number': `SELECT b.id FROM booking b
			JOIN shift s ON s.id = b.shift
			WHERE b.state <> 'cancelled' AND b.seat > s.seats`,
		'taken is not what is booked': `SELECT s.id FROM shift s
			WHERE s.taken <> (SELECT count(*) FROM booking b
			WHERE b.shift = s.id AND b.state <> 'cancelled')`,
	};
	for (const [what, query] of Object.entries(broken)) {
		assert.deepEqual(await site.sql(query), [], what);
	}
}

/* The file itself: pages, references, and the chain of what was done. */
export async function fileIsSound(site) {
	assert.deepEqual(await site.sql('PRAGMA integrity_check'),
		[{ integrity_check: 'ok' }]);
	assert.deepEqual(await site.sql('PRAGMA foreign_key_check'), []);
	await site.watchbill('audit', 'verify');
}
