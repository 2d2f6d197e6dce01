/*
 * Every form of every page, filled in wrongly: a message at the field and in
 * the summary, which leads to it; what was typed is still there; nothing is
 * written.  The "Bad input", PRODUCT rule 14, UX "the look".
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { byId, controls, errors, tags, valueOf, words } from '../lib/html.js';
import { Stack, until } from '../lib/stack.js';
import { day, freshPhone, lay, program, reader, ROOMY, somebody, writesNothing,
	ZONE } from '../lib/watch.js';

const LONG = (n) => 'x'.repeat(n);
const LINE = [['a\u202eb'], ['a\u0007b']];
const PHONE = [['', /is needed/], ['082', /no number we can/],
	['nobody', /no number we can/], [LONG(33), /too long/]];
const NAME = [['', /is needed/], ['x', /too short/], [LONG(81), /too long/], ...LINE];

let site, welcome, admin, coordinator, volunteer, visitor, shift, schedule, person;

before(async () => {
	site = await Stack.start({ env: ROOMY });
	welcome = await until(() => /https:\S+(\/welcome\/\S+)/
		.exec(site.output)?.[1], 'the first admin’s link');
	visitor = site.client();
	const desk = await program(site, 'coordinator');
	coordinator = (await reader(site, 'coordinator')).page;
	volunteer = (await reader(site, 'volunteer')).page;
	person = (await somebody(site, 'volunteer')).id;
	schedule = await lay(desk.api);
	shift = schedule.list[1].id;
	await site.client().apiPost('callbacks', { phone: freshPhone(),
		name: 'Marlene', consent: true });
});
after(() => site?.stop());

const idOf = (field) => field.replaceAll('.', '-');

/* A message at the field, and a link to it in the summary. */
function holdField(label, html, field, message) {
	const id = idOf(field);
	const summary = errors(html);
	assert.ok(summary?.length > 0, `${label}: no summary`);
	const entry = summary.find((e) => e.href?.startsWith(`#${id}`));
	assert.ok(entry, `${label}: ${JSON.stringify(summary)}`);
	assert.match(entry.message, message ?? /\w{3,}/, label);
	assert.ok(byId(html, entry.href.slice(1)), `${label}: ${entry.href} leads nowhere`);
	const told = tags(html).filter((t) => t.name !== 'p' &&
		(t.attributes['aria-describedby'] ?? '').split(' ').some((d) =>
			d.startsWith(id) && d.endsWith('-err')));
	assert.ok(told.length > 0, `${label}: no control names its error`);
	for (const tag of told) {
		assert.ok(tag.name === 'fieldset' ||
			tag.attributes['aria-invalid'] === 'true', `${label}: aria-invalid`);
		for (const named of tag.attributes['aria-describedby'].split(' ')) {
			assert.ok(byId(html, named), `${label}: ${named} is not there`);
		}
	}
	assert.match(/<title>([^<]*)/.exec(html)[1], /\w/, label);
}

/* What is no choice at all cannot be chosen again. */
const chooses = ([control]) => control.name === 'select' ||
	['radio', 'checkbox'].includes(control.attributes.type);

function holdKept(label, html, fields, bad, secret) {
	for (const [name, value] of Object.entries(fields)) {
		const found = controls(html, name);
		if (found.length === 0 || (name === bad && (secret || chooses(found)))) {
			continue;
		}
		assert.deepEqual([valueOf(html, name) ?? []].flat(), [value].flat(),
			`${label}: ${name} is kept`);
	}
}

/*
 * wrong(client, page, action, good, bad): each [field, value, message] of bad,
 * in the place of the good one.
 */
async function wrong(client, page, action, good, bad, also = {}) {
	await writesNothing(site, action, async () => {
		for (const [field, value, message] of bad) {
			const fields = { ...good, [field]: value };
			const label = `${action} ${field}=${String(value).slice(0, 40)}`;
			const reply = await client.submit(page, action, fields);
			assert.equal(reply.status, 422, `${label}: ${words(reply.text)}`);
			holdField(label, reply.text, field, message);
			holdKept(label, reply.text, fields, field, also.secret);
			assert.ok(reply.hidden('csrf'), `${label}: the form can be sent again`);
		}
	});
}

