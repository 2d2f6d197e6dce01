/*
 * Schedules: laid down in three ways, previewed, changed, ended, and single
 * shifts cancelled, without ever losing a booking silently (PRODUCT rules 1,
 * 2, 5 and 7).
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { errors, tags, valueOf, words } from '../lib/html.js';
import { Stack } from '../lib/stack.js';
import { day, instant, lay, localDate, PATROL, program, reader, refused, ROOMY, shiftsOf,
	whole, writesNothing, ZONE } from '../lib/watch.js';

const EVERY_DAY = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const HORIZON = 90;
let site, desk, page, johan, thandi;

before(async () => {
	site = await Stack.start({ env: ROOMY });
	desk = (await program(site, 'coordinator')).api;
	page = (await reader(site, 'coordinator')).page;
	johan = await program(site, 'volunteer', 'Johan Botha');
	thandi = await program(site, 'volunteer', 'Thandi Mokoena');
});
after(() => site?.stop());

const startsOf = (shifts) => shifts.map((s) => s.starts_at);

async function book(who, shift) {
	const reply = await who.api.apiPost(`shifts/${shift.id}/book`);
	assert.equal(reply.status, 201, reply.text);
	return reply.json.id;
}

const update = (schedule, fields) => desk.apiPost(`schedules/${schedule.id}`,
	{ ...PATROL, ...fields });

const booking = async (id) =>
	(await site.sql(`SELECT * FROM booking WHERE id = ${id}`))[0];
const shift = async (id) =>
	(await site.sql(`SELECT * FROM shift WHERE id = ${id}`))[0];

/* The local weekday of a shift, as the API writes it. */
function weekday(starts_at) {
	const name = new Intl.DateTimeFormat('en', { timeZone: ZONE,
		weekday: 'short' }).format(new Date(starts_at));
	return name.slice(0, 2).toUpperCase();
}

/* Laying down ------------------------------------------------------------------- */

test('weekdays, a rule and a cron line lay down the same shifts', async () => {
	const starts_on = await day(site, 1), ends_on = await day(site, 21);
	const made = [];
	for (const recurrence of [
		{ weekly: [{ days: EVERY_DAY, at: '20:00' }] },
		{ rrule: 'FREQ=DAILY', start: '20:00' },
		{ rrule: 'RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU',
			start: `${starts_on}T20:00` },
		{ cron: '0 20 * * *' }, { cron: '0 20 * * 0-7' }]) {
		made.push(await lay(desk, { recurrence, starts_on, ends_on }));
	}
	for (const one of made) {
		assert.deepEqual(startsOf(one.list), startsOf(made[0].list),
			JSON.stringify(one.words));
		assert.equal(one.list.length, 21);
		assert.match(one.words, /20:00/);
		assert.equal(one.starts_on, starts_on);
		assert.equal(one.ends_on, ends_on);
	}
	for (const one of made[0].list) {
		assert.match(one.starts_at, /^\d{4}-\d\d-\d\dT18:00:00Z$/);
		assert.equal(instant(one.ends_at) - instant(one.starts_at), 7200);
	}
});

test('several lines of weekdays and times are one schedule', async () => {
	const made = await lay(desk, { recurrence: { weekly: [
		{ days: ['MO', 'WE'], at: '05:30' }, { days: ['SA'], at: '22:00' }] } });
	const seen = new Set(made.list.map((s) =>
		`${weekday(s.starts_at)} ${s.starts_at.slice(11, 16)}`));
	assert.deepEqual([...seen].sort(), ['MO 03:30', 'SA 20:00', 'WE 03:30']);
	assert.deepEqual(startsOf(made.list), [...startsOf(made.list)].sort());
});

