/*
 * What leaves the machine: written with its cause, sent by the worker, tried
 * again when told to fail, withdrawn with its cause (PRODUCT rule 7).
 */
import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';

import { sleep, Stack, until } from '../lib/stack.js';
import { freshPhone, instant, lay, program, ROOMY, somebody } from '../lib/watch.js';

const HOUR = 3600, DAY = 86400;
const BACKOFF_S = 30, ATTEMPTS = 8;	/* as the configuration has them */
let site, desk, patrol, shifts;

before(async () => {
	site = await Stack.start({ env: ROOMY });
	desk = (await program(site, 'coordinator')).api;
	patrol = await lay(desk, { seats: 9, place: 'Masque Theatre',
		recurrence: { cron: '0 20 * * *' } });
	shifts = patrol.list.slice(3);		/* none within 24 h */
});
after(() => site?.stop());

const outbox = (where) => site.sql(`SELECT * FROM outbox WHERE ${where} ORDER BY id`);
const states = (rows) => rows.map((r) => r.state);
const sentTo = async (phone, from = 0) =>
	(await site.sent()).slice(from).filter((m) => m.to === phone);

/* Somebody new, on that shift; what is sent from then on fails like that. */
async function onShift(shift, mood) {
	const who = await program(site, 'volunteer');
	if (mood) {
		await fail(mood);
	}
	const reply = await who.api.apiPost(`shifts/${shift.id}/book`);
	assert.equal(reply.status, 201, reply.text);
	return { ...who, booking: reply.json.id };
}

/* The worker looks every few seconds; what is written wakes it at once. */
async function nudge() {
	await site.client().apiPost('login/code', { phone: freshPhone() });
}

async function clockTo(at) {
	await site.moveClock(at - await site.now());
	await nudge();
}

const fail = (mood) => fs.writeFile(path.join(site.dir, 'outbox/sms.fail'), mood);
const heal = () => fs.rm(path.join(site.dir, 'outbox/sms.fail'), { force: true });
afterEach(heal);

/* The row of a message once it has failed `tries` times or more. */
const failed = (where, tries = 1) => until(async () => (await outbox(
	`${where} AND attempts >= ${tries} AND state <> 'leased'`))[0],
`${where} fails`);

/* Until nothing waits that is due by now plus a pause. */
async function catchUp(row) {
	await clockTo((await outbox(`id = ${row.id}`))[0].due_at + 1);
}

/* Sending ----------------------------------------------------------------------------- */

