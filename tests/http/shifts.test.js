/*
 * Shifts: finding them, taking a seat, leaving it, and the coordinator's
 * week (PRODUCT rules 3 and 4).
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { byId, errors, links, tags, valueOf, words } from '../lib/html.js';
import { Stack } from '../lib/stack.js';
import { day, freshPhone, instant, lay, PATROL, program, reader, refused, ROOMY,
	somebody, whole, writesNothing } from '../lib/watch.js';

let site, desk, johan, thandi, patrol;

before(async () => {
	site = await Stack.start({ env: ROOMY });
	desk = await program(site, 'coordinator', 'Fatima Davids');
	johan = await program(site, 'volunteer', 'Johan Botha');
	thandi = await program(site, 'volunteer', 'Thandi Mokoena');
	patrol = await lay(desk.api, { place: 'Masque Theatre', notes: 'A torch.' });
	for (const [name, cron] of [['Beach', '0 20 * * *'], ['Market', '30 4 * * *'],
		['School', '0 20 * * 1-5']]) {
		await lay(desk.api, { name, recurrence: { cron }, seats: 3, needed: 2 });
	}
});
after(() => site?.stop());

const book = (who, id, body = {}) => who.api.apiPost(`shifts/${id}/book`, body);
const cancel = (who, id) => who.api.apiPost(`bookings/${id}/cancel`);
const row = async (id) =>
	(await site.sql(`SELECT * FROM booking WHERE id = ${id}`))[0];

async function booked(who, id, body) {
	const reply = await book(who, id, body);
	assert.equal(reply.status, 201, reply.text);
	return reply.json;
}

/* The list ------------------------------------------------------------------------- */

const ahead = (where = '') => site.now().then((now) => site.sql(`SELECT id FROM shift
	WHERE starts_at >= ${now} AND cancelled_at IS NULL ${where}
	ORDER BY starts_at, id`)).then((found) => found.map((s) => s.id));

test('the list has what a program relies on', async () => {
	const { json } = await johan.api.apiGet('shifts');
	assert.deepEqual(Object.keys(json).sort(), ['items', 'next']);
	const [first] = json.items;
	for (const name of ['id', 'schedule', 'starts_at', 'ends_at', 'seats',
		'needed', 'taken']) {
		assert.ok(name in first, name);
	}
	assert.match(first.starts_at, /Z$/);
	assert.match(json.next, /^\/api\/v1\/shifts\?.*after=/);
});

test('paging by key gives every shift once, in order, and ends', async () => {
	const { items, pages } = await whole(johan.api, 'shifts');
	assert.deepEqual(items.map((s) => s.id), await ahead());
	assert.ok(pages > 4, `${pages} pages`);
	const keys = items.map((s) => [instant(s.starts_at), s.id]);
	keys.slice(1).forEach(([at, id], i) =>
		assert.ok(at > keys[i][0] || (at === keys[i][0] && id > keys[i][1])));
});

test('paging loses and repeats nothing while seats are taken', async () => {
	const want = await ahead('AND taken < seats');
	const got = [], mine = [];
	let next = '/api/v1/shifts?open=1';
	while (next) {
		const reply = await johan.api.get(next);
		got.push(...reply.json.items.map((s) => s.id));
		next = reply.json.next;
		const here = reply.json.items.at(-1);
		for (const who of [johan, thandi, desk]) {
			const taken = await book(who, here.id);
			if (taken.status === 201) {
				mine.push([who, taken.json.id]);
			}
		}
	}
	assert.deepEqual(got, want);
	assert.ok((await ahead('AND taken = seats')).length > 3, 'some are full now');
	for (const [who, id] of mine) {
		assert.equal((await cancel(who, id)).status, 200);
	}
});

test('filters: schedule, from, until, open, and all of them at once', async () => {
	const only = await whole(johan.api, `shifts?schedule=${patrol.id}`);
	assert.ok(only.items.length > 80 &&
		only.items.every((s) => s.schedule === patrol.id));
	const { starts_at: from } = patrol.list[10], { starts_at: until } = patrol.list[13];
	const span = (await whole(johan.api, `shifts?from=${from}&until=${until}`)).items;
	assert.deepEqual(span.map((s) => s.id), await ahead(
		`AND starts_at >= ${instant(from)} AND starts_at < ${instant(until)}`),
	'from is in, until is not');
	const full = patrol.list[11];
	const taken = [await booked(johan, full.id), await booked(thandi, full.id)];
	const ids = async (query) => (await whole(johan.api, `shifts?${query}`)).items
		.map((s) => s.id);
	const one = `schedule=${patrol.id}&from=${from}&until=${until}`;
	assert.deepEqual(await ids(one), patrol.list.slice(10, 13).map((s) => s.id));
	assert.deepEqual(await ids(`${one}&open=1`), [patrol.list[10].id, patrol.list[12].id]);
	assert.deepEqual(await ids('schedule=999999'), []);
	await Promise.all([cancel(johan, taken[0].id), cancel(thandi, taken[1].id)]);
});