const under = (field, cases) => cases.map(([value, message]) =>
	[field, value, message]);

test('the form of the first admin, and the link still works after', async () => {
	await wrong(visitor, welcome, welcome, { name: 'Fatima Davids', phone: freshPhone() },
		[...under('name', NAME), ...under('phone', PHONE)]);
	admin = site.client();
	const reply = await admin.submit(welcome, welcome,
		{ name: 'Fatima Davids', phone: freshPhone() });
	assert.equal(reply.status, 303, reply.text);
	assert.equal((await admin.get('/people')).status, 200);
});

test('the form of signing in', async () => {
	await wrong(visitor, '/login', '/login/code', {}, under('phone', PHONE));
});

test('the form of the code, which never comes back', async () => {
	const client = site.client();
	await client.submit('/login', '/login/code', { phone: freshPhone() });
	for (const code of ['', '12345', LONG(13)]) {
		await wrong(client, '/login/verify', '/login/verify', {},
			[['code', code]], { secret: true });
	}
	const reply = await client.submit('/login/verify', '/login/verify',
		{ code: '000000' });
	assert.equal(reply.status, 401);
	holdField('a wrong code', reply.text, 'code', /wrong or too old/);
	assert.doesNotMatch(reply.text, /value="000000"/);
});

test('the form of applying', async () => {
	await wrong(visitor, '/apply', '/apply',
		{ name: 'Ann Other', phone: '082 555 0147' },
		[...under('name', NAME), ...under('phone', PHONE)]);
});

test('the form of a callback', async () => {
	await wrong(visitor, '/callback', '/callback', { phone: '082 555 0147',
		name: 'Marlene', when: 'evening', topic: 'advice', voicemail: '1',
		message: 'Two lines\nof <b>words</b> & "quotes".', consent: '1' }, [
		...under('phone', PHONE), ['name', LONG(81), /too long/],
		['when', 'midnight'], ['topic', 'weather'], ['message', LONG(1001), /too long/],
		['message', 'a\u202eb'], ['consent', '', /Tick/], ['voicemail', 'perhaps'],
	]);
});

test('the form of booking', async () => {
	await wrong(volunteer, `/shifts/${shift}`, `/shifts/${shift}/book`,
		{ buddy_name: 'Lerato', buddy_phone: '082 555 0148' }, [
			['buddy_name', LONG(81), /too long/], ...under('buddy_name', LINE),
			['buddy_phone', '082', /no number/], ['buddy_phone', LONG(33), /too long/]]);
});

test('the form of cancelling a shift', async () => {
	await wrong(coordinator, `/shifts/${shift}/cancel`, `/shifts/${shift}/cancel`, {},
		[['reason', LONG(101), /too long/], ...under('reason', LINE)]);
});

test('putting somebody on who cannot be', async () => {
	const page = `/week?shift=${shift}`, action = `/shifts/${shift}/assign`;
	await writesNothing(site, action, async () => {
		for (const [id, status] of [['', 422], ['abc', 422], ['0', 422],
			['12abc', 422], ['999999', [404, 422]]]) {
			const reply = await coordinator.submit(page, action, { person: id });
			assert.ok([status].flat().includes(reply.status), `${id}: ${reply.status}`);
			assert.ok(errors(reply.text)?.length === 1, `${id}: ${words(reply.text)}`);
			assert.match(reply.text, /<h1[^>]*>/);
		}
	});
});