test('a code leaves at once, as one segment that a phone can fill in', async (t) => {
	const times = [];
	for (let i = 0; i < 10; i++) {
		const { phone } = await somebody(site);
		const from = (await site.sent()).length;
		const start = process.hrtime.bigint();
		const reply = await site.client().apiPost('login/code', { phone });
		assert.equal(reply.status, 202, reply.text);
		let message;
		while (!message && process.hrtime.bigint() - start < 10e9) {
			[message] = await sentTo(phone, from);
			await sleep(2);
		}
		times.push(Number(process.hrtime.bigint() - start) / 1e6);
		assert.match(message.body, /\n@localhost #\d{6}$/);
		assert.ok(message.body.length <= 160, `${message.body.length} characters`);
		assert.match(message.body, /^[\x20-\x7e\n]*$/, 'GSM letters only');
		assert.equal(message.kind, 'code');
		assert.match(message.trace_id, /^[0-9a-f]{32}$/);
	}
	times.sort((a, b) => a - b);
	t.diagnostic(`request to message: median ${times[5].toFixed(0)} ms, ` +
		`slowest ${times[9].toFixed(0)} ms`);
	assert.ok(times[5] < 1000, `${times[5]} ms: polled, not poked`);
});

test('an unknown number gets a row, and no message', async () => {
	const from = (await site.sent()).length;
	const phone = freshPhone();
	assert.equal((await site.client().apiPost('login/code', { phone })).status, 202);
	const known = await somebody(site);
	await site.client().apiPost('login/code', { phone: known.phone });
	await site.code(known.phone, from);
	assert.deepEqual(await sentTo(phone, from), []);
	const [decoy] = (await outbox('kind = \'code\'')).slice(-2);
	await until(async () => (await outbox(`id = ${decoy.id}`))[0].ended_at,
		'its row is ended');
});

test('a booking is confirmed, with name, time, place and link', async () => {
	const who = await onShift(shifts[0]);
	const message = await site.message(who.phone, /you are on/);
	assert.match(message.body, /Village patrol/);
	assert.match(message.body, /20:00 to 22:00/);
	assert.match(message.body, /Place: Masque Theatre/);
	assert.ok(message.body.includes(`${site.url}/shifts/${shifts[0].id}`));
	assert.ok(message.body.length <= 160, `${message.body.length} characters`);
	const rows = await outbox(`booking = ${who.booking}`);
	assert.deepEqual(rows.map((r) => r.kind).sort(),
		['booked', 'reminder-day', 'reminder-hour']);
	const due = Object.fromEntries(rows.map((r) => [r.kind, r.due_at]));
	const start = instant(shifts[0].starts_at);
	assert.equal(due['reminder-day'], start - DAY);
	assert.equal(due['reminder-hour'], start - HOUR);
});

test('what is sent keeps no words, and its trace is that of its cause', async () => {
	const who = await onShift(shifts[1]);
	await site.message(who.phone, /you are on/);
	const row = await until(async () => (await outbox(
		`booking = ${who.booking} AND kind = 'booked' AND state = 'sent'`))[0],
	'its row is sent');
	assert.equal(row.payload_sealed, null);
	assert.ok(row.ended_at > 0);
	const [audit] = await site.sql(`SELECT trace_id FROM audit
		WHERE event = 'booking.made' AND subject = ${who.booking}`);
	assert.equal(row.trace_id, audit.trace_id);
	assert.ok((await site.log()).includes(row.trace_id));
});

/* Failing ----------------------------------------------------------------------------- */

test('a failure is tried again after a pause, and then arrives once', async () => {
	await fail('temporary');
	const who = await somebody(site);
	const from = (await site.sent()).length;
	const asked = await site.now();
	await site.client().apiPost('login/code', { phone: who.phone });
	const row = await failed(`person = ${who.id}`);
	assert.equal(row.state, 'pending');
	assert.equal(row.last_error, 'told to fail');
	const most = BACKOFF_S * 2 ** (row.attempts - 1);
	assert.ok(row.due_at >= asked && row.due_at <= await site.now() + most);
	assert.deepEqual(await sentTo(who.phone, from), []);
	await heal();
	await catchUp(row);
	await site.code(who.phone, from);
	const sent = await until(async () => (await outbox(
		`id = ${row.id} AND state = 'sent'`))[0], 'its row is sent');
	assert.ok(sent.attempts >= 2);
	assert.equal((await sentTo(who.phone, from)).length, 1);
});

test('pauses grow, with jitter, and after the last try it is dead', async () => {
	const who = await onShift(shifts[2], 'temporary');
	const where = `booking = ${who.booking} AND kind = 'booked'`;
	const pauses = [];
	let row = await failed(where);
	while (row.state === 'pending') {
		const pause = row.due_at - await site.now();
		pauses[row.attempts] = pause;
		assert.ok(pause <= Math.min(HOUR, BACKOFF_S * 2 ** (row.attempts - 1)),
			`${pause} s after ${row.attempts} tries`);
		await catchUp(row);
		row = await failed(where, row.attempts + 1);
	}
	await heal();
	assert.equal(row.state, 'dead');
	assert.ok(Math.max(...pauses.filter(Number.isFinite)) > 2 * BACKOFF_S,
		`they grow: ${pauses}`);
	assert.equal(row.attempts, ATTEMPTS);
	assert.equal(row.last_error, 'told to fail');
	assert.equal(row.payload_sealed, null, 'the dead keep no words');
	assert.match(await site.log(), /"notice-dead"/, 'an operator sees it');
	await nudge();
	await sleep(500);
	assert.deepEqual(await sentTo(who.phone).then((m) =>
		m.filter((x) => x.kind === 'booked')), []);
});

test('a permanent refusal is dead at once', async () => {
	const who = await onShift(shifts[3], 'permanent');
	const row = await until(async () => (await outbox(
		`booking = ${who.booking} AND state = 'dead'`))[0], 'its row is dead');
	await heal();
	assert.equal(row.attempts, 1);
	assert.equal((await outbox(`booking = ${who.booking} AND state = 'pending'`))
		.length, 2, 'the reminders still come');
});

test('when the answer is lost it is sent again: at least once', async () => {
	const who = await onShift(shifts[4], 'unknown');
	await site.message(who.phone, /you are on/);
	const row = await failed(`booking = ${who.booking} AND kind = 'booked'`);
	await heal();
	await catchUp(row);
	await until(async () => (await outbox(`id = ${row.id} AND
		state = 'sent'`))[0], 'sent');
	const bodies = (await sentTo(who.phone)).filter((m) => m.kind === 'booked');
	assert.ok(bodies.length >= 2, 'rather twice than never');
	assert.equal(new Set(bodies.map((m) => m.body)).size, 1);
});

test('one that cannot be sent does not hold up the others', async () => {
	await fail('temporary');
	const stuck = await somebody(site);
	await site.client().apiPost('login/code', { phone: stuck.phone });
	const row = await failed(`person = ${stuck.id}`);
	await heal();
	const quick = await somebody(site);
	const from = (await site.sent()).length;
	await site.client().apiPost('login/code', { phone: quick.phone });
	await site.code(quick.phone, from);
	await catchUp(row);
	await site.code(stuck.phone, from);
});

test('OT-08 a code that could not leave in time is never sent late', async () => {
	await fail('temporary');
	const who = await somebody(site);
	const from = (await site.sent()).length;
	await site.client().apiPost('login/code', { phone: who.phone });
	await failed(`person = ${who.id}`);
	await site.moveClock(301);
	await heal();
	await nudge();
	const row = await until(async () => (await outbox(
		`person = ${who.id} AND ended_at IS NOT NULL`))[0], 'it is ended');
	assert.equal(row.state, 'expired', JSON.stringify(row));
	assert.equal(row.payload_sealed, null);
	assert.deepEqual(await sentTo(who.phone, from), []);
});

/* Withdrawing --------------------------------------------------------------------------- */

test('a cancelled booking has no reminder, and is told once', async () => {
	const who = await onShift(shifts[6]);
	await site.message(who.phone, /you are on/);
	const reply = await who.api.apiPost(`bookings/${who.booking}/cancel`);
	assert.equal(reply.status, 200, reply.text);
	assert.deepEqual(states(await outbox(
		`booking = ${who.booking} AND kind LIKE 'reminder%'`)),
	['withdrawn', 'withdrawn']);
	const rows = await outbox(`booking = ${who.booking} AND kind LIKE 'reminder%'`);
	assert.ok(rows.every((r) => r.payload_sealed === null));
	await site.message(who.phone, /no longer on/);
});

test('a confirmation that has not left is withdrawn with its booking', async () => {
	const who = await onShift(shifts[7], 'temporary');
	await failed(`booking = ${who.booking} AND kind = 'booked'`);
	await who.api.apiPost(`bookings/${who.booking}/cancel`);
	const told = await failed(`person = ${who.id} AND kind = 'booking-cancelled'`);
	await heal();
	await catchUp(told);
	assert.deepEqual(states(await outbox(`booking = ${who.booking}`)),
		['withdrawn', 'withdrawn', 'withdrawn']);
	await site.message(who.phone, /no longer on/);
	assert.ok(!(await sentTo(who.phone)).some((m) => m.kind === 'booked'));
});

test('a code asked for again takes the first one back', async () => {
	await fail('temporary');
	const who = await somebody(site);
	const from = (await site.sent()).length;
	await site.client().apiPost('login/code', { phone: who.phone });
	const first = await failed(`person = ${who.id}`);
	await site.moveClock(31);
	await site.client().apiPost('login/code', { phone: who.phone });
	const second = await failed(`person = ${who.id} AND id > ${first.id}`);
	await heal();
	await catchUp(second);
	await site.code(who.phone, from);
	await until(async () => states(await outbox(`person = ${who.id}`))
		.join() === 'withdrawn,sent', 'one withdrawn, one sent');
	assert.equal((await sentTo(who.phone, from)).length, 1);
});

/* Reminders; these move the clock far ------------------------------------------------------ */

test('reminders come 24 hours and one hour before, once each', async () => {
	const shift = shifts[10];
	const start = instant(shift.starts_at);
	const who = await onShift(shift), gone = await onShift(shift);
	await gone.api.apiPost(`bookings/${gone.booking}/cancel`);
	await site.message(gone.phone, /no longer on/);
	const reminders = async (phone = who.phone) => (await sentTo(phone))
		.filter((m) => /reminder/.test(m.kind));
	await clockTo(start - DAY - 120);
	await sleep(300);
	assert.equal((await reminders()).length, 0, 'not before its time');
	await clockTo(start - DAY + 5);
	await until(async () => (await reminders()).length === 1, 'the first reminder');
	const [first] = await reminders();
	assert.match(first.body, /your shift Village patrol starts/);
	assert.ok(first.body.includes('/shifts/') || first.body.includes('/bookings/'));
	await clockTo(start - HOUR + 5);
	await until(async () => (await reminders()).length === 2, 'the second reminder');
	await clockTo(start + 60);
	await sleep(500);
	assert.deepEqual((await reminders()).map((m) => m.kind),
		['reminder-day', 'reminder-hour']);
	assert.deepEqual(await reminders(gone.phone), []);
});

test('whoever books within a day is not reminded of the day', async () => {
	const list = (await (await program(site, 'coordinator')).api.apiGet(
		`shifts?schedule=${patrol.id}`)).json.items;
	const shift = list[0];
	await site.moveClock(instant(shift.starts_at) - 3 * HOUR - await site.now());
	const who = await onShift(shift);
	const rows = await outbox(`booking = ${who.booking}`);
	assert.deepEqual(rows.map((r) => r.kind).sort(), ['booked', 'reminder-hour']);
	await clockTo(instant(shift.starts_at) - HOUR + 5);
	await site.message(who.phone, /your shift Village patrol starts/);
});

test('a worker that was away does not remind of what has begun', async () => {
	const list = (await (await program(site, 'coordinator')).api.apiGet(
		`shifts?schedule=${patrol.id}`)).json.items;
	const shift = list[4];
	const who = await onShift(shift);
	await site.message(who.phone, /you are on/);
	await clockTo(instant(shift.starts_at) + 60);
	await until(async () => states(await outbox(`booking = ${who.booking} AND
		kind LIKE 'reminder%'`)).join() === 'expired,expired', 'both expire');
	assert.ok(!(await sentTo(who.phone)).some((m) => /reminder/.test(m.kind)));
});