test('without dates the list runs from now to the horizon', async () => {
	const { items } = await whole(johan.api, 'shifts');
	const now = await site.now();
	assert.ok(instant(items[0].starts_at) >= now);
	assert.ok(instant(items.at(-1).starts_at) < now + 90 * 86400);
});

test('a cursor of somebody’s own making is refused or harmless', async () => {
	for (const after of ['x', '1', '.', '1.', '.1', '1.2.3', '-1.1', '1.-1',
		'99999999999999999999.1', 'a.b', '0x1.1']) {
		const reply = await johan.api.apiGet(`shifts?after=${after}`);
		assert.ok([200, 422].includes(reply.status), `${after}: ${reply.status}`);
		if (reply.status === 422) {
			refused(reply, 422, null, 'after');
		}
	}
});

test('the pages of the list lead to every shift', async () => {
	const { page } = await reader(site, 'volunteer');
	const seen = [];
	let next = '/shifts?show=all';
	while (next) {
		const { text } = await page.get(next);
		seen.push(...links(text).filter((l) => /^\/shifts\/\d+$/.test(l))
			.map((l) => Number(l.slice(8))));
		next = links(text).find((l) => /after=/.test(l));
	}
	assert.deepEqual([...seen].sort((a, b) => a - b),
		[...await ahead()].sort((a, b) => a - b));
});

test('a date that does not exist is told at its field, the rest is kept', async () => {
	const { page } = await reader(site, 'volunteer');
	const reply = await page.get(
		`/shifts?show=all&schedule=${patrol.id}&from=2026-02-30&until=2030-01-01`);
	assert.equal(reply.status, 422);
	const [error] = errors(reply.text);
	assert.match(error.message, /From” must be a real date, as 2026-11-21[.]$/);
	const box = byId(reply.text, error.href.slice(1));
	assert.equal(box.attributes['aria-invalid'], 'true');
	assert.equal(box.attributes.value, '2026-02-30');
	assert.equal(valueOf(reply.text, 'schedule'), String(patrol.id));
	assert.deepEqual(tags(reply.text, 'input').filter((t) =>
		t.attributes.id === 'until').map((t) => t.attributes.value), ['2030-01-01']);
	assert.ok(links(reply.text).some((l) => /^\/shifts\/\d+$/.test(l)),
		'what can be shown is shown');
});

test('by default the page shows what one may take, and says what it hides', async () => {
	const { page } = await reader(site, 'volunteer');
	const first = patrol.list[1];
	const reply = await page.submit(`/shifts/${first.id}`, `/shifts/${first.id}/book`);
	assert.equal(reply.status, 303, reply.text);
	const day1 = await day(site, 1), day2 = await day(site, 2);
	const beside = await whole(johan.api, `shifts?from=${first.starts_at}&until=${
		new Date(Date.parse(first.starts_at) + 1000).toISOString()}`);
	const other = beside.items.find((s) => s.id !== first.id);
	assert.ok(other, 'something starts at the same time');
	const shown = links((await page.get('/shifts')).text);
	assert.ok(!shown.includes(`/shifts/${other.id}`), 'it collides');
	const all = await page.get(`/shifts?show=all&from=${day1}&until=${day2}`);
	assert.ok(links(all.text).includes(`/shifts/${other.id}`));
	assert.match(words(all.text), /You are on Village patrol then/);
	const days = tags(all.text, 'section').filter((t) =>
		t.attributes.class === 'day');
	assert.ok(days.length >= 2, 'until is a day that is in');
});

/* Booking --------------------------------------------------------------------------- */