test('the form of a schedule, entered as weekdays and time', async () => {
	const good = { name: 'Village patrol', 'recurrence.by': 'weekly',
		'recurrence.weekly.0.days': ['MO', 'TH'], 'recurrence.weekly.0.at': '22:00',
		'recurrence.weekly.1.days': ['SA'], 'recurrence.weekly.1.at': '05:30',
		hours: '4.5', starts_on: await day(site, 1), ends_on: await day(site, 30),
		time_zone: ZONE, needed: '1', seats: '2', place: 'Masque <Theatre>',
		notes: 'Bring\na torch & "coffee".' };
	const bad = [['name', '', /is needed/], ['name', LONG(61), /too long/],
		...under('name', LINE), ['hours', 'all night', /4:30/], ['hours', '0'],
		['hours', '49'], ['hours', '', /is needed/], ['starts_on', '2027-02-30', /real date/],
		['ends_on', '2027-13-01', /real date/], ['ends_on', '2001-01-01', /before the first/],
		['time_zone', 'Mars/Olympus', /no such time zone/], ['time_zone', '', /is needed/],
		['needed', '3', /more people than it takes/], ['needed', 'two', /whole number/],
		['seats', '0'], ['seats', '1001'], ['seats', '1e3', /whole number/],
		['place', LONG(121), /too long/], ['notes', LONG(1001), /too long/],
		['notes', 'a\u202eb'], ['recurrence.by', 'moon'],
		['recurrence.weekly.0.at', '25:00', /time of day/],
		['recurrence.weekly.0.at', '', /when it starts/],
		['recurrence.weekly.0.days', [], /weekday/],
		['recurrence.weekly.0.days', ['XX']]];
	for (const act of ['save', 'preview']) {
		await wrong(coordinator, '/schedules/new', '/schedules', { ...good, act }, bad);
	}
	await wrong(coordinator, `/schedules/${schedule.id}`, `/schedules/${schedule.id}`,
		{ ...good, version: String(schedule.version), act: 'save' }, bad);
	const never = await coordinator.submit('/schedules/new', '/schedules',
		{ ...good, act: 'save', starts_on: '2001-01-01', ends_on: '2001-02-01' });
	assert.equal(never.status, 422);
	holdField('a season that is over', never.text, 'recurrence', /never happens/);
});