test('a schedule is laid down as far as the horizon, and from now on', async () => {
	const made = await lay(desk);
	const now = await site.now();
	assert.ok([HORIZON - 1, HORIZON, HORIZON + 1].includes(made.list.length));
	assert.ok(instant(made.list[0].starts_at) > now);
	assert.ok(instant(made.list.at(-1).starts_at) < now + HORIZON * 86400);
	const old = await lay(desk, { starts_on: await day(site, -30) });
	assert.equal(old.list.length, made.list.length, 'nothing in the past');
});

test('the preview tells the next ten and writes nothing; saving does the same', async () => {
	const fields = { ...PATROL, recurrence: { cron: '30 21 * * 1,4' } };
	const preview = await writesNothing(site, 'the preview', () =>
		desk.apiPost('schedules/preview', fields));
	assert.equal(preview.status, 200, preview.text);
	assert.equal(preview.json.items.length, 10);
	assert.match(preview.json.words, /Monday.*Thursday.*21:30/);
	const made = await lay(desk, fields);
	assert.equal(made.list.length, preview.json.made);
	assert.deepEqual(startsOf(made.list).slice(0, 10), startsOf(preview.json.items));
	assert.equal(made.words, preview.json.words);
});

test('the page previews in words and dates, and keeps what was typed', async () => {
	const fields = { name: 'Night <watch>', 'recurrence.by': 'rrule',
		'recurrence.rrule': 'FREQ=MONTHLY;BYDAY=2SA', 'recurrence.start': '22:00',
		hours: '4', time_zone: ZONE, needed: '1', seats: '2' };
	const reply = await writesNothing(site, 'the page’s preview', () =>
		page.submit('/schedules/new', '/schedules', { ...fields, act: 'preview' }));
	assert.equal(reply.status, 200, reply.text);
	assert.match(words(reply.text), /second Saturday/i);
	assert.equal(tags(reply.text, 'time').length, 10);
	assert.equal(errors(reply.text), null);
	for (const [name, value] of Object.entries(fields)) {
		assert.equal(valueOf(reply.text, name), value, name);
	}
});

test('first and last date are both in the season, for 23:00 on the last day too', async () => {
	const starts_on = await day(site, 3), ends_on = await day(site, 5);
	for (const time_zone of [ZONE, 'America/New_York', 'Pacific/Kiritimati',
		'Pacific/Pago_Pago']) {
		const made = await lay(desk, { recurrence: { cron: '0 23 * * *' },
			time_zone, duration_min: 240, starts_on, ends_on });
		const local = made.list.map((s) => localDate(s.starts_at, time_zone));
		assert.equal(local.length, 3, time_zone);
		assert.equal(local[0], starts_on, time_zone);
		assert.equal(local[2], ends_on, time_zone);
	}
});

test('one day is a season', async () => {
	const only = await day(site, 2);
	const made = await lay(desk, { starts_on: only, ends_on: only });
	assert.deepEqual(startsOf(made.list), [`${only}T18:00:00Z`]);
});

test('a volunteer lays nothing down', async () => {
	await writesNothing(site, 'a volunteer', async () => {
		for (const path of ['schedules', 'schedules/preview', 'schedules/1',
			'schedules/1/end', 'shifts/1/cancel']) {
			refused(await johan.api.apiPost(path, PATROL), 403, 'denied');
		}
	});
});

/* Changing (rule 5) ------------------------------------------------------------- */

test('an edit changes what is ahead in place, and bookings stay on it', async () => {
	const made = await lay(desk);
	const id = await book(johan, made.list[3]);
	const reply = await update(made, { name: 'Beach patrol', seats: 5, needed: 2,
		place: 'Slipway', notes: 'New.' });
	assert.equal(reply.status, 200, reply.text);
	assert.equal(reply.json.version, made.version + 1);
	const list = await shiftsOf(desk, made.id);
	assert.deepEqual(list.map((s) => s.id), made.list.map((s) => s.id));
	assert.ok(list.every((s) => s.name === 'Beach patrol' && s.seats === 5 &&
		s.needed === 2 && s.place === 'Slipway'));
	assert.equal((await booking(id)).state, 'booked');
});