test('a booking is a seat, a row and an answer', async () => {
	const [, , shift] = patrol.list;
	const got = await booked(johan, shift.id);
	assert.equal(got.shift, shift.id);
	assert.equal(got.state, 'booked');
	assert.equal(got.seat, 1);
	assert.equal(instant(got.free_until), instant(shift.starts_at) - 7200);
	const now = (await johan.api.apiGet(`shifts/${shift.id}`)).json;
	assert.equal(now.taken, 1);
	assert.equal(now.booking, got.id);
	assert.equal(now.notes, 'A torch.');
	const mine = (await johan.api.apiGet('shifts/mine')).json;
	assert.deepEqual(mine.items.map((b) => b.id), [got.id]);
	assert.equal((await row(got.id)).source, 'self');
	assert.equal((await cancel(johan, got.id)).status, 200);
});

test('a buddy by number: known and unknown get one answer', async () => {
	const [, , , shift, second] = patrol.list;
	const lerato = await somebody(site, 'volunteer', 'Lerato Nkosi');
	const known = await book(johan, shift.id,
		{ buddy_name: 'Lerato', buddy_phone: lerato.phone });
	const unknown = await book(thandi, shift.id,
		{ buddy_name: 'Lerato', buddy_phone: freshPhone() });
	assert.equal(known.status, 201, known.text);
	const bare = (reply) => ({ ...reply.json, id: 0, seat: 0 });
	assert.deepEqual(bare(known), bare(unknown));
	assert.deepEqual(Object.keys(known.headers).sort(),
		Object.keys(unknown.headers).sort());
	assert.equal((await row(known.json.id)).buddy, lerato.id);
	assert.equal((await row(unknown.json.id)).buddy, null);
	for (const who of [johan, thandi]) {
		const { text } = await who.api.apiGet(`shifts/${shift.id}`);
		assert.doesNotMatch(text, /Nkosi|2782|82555/);
	}
	await cancel(johan, known.json.id);
	await cancel(thandi, unknown.json.id);
	const numberOnly = await booked(johan, second.id, { buddy_phone: lerato.phone });
	assert.equal(numberOnly.buddy_name, null, 'the name is not given away');
	await cancel(johan, numberOnly.id);
	refused(await book(johan, second.id, { buddy_phone: johan.phone }), 422,
		'buddy-self', 'buddy_phone');
});

test('who else is on: names for all, ids for coordinators, numbers for none', async () => {
	const shift = patrol.list[5];
	const got = await booked(johan, shift.id, { buddy_name: 'Sipho' });
	const seen = (await thandi.api.apiGet(`shifts/${shift.id}`)).json.people;
	assert.deepEqual(seen, [{ booking: null, person: null, name: 'Johan Botha',
		buddy_name: 'Sipho', you: false }]);
	const led = (await desk.api.apiGet(`shifts/${shift.id}`)).json.people;
	assert.deepEqual(led, [{ booking: got.id, person: johan.id,
		name: 'Johan Botha', buddy_name: 'Sipho', you: false }]);
	const list = (await thandi.api.apiGet(`shifts?schedule=${patrol.id}`)).json;
	assert.deepEqual(list.items.find((s) => s.id === shift.id).people,
		[{ name: 'Johan Botha', you: false }]);
	await cancel(johan, got.id);
});

test('nobody is in two places: 409 overlap, and what only touches is fine', async () => {
	const at = (await day(site, 40));
	const one = (hour, minutes) => lay(desk.api, { starts_on: at, ends_on: at,
		recurrence: { cron: `0 ${hour} * * *` }, duration_min: minutes })
		.then((s) => s.list[0].id);
	const [early, inside, touching, over] = [await one(8, 120), await one(9, 30),
		await one(10, 60), await one(7, 300)];
	const first = await booked(johan, early);
	await writesNothing(site, 'overlap', async () => {
		for (const id of [early, inside, over]) {
			refused(await book(johan, id), 409, 'overlap');
		}
	});
	const second = await booked(johan, touching);
	await cancel(johan, first.id);
	refused(await book(johan, over), 409, 'overlap');
	await cancel(johan, second.id);
	const third = await booked(johan, over);
	await cancel(johan, third.id);
});

test('a full shift is 409 seat-taken, until somebody leaves', async () => {
	const shift = patrol.list[7];
	const a = await booked(johan, shift.id), b = await booked(thandi, shift.id);
	assert.deepEqual([a.seat, b.seat].sort(), [1, 2]);
	const sipho = await program(site, 'volunteer');
	await writesNothing(site, 'seat-taken', async () =>
		refused(await book(sipho, shift.id), 409, 'seat-taken'));
	await cancel(johan, a.id);
	const c = await booked(sipho, shift.id);
	assert.equal(c.seat, a.seat, 'the seat that became free');
	await cancel(thandi, b.id);
	await cancel(sipho, c.id);
	const again = await booked(thandi, shift.id);
	assert.notEqual(again.id, b.id, 'history is kept');
	assert.equal((await row(b.id)).state, 'cancelled');
	await cancel(thandi, again.id);
});