test('the form of a schedule, entered as a rule or a cron line', async () => {
	const good = { name: 'Village patrol', hours: '4:30', time_zone: ZONE,
		needed: '1', seats: '2', act: 'save' };
	await wrong(coordinator, '/schedules/new', '/schedules', { ...good,
		'recurrence.by': 'rrule', 'recurrence.rrule': 'FREQ=WEEKLY;BYDAY=SA',
		'recurrence.start': '22:00' }, [
		['recurrence.rrule', 'FREQ=SECONDLY', /not more often/],
		['recurrence.rrule', 'every day'], ['recurrence.rrule', ''],
		['recurrence.rrule', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', /never/],
		['recurrence.rrule', LONG(301), /too long/],
		['recurrence.start', 'evening', /22:00/], ['recurrence.start', '', /22:00/]]);
	await wrong(coordinator, '/schedules/new', '/schedules', { ...good,
		'recurrence.by': 'cron', 'recurrence.cron': '0 22 * * 5,6' }, [
		['recurrence.cron', '0 22 * *', /five fields/], ['recurrence.cron', ''],
		['recurrence.cron', '0 0 30 2 *', /never/], ['recurrence.cron', '61 * * * *', /range/],
		['recurrence.cron', '* * * * *', /too many/]]);
});

test('the form of ending a schedule', async () => {
	await wrong(coordinator, `/schedules/${schedule.id}/end`,
		`/schedules/${schedule.id}/end`, {}, [['last', '', /is needed/],
			['last', '2027-02-30', /real date/], ['last', 'soon', /real date/]]);
});

test('the form of adding somebody', async () => {
	await wrong(coordinator, '/people/new', '/people', { name: 'Ann Other',
		phone: '082 555 0149', role: 'volunteer' }, [...under('name', NAME),
		...under('phone', PHONE), ['role', 'king']]);
	const { phone } = await somebody(site, 'volunteer');
	await writesNothing(site, 'a known number', async () => {
		const reply = await coordinator.submit('/people/new', '/people',
			{ name: 'Ann Other', phone, role: 'volunteer' });
		assert.equal(reply.status, 409, reply.text);
		holdField('a known number', reply.text, 'phone', /on the list/);
		assert.equal(valueOf(reply.text, 'name'), 'Ann Other');
	});
});

test('the forms of one person', async () => {
	await wrong(admin, `/people/${person}`, `/people/${person}/role`, {},
		[['role', 'king'], ['role', '', /Choose/]]);
	await writesNothing(site, 'state', async () => {
		for (const state of ['', 'erased']) {
			const reply = await admin.submit(`/people/${person}`,
				`/people/${person}/state`, { state });
			assert.equal(reply.status, 422, state);
			assert.equal(errors(reply.text).length, 1);
		}
	});
});

test('the form of a callback’s note', async () => {
	await coordinator.submit('/callbacks/1', '/callbacks/1/claim');
	await wrong(coordinator, '/callbacks/1', '/callbacks/1/note', { act: 'note' }, [
		['note', '', /is needed/], ['note', LONG(1001), /too long/],
		['note', 'a\u202eb']]);
	await writesNothing(site, 'act', async () => {
		for (const act of ['', 'called']) {
			const reply = await coordinator.submit('/callbacks/1', '/callbacks/1/note',
				{ act, note: 'Rang twice.' });
			assert.equal(reply.status, 422, act);
			assert.ok(errors(reply.text).length > 0);
			assert.equal(valueOf(reply.text, 'note'), 'Rang twice.');
		}
	});
});

test('several mistakes are told at once, each at its field', async () => {
	const reply = await visitor.submit('/callback', '/callback',
		{ phone: '', name: LONG(81), message: 'Kept.' });
	assert.equal(reply.status, 422);
	assert.match(words(reply.text), /3 things to put right/);
	for (const field of ['phone', 'name', 'consent']) {
		holdField('three', reply.text, field);
	}
	assert.equal(valueOf(reply.text, 'message'), 'Kept.');
	const order = errors(reply.text).map((e) => reply.text.indexOf(
		`id="${e.href.slice(1)}"`));
	assert.deepEqual(order, [...order].sort((a, b) => a - b),
		'the summary goes down the page');
});

test('fields unknown, given twice, or not text: refused, nothing written', async () => {
	const csrf = (await visitor.get('/apply')).hidden('csrf');
	const good = `csrf=${csrf}&name=Ann+Other&phone=0825550150`;
	await writesNothing(site, 'bytes', async () => {
		for (const [extra, status] of [['&role=admin', 422], ['&name=Second', 422],
			['&phone=0825550151', 422], ['&name.first=x', 422], ['&name[]=x', 422],
			['&x=%00', 400], ['&x=%ff', 400], ['&x=%c0%af', 400], ['&x=%ed%a0%80', 400],
			['&x=%zz', 400], ['&x=%4', 400], ['&=x', 400], ['&%00=x', 400],
			['&x=1'.repeat(600), 400]]) {
			const reply = await visitor.request('POST', '/apply', {
				headers: { 'content-type': 'application/x-www-form-urlencoded',
					origin: site.url }, body: good + extra });
			assert.ok([status].flat().includes(reply.status),
				`${extra.slice(0, 20)}: ${reply.status}`);
			assert.match(reply.text, /<h1/);
		}
		const query = await visitor.request('POST', '/apply?name=Other', {
			headers: { 'content-type': 'application/x-www-form-urlencoded',
				origin: site.url }, body: good });
		assert.equal(query.status, 400);
	});
});

test('a filter of a list that cannot be is told on the list’s own page', async () => {
	for (const [page, at] of [[volunteer, '/shifts?from=soon'],
		[volunteer, '/shifts?until=2027-02-30'], [volunteer, '/shifts?schedule=x'],
		[volunteer, '/shifts?show=mine'], [volunteer, '/shifts?after=%20'],
		[volunteer, '/shifts?open=1&open=1'], [volunteer, '/shifts?unknown=1'],
		[coordinator, '/week?from=today'], [coordinator, '/week?shift=-1'],
		[coordinator, '/people?role=king'], [coordinator, '/people?after=x'],
		[coordinator, '/callbacks?which=all'], [coordinator, '/callbacks?after=1.x'],
		[coordinator, '/schedules?ended=perhaps']]) {
		const reply = await page.get(at);
		assert.equal(reply.status, 422, `${at}: ${reply.status}`);
		assert.match(errors(reply.text)?.[0]?.message ?? '', /\w{3}/, at);
		assert.doesNotMatch(reply.text, /give them this/, at);
	}
	assert.equal((await volunteer.get('/shifts?from=&until=&schedule=&show=all')).status,
		200, 'an empty filter is none');
});