test('a longer shift tells those who are on it, once', async () => {
	const made = await lay(desk, { name: 'Longer' });
	const from = (await site.sent()).length;
	const id = await book(thandi, made.list[4]);
	const reply = await update(made, { name: 'Longer', duration_min: 180 });
	assert.equal(reply.status, 200, reply.text);
	const row = await booking(id);
	assert.equal(row.ends_at - row.starts_at, 180 * 60);
	assert.equal(row.state, 'booked');
	await site.message(thandi.phone, /Longer has moved/, from);
	const reminders = await site.sql(`SELECT state FROM outbox
		WHERE booking = ${id} AND kind LIKE 'reminder%' ORDER BY id`);
	assert.deepEqual(reminders.map((r) => r.state), ['withdrawn', 'withdrawn',
		'pending', 'pending'].slice(reminders.length === 4 ? 0 : 2));
	await desk.apiPost(`bookings/${id}/cancel`);
});

test('an edit that would orphan a booking asks first, and writes nothing', async () => {
	const made = await lay(desk, { name: 'Asks' });
	const booked = made.list[5];
	const id = await book(johan, booked);
	const days = EVERY_DAY.filter((d) => d !== weekday(booked.starts_at));
	const recurrence = { weekly: [{ days, at: '20:00' }] };
	await writesNothing(site, 'asking', async () => {
		refused(await update(made, { name: 'Asks', recurrence }), 409,
			'schedule-orphans');
		const reply = await page.submit(`/schedules/${made.id}`,
			`/schedules/${made.id}`, { name: 'Asks', 'recurrence.by': 'weekly',
				'recurrence.weekly.0.days': days, 'recurrence.weekly.0.at': '20:00',
				hours: '2', time_zone: ZONE, needed: '1', seats: '2',
				version: String(made.version), act: 'save' });
		assert.equal(reply.status, 409, reply.text);
		assert.match(words(reply.text), /Johan Botha/);
		assert.match(words(reply.text), /What becomes of the booked shifts/);
		assert.equal(tags(reply.text).filter((t) =>
			t.attributes.name === 'orphans').length, 2);
	});
	assert.equal((await booking(id)).state, 'booked');
});

test('orphans that are kept stay, now and after every later edit and night', async () => {
	const made = await lay(desk, { name: 'Keeps' });
	const booked = made.list[6];
	const id = await book(johan, booked);
	const days = EVERY_DAY.filter((d) => d !== weekday(booked.starts_at));
	const recurrence = { weekly: [{ days, at: '20:00' }] };
	const kept = async () => {
		const row = await shift(booked.id);
		assert.equal(row.cancelled_at, null);
		assert.equal(row.starts_at, instant(booked.starts_at));
		assert.equal((await booking(id)).state, 'booked');
		const list = await shiftsOf(desk, made.id);
		assert.deepEqual(list.filter((s) => weekday(s.starts_at) ===
			weekday(booked.starts_at)).map((s) => s.id), [booked.id]);
	};
	const reply = await update(made, { name: 'Keeps', recurrence, orphans: 'keep' });
	assert.equal(reply.status, 200, reply.text);
	await kept();
	await site.watchbill('rota', 'extend');
	await kept();
	assert.equal((await update(made, { name: 'Keeps', recurrence })).status, 200);
	await kept();
	await johan.api.apiPost(`bookings/${id}/cancel`);
});