test('what is not there cannot be booked, and a guest books nothing', async () => {
	const guest = await program(site, 'guest');
	await writesNothing(site, 'nothing', async () => {
		assert.equal((await book(johan, 999999)).status, 404);
		refused(await book(guest, patrol.list[8].id), 403, 'denied');
		assert.equal((await site.client().apiPost(
			`shifts/${patrol.list[8].id}/book`)).status, 401);
	});
});

test('after losing a seat the page offers what is still free', async () => {
	const shift = patrol.list[9];
	const a = await booked(johan, shift.id), b = await booked(thandi, shift.id);
	const { page } = await reader(site, 'volunteer');
	const csrf = (await page.get('/more')).hidden('csrf');
	const reply = await page.form(`/shifts/${shift.id}/book`, { csrf });
	assert.equal(reply.status, 409, reply.text);
	assert.match(words(reply.text), /Somebody was quicker/);
	assert.ok(links(reply.text).some((l) => /^\/shifts\/\d+$/.test(l) &&
		l !== `/shifts/${shift.id}`), 'another shift');
	await cancel(johan, a.id);
	await cancel(thandi, b.id);
});

/* Several at once ---------------------------------------------------------------------- */

const several = (who, ids) => who.api.apiPost('shifts/book', { shifts: ids });

test('several shifts are booked in one go, or none of them', async () => {
	const [a, b, full, c] = patrol.list.slice(50, 54);
	const reply = await several(johan, [b.id, full.id, a.id]);
	assert.equal(reply.status, 201, reply.text);
	assert.deepEqual(reply.json.items.map((i) => [i.shift, i.state]),
		[b, full, a].map((s) => [s.id, 'booked']));
	const other = await booked(await program(site, 'volunteer'), full.id);
	const beach = (await whole(desk.api, 'shifts')).items.find((s) =>
		s.name === 'Beach' && s.starts_at === c.starts_at);
	await writesNothing(site, 'several', async () => {
		const no = await several(thandi, [a.id, full.id, c.id, beach.id, 999999]);
		assert.equal(no.status, 409, no.text);
		assert.deepEqual(no.json.errors.map((e) => [e.field, e.code]), [
			[`shifts.${full.id}`, 'seat-taken'],
			[`shifts.${beach.id}`, 'overlap'],
			['shifts.999999', 'shift-gone']]);
		assert.match(no.json.errors[0].message,
			/^Village patrol, \w{3} \d+ \w{3} 20:00: Somebody was quicker/);
		refused(await several(thandi, [a.id, patrol.list[0].id + 999999]), 404,
			'shift-gone');
	});
	await cancel(johan, reply.json.items[1].id);
	const got = await several(thandi, [a.id, full.id, c.id]);
	assert.equal(got.status, 201, got.text);
	for (const item of [...got.json.items, other, reply.json.items[0],
		reply.json.items[2]]) {
		await cancel(desk, item.id);
	}
});

test('the ticks of the list: signed up, or told why not and still ticked', async () => {
	const { page } = await reader(site, 'volunteer');
	const list = `/shifts?schedule=${patrol.id}`;
	const boxes = (reply) => tags(reply.text, 'input').filter((t) =>
		t.attributes.name === 'shifts').map((t) => t.attributes);
	const shown = await page.get(list);
	const [one, two, three] = boxes(shown).slice(8).map((box) => box.value);
	const also = { csrf: shown.hidden('csrf'), schedule: patrol.id };
	const full = [await booked(johan, two), await booked(thandi, two)];
	const again = await page.form('/shifts/book', { ...also, shifts: [one, two] });
	assert.equal(again.status, 409, again.text);
	const [error] = errors(again.text);
	assert.match(error.message, /^Village patrol, .*: Somebody was quicker/);
	assert.ok(byId(again.text, error.href.slice(1)), 'the row it tells of');
	assert.deepEqual(boxes(again).filter((box) => 'checked' in box)
		.map((box) => box.value), [one]);
	assert.equal(valueOf(again.text, 'schedule'), String(patrol.id));
	assert.match(links(again.text).join(' '), new RegExp(
		`/shifts[?]schedule=${patrol.id}&(amp;)?after=`), 'the same list goes on');
	assert.ok(links(again.text).every((l) => !l.includes('csrf')));
	const none = await page.form('/shifts/book', also);
	assert.equal(none.status, 422);
	assert.match(errors(none.text)[0].message, /Tick what you want/);
	assert.ok(byId(none.text, errors(none.text)[0].href.slice(1)));
	const done = await page.form('/shifts/book', { ...also, shifts: [one, three] });
	assert.equal(done.status, 303, done.text);
	const mine = await page.get(done.headers.location);
	assert.match(words(mine.text), /You are signed up for all you ticked/);
	for (const id of [one, three]) {
		assert.ok(links(mine.text).includes(`/shifts/${id}`));
		assert.ok(!boxes(await page.get(list)).some((b) => b.value === id));
	}
	for (const booking of full) {
		await cancel(desk, booking.id);
	}
});

/* The week --------------------------------------------------------------------------- */

test('the week has seven days and every shift of them', async () => {
	const from = await day(site, 14);
	const { json } = await desk.api.apiGet(`week?from=${from}`);
	assert.equal(json.days.length, 7);
	const ids = json.rows.flatMap((r) => r.days.flatMap((d) =>
		d.shifts.map((s) => s.id)));
	const want = await site.sql(`SELECT id FROM shift WHERE
		starts_at >= ${instant(json.from)} AND starts_at < ${instant(json.until)}
		ORDER BY id`);
	assert.deepEqual([...ids].sort((a, b) => a - b), want.map((s) => s.id));
	for (const r of json.rows) {
		assert.equal(r.days.length, 7);
	}
	refused(await johan.api.apiGet('week'), 403, 'denied');
});

test('a coordinator puts somebody on and takes them off, and they are told', async () => {
	const shift = patrol.list[15], from = (await site.sent()).length;
	const reply = await desk.api.apiPost(`shifts/${shift.id}/assign`,
		{ person: johan.id });
	assert.equal(reply.status, 201, reply.text);
	assert.equal((await row(reply.json.id)).source, 'coordinator');
	await site.message(johan.phone, /a coordinator put you on Village patrol/, from);
	const mine = (await johan.api.apiGet('shifts/mine')).json.items;
	assert.deepEqual(mine.map((b) => b.id), [reply.json.id]);
	assert.equal((await cancel(desk, reply.json.id)).status, 200);
	await site.message(johan.phone, /you are no longer on Village patrol/, from);
	assert.equal((await row(reply.json.id)).ended_by, desk.id);
});

test('the page of the week puts on and takes off as well', async () => {
	const shift = patrol.list[16];
	const { page, id } = await reader(site, 'coordinator');
	const at = `/week?from=${await day(site, 15)}&shift=${shift.id}`;
	const shown = await page.get(at);
	const candidate = tags(shown.text, 'button').find((b) =>
		b.attributes.name === 'person' && b.attributes.value !== String(id));
	assert.ok(candidate, words(shown.text));
	let reply = await page.submit(at, `/shifts/${shift.id}/assign`,
		{ person: candidate.attributes.value });
	assert.equal(reply.status, 303, reply.text);
	const there = await page.get(reply.headers.location);
	const off = links(there.text).find((l) => /^\/bookings\/\d+\/cancel$/.test(l));
	assert.ok(off, words(there.text));
	reply = await page.submit(off, off);
	assert.equal(reply.status, 303, reply.text);
	assert.match(reply.headers.location, /^\/week/);
});

test('the week suggests who is free, the most rested first, whatever their name', async () => {
	const shift = patrol.list[18];
	const zola = await somebody(site, 'volunteer', 'Zola Zwane');
	const assign = (id) => desk.api.apiPost(`shifts/${id}/assign`,
		{ person: zola.id });
	const { page } = await reader(site, 'coordinator', 'Aaron Abel');
	const could = async (search = '') => {
		const shown = await page.get(`/week?shift=${shift.id}${search}`);
		return /Could come.*/.exec(words(shown.text))[0];
	};
	assert.match(await could(), /Find Aaron Abel No shift yet Put on Aaron Abel Zola Zwane No shift yet/);
	const before = await assign(patrol.list[17].id);
	const after = await assign(patrol.list[19].id);
	assert.doesNotMatch(await could(), /Zola/);
	assert.match(await could('&q=zwan'), /Zola Zwane Last .*, next /);
	await cancel(desk, before.json.id);
	await cancel(desk, after.json.id);
	const on = await assign(shift.id);
	assert.doesNotMatch(await could('&q=zwan'), /Zola/);
	await cancel(desk, on.json.id);
});