test('orphans that are cancelled are gone, and everybody on them is told', async () => {
	const made = await lay(desk, { name: 'Cancels' });
	const booked = made.list[8];
	const from = (await site.sent()).length;
	const ids = [await book(johan, booked), await book(thandi, booked)];
	const days = EVERY_DAY.filter((d) => d !== weekday(booked.starts_at));
	const reply = await update(made, { name: 'Cancels', orphans: 'cancel',
		recurrence: { weekly: [{ days, at: '20:00' }] } });
	assert.equal(reply.status, 200, reply.text);
	for (const id of ids) {
		assert.equal((await booking(id)).state, 'cancelled');
		assert.deepEqual(await site.sql(`SELECT id FROM outbox
			WHERE booking = ${id} AND state = 'pending'`), []);
	}
	for (const { phone } of [johan, thandi]) {
		await site.message(phone, /Cancels.*does not take place/s, from);
	}
	assert.ok((await shift(booked.id)).cancelled_at > 0);
	assert.ok(!(await shiftsOf(desk, made.id)).some((s) => s.id === booked.id));
});

test('each orphan can be decided by itself', async () => {
	const made = await lay(desk, { name: 'Each' });
	const [a, b] = [made.list[9], made.list[11]];
	const [first, second] = [await book(johan, a), await book(johan, b)];
	const recurrence = { cron: '0 12 * * *' };
	refused(await update(made, { name: 'Each', recurrence,
		decide: [{ shift: a.id, choice: 'keep' }] }), 409, 'schedule-orphans');
	const reply = await update(made, { name: 'Each', recurrence, decide: [
		{ shift: a.id, choice: 'keep' }, { shift: b.id, choice: 'cancel' }] });
	assert.equal(reply.status, 200, reply.text);
	assert.equal((await booking(first)).state, 'booked');
	assert.equal((await booking(second)).state, 'cancelled');
	await johan.api.apiPost(`bookings/${first}/cancel`);
});

test('seats that somebody sits on are not taken away silently', async () => {
	const made = await lay(desk, { name: 'Seats', seats: 2 });
	const ids = [await book(johan, made.list[12]), await book(thandi, made.list[12])];
	refused(await update(made, { name: 'Seats', seats: 1 }), 409, 'schedule-orphans');
	for (const id of ids) {
		assert.equal((await booking(id)).state, 'booked');
		await desk.apiPost(`bookings/${id}/cancel`);
	}
	assert.equal((await update(made, { name: 'Seats', seats: 1 })).status, 200);
});

test('an edit of what somebody else changed meanwhile is refused', async () => {
	const made = await lay(desk, { name: 'Version' });
	const { version } = made;
	assert.equal((await update(made, { name: 'Version two', version })).status, 200);
	refused(await update(made, { name: 'Version three', version }), 409,
		'schedule-changed');
	const now = await desk.apiGet(`schedules/${made.id}`);
	assert.equal(now.json.name, 'Version two');
	assert.equal(now.json.version, version + 1);
});

/* Ending ------------------------------------------------------------------------- */

test('a schedule ends after its last date, and what is booked later is asked about', async () => {
	const made = await lay(desk, { name: 'Ends' });
	const last = await day(site, 10);
	const id = await book(thandi, made.list[14]);
	const end = (fields) => desk.apiPost(`schedules/${made.id}/end`,
		{ last, ...fields });
	refused(await end({}), 409, 'schedule-orphans');
	const from = (await site.sent()).length;
	const reply = await end({ orphans: 'cancel' });
	assert.equal(reply.status, 200, reply.text);
	assert.equal(reply.json.ends_on, last);
	const list = await shiftsOf(desk, made.id);
	assert.ok(list.length > 8 && list.length < 12, `${list.length}`);
	assert.equal(list.at(-1).starts_at.slice(0, 10), last, 'the last day is in');
	assert.equal((await booking(id)).state, 'cancelled');
	await site.message(thandi.phone, /Ends.*does not take place/s, from);
});

test('a schedule ended at once is listed among the ended ones alone', async () => {
	const made = await lay(desk, { name: 'Over' });
	const reply = await desk.apiPost(`schedules/${made.id}/end`,
		{ last: await day(site, -1) });
	assert.equal(reply.status, 200, reply.text);
	assert.equal(reply.json.ended, true);
	const ids = async (query) => (await whole(desk, `schedules${query}`))
		.items.map((s) => s.id);
	assert.ok(!(await ids('')).includes(made.id));
	assert.ok((await ids('?ended=1')).includes(made.id));
	assert.deepEqual(await shiftsOf(desk, made.id), []);
	refused(await update(made, {}), 409, 'schedule-ended');
});