test('nobody is put where they cannot be', async () => {
	const shift = patrol.list[17];
	const assign = (person, id = shift.id) =>
		desk.api.apiPost(`shifts/${id}/assign`, { person });
	const guest = await somebody(site, 'guest');
	const got = await booked(johan, shift.id);
	await writesNothing(site, 'assigning', async () => {
		refused(await assign(guest.id), 422, 'person-not-volunteer', 'person');
		refused(await assign(johan.id), 409, 'overlap');
		assert.equal((await assign(999999)).status, 404);
		assert.equal((await assign(thandi.id, 999999)).status, 404);
		refused(await johan.api.apiPost(`shifts/${shift.id}/assign`,
			{ person: thandi.id }), 403, 'denied');
	});
	const other = await booked(thandi, shift.id);
	refused(await assign(desk.id), 409, 'seat-taken');
	await cancel(johan, got.id);
	await cancel(thandi, other.id);
});

/* Leaving (rule 4); these move the clock ----------------------------------------------- */

test('cancelling is free until two hours before, then it takes a coordinator', async () => {
	const shift = patrol.list[20];
	const start = instant(shift.starts_at);
	const got = await booked(johan, shift.id);
	await site.moveClock(start - 7200 - 60 - await site.now());
	const early = await booked(thandi, shift.id);
	assert.equal((await cancel(thandi, early.id)).status, 200);
	const late = await booked(thandi, shift.id);
	await site.moveClock(120);
	await writesNothing(site, 'too late', async () => {
		refused(await cancel(thandi, late.id), 409, 'cancel-too-late');
		refused(await cancel(johan, got.id), 409, 'cancel-too-late');
	});
	assert.equal((await johan.api.apiGet('shifts/mine')).json.items[0].may_cancel, false);
	assert.equal((await cancel(desk, late.id)).status, 200);
	refused(await cancel(desk, late.id), 409, 'booking-ended');
	assert.equal((await row(late.id)).end_reason, 'coordinator');
	await site.moveClock(start - await site.now());
	await writesNothing(site, 'begun', async () => {
		refused(await cancel(johan, got.id), 409, 'shift-started');
		refused(await cancel(desk, got.id), 409, 'shift-started');
		refused(await book(thandi, shift.id), 422, 'shift-past');
		refused(await desk.api.apiPost(`shifts/${shift.id}/assign`,
			{ person: thandi.id }), 422, 'shift-past');
	});
	assert.equal((await row(got.id)).state, 'booked');
});

test('mine: the running one first, then what comes; the past apart', async () => {
	const { page, id } = await reader(site, 'volunteer');
	const me = { api: desk.api };
	const list = (await whole(desk.api, `shifts?schedule=${patrol.id}`)).items;
	for (const shift of [list[3], list[1], list[5]]) {
		const reply = await me.api.apiPost(`shifts/${shift.id}/assign`, { person: id });
		assert.equal(reply.status, 201, reply.text);
	}
	const order = async () => links((await page.get('/shifts/mine')).text)
		.filter((l) => /^\/shifts\/\d+$/.test(l));
	assert.deepEqual(await order(), [list[1], list[3], list[5]].map((s) =>
		`/shifts/${s.id}`));
	await site.moveClock(instant(list[1].starts_at) + 60 - await site.now());
	assert.match(words((await page.get('/shifts/mine')).text), /on now/);
	await site.moveClock(3 * 3600);
	assert.deepEqual(await order(), [list[3], list[5], list[1]].map((s) =>
		`/shifts/${s.id}`));
	assert.match(words((await page.get('/shifts/mine')).text), /Past 2 h this month/);
	const past = await page.get(`/shifts/${list[1].id}`);
	assert.match(words(past.text), /you are on it/);
	assert.doesNotMatch(words(past.text), /Can’t make it/);
});

test('a shift of long ago is still there, but closed', async () => {
	const old = patrol.list[0];
	const reply = await johan.api.apiGet(`shifts/${old.id}`);
	assert.equal(reply.status, 200);
	refused(await book(johan, old.id), 422, 'shift-past');
	const { page } = await reader(site, 'volunteer');
	const shown = await page.get(`/shifts/${old.id}`);
	assert.match(words(shown.text), /nobody can sign up any more/);
	assert.ok(!/action="[^"]*\/book"/.test(shown.text));
	assert.equal(PATROL.seats, 2);
});