/* Single shifts ------------------------------------------------------------------- */

test('a cancelled shift tells those on it, with the reason, and stays away', async () => {
	const made = await lay(desk, { name: 'Storm' });
	const off = made.list[16], from = (await site.sent()).length;
	const id = await book(johan, off);
	const reply = await desk.apiPost(`shifts/${off.id}/cancel`,
		{ reason: 'Storm and flood' });
	assert.equal(reply.status, 200, reply.text);
	assert.equal(reply.json.cancelled, true);
	assert.equal((await booking(id)).state, 'cancelled');
	await site.message(johan.phone, /Storm.*does not take place.*Storm and flood/s, from);
	refused(await desk.apiPost(`shifts/${off.id}/cancel`), 409, 'shift-cancelled');
	refused(await johan.api.apiPost(`shifts/${off.id}/book`), 409, 'shift-cancelled');
	const gone = async (label) => {
		const list = await shiftsOf(desk, made.id);
		assert.ok(!startsOf(list).includes(off.starts_at), label);
		assert.equal((await site.sql(`SELECT count(*) n FROM shift WHERE
			schedule = ${made.id} AND starts_at = ${instant(off.starts_at)}`))[0].n, 1);
	};
	await gone('at once');
	await update(made, { name: 'Storm', seats: 7 });
	await gone('after an edit');
	await site.watchbill('rota', 'extend');
	await gone('after extending');
	await update(made, { name: 'Storm', recurrence: { rrule: 'FREQ=DAILY',
		start: '20:00' } });
	await gone('after another recurrence with the same times');
});

test('every schedule is listed once, page by page', async () => {
	for (let i = 0; i < 55; i++) {
		await lay(desk, { name: `Many ${i % 7}`, recurrence: { cron: '0 3 1 1 *' } });
	}
	const { items, pages } = await whole(desk, 'schedules');
	const [{ n }] = await site.sql(
		'SELECT count(*) n FROM schedule WHERE ended_at IS NULL');
	assert.equal(items.length, n);
	assert.equal(new Set(items.map((s) => s.id)).size, n);
	assert.ok(pages > 1);
});

/* The nights that follow: these move the clock --------------------------------------- */

test('extending lays down what the horizon now reaches, once', async () => {
	const made = await lay(desk, { name: 'Nightly' });
	const off = made.list[80];
	assert.equal((await desk.apiPost(`shifts/${off.id}/cancel`)).status, 200);
	await site.moveClock(30 * 86400);
	await site.watchbill('rota', 'extend');
	await site.watchbill('rota', 'extend');
	const anew = (await program(site, 'coordinator')).api;
	const list = await shiftsOf(anew, made.id);
	assert.equal(new Set(startsOf(list)).size, list.length);
	assert.ok(Math.abs(list.length - (HORIZON - 1)) <= 1, `${list.length}`);
	assert.ok(instant(list.at(-1).starts_at) > instant(made.list.at(-1).starts_at) +
		28 * 86400);
	assert.ok(!startsOf(list).includes(off.starts_at), 'the cancelled one');
});

test('a schedule whose season is over ends by itself', async () => {
	const anew = (await program(site, 'coordinator')).api;
	const made = await lay(anew, { name: 'Short', ends_on: await day(site, 2) });
	assert.equal(made.list.length > 0 && made.ended, false);
	await site.moveClock(4 * 86400);
	await site.watchbill('rota', 'extend');
	const again = (await program(site, 'coordinator')).api;
	const now = await again.apiGet(`schedules/${made.id}`);
	assert.equal(now.json.ended, true, now.text);
});
