/* The main job, from an empty watch to a booked shift, as a browser does it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Stack } from '../lib/stack.js';

const ADMIN = '+27825550101';
const THANDI = '+27825550102';
const JOHAN = '+27825550103';

let site, admin, thandi, johan, shift;

before(async () => { site = await Stack.start(); });
after(() => site?.stop());

const tomorrow = async () => new Date((await site.now() + 86400) * 1000)
	.toISOString().slice(0, 10);

test('the one-time link makes the first admin, and only a POST uses it up', async () => {
	const link = /https:\S+(\/welcome\/\S+)/.exec(site.output)?.[1];
	assert.ok(link, site.output);
	admin = site.client();
	for (let i = 0; i < 2; i++) {
		assert.equal((await admin.get(link)).status, 200);
	}
	const reply = await admin.submit(link, link,
		{ name: 'Fatima Davids', phone: ADMIN });
	assert.equal(reply.status, 303, reply.text);
	assert.equal((await admin.get('/people')).status, 200);
	assert.equal((await site.client().get(link)).status, 404);
});

test('a coordinator previews a schedule, then lays it down', async () => {
	const day = await tomorrow();
	const fields = {
		name: 'Village patrol', 'recurrence.by': 'weekly',
		'recurrence.weekly.0.days': ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'],
		'recurrence.weekly.0.at': '22:00', hours: '4', starts_on: day,
		time_zone: 'Africa/Johannesburg', needed: '1', seats: '2',
		place: 'Masque Theatre',
	};
	let reply = await admin.submit('/schedules/new', '/schedules',
		{ ...fields, act: 'preview' });
	assert.equal(reply.status, 200, reply.text);
	assert.match(reply.text, /Every Monday, Tuesday, .* at 22:00|Every day at 22:00/);
	assert.equal((await site.sql('SELECT count(*) n FROM schedule'))[0].n, 0);
	reply = await admin.submit('/schedules/new', '/schedules',
		{ ...fields, act: 'save' });
	assert.equal(reply.status, 303, reply.text);
	assert.match((await admin.get('/schedules')).text, /Village patrol/);
});

test('a newcomer applies, sees where they stand, and is approved', async () => {
	thandi = site.client();
	let reply = await thandi.submit('/apply', '/apply',
		{ name: 'Thandi Mokoena', phone: '082 555 0102' });
	assert.equal(reply.status, 303, reply.text);
	await thandi.signInPages(site, THANDI);
	assert.match((await thandi.get('/')).text, /coordinator looks at your request/);
	assert.equal((await thandi.get('/shifts')).status, 403);
	const people = await admin.get('/people');
	const id = /\/people\/(\d+)[^>]*>Look/.exec(people.text)?.[1];
	assert.ok(id, people.text);
	reply = await admin.submit(`/people/${id}`, `/people/${id}/approve`);
	assert.equal(reply.status, 303, reply.text);
	await site.message(THANDI, /./);
	assert.equal((await thandi.get('/shifts')).status, 200);
});

test('a volunteer books a seat and finds it under mine', async () => {
	const list = await thandi.get('/shifts');
	shift = /href="\/shifts\/(\d+)"/.exec(list.text)?.[1];
	assert.ok(shift, list.text);
	const reply = await thandi.submit(`/shifts/${shift}`,
		`/shifts/${shift}/book`, { buddy_name: 'Lerato' });
	assert.equal(reply.status, 303, reply.text);
	assert.equal(reply.headers.location, '/shifts/mine');
	const mine = await thandi.get('/shifts/mine');
	assert.match(mine.text, /You are signed up/);
	assert.match(mine.text, /Village patrol/);
});

test('a second volunteer takes the last seat, a third is told who was quicker', async () => {
	await site.person('Johan Botha', JOHAN);
	johan = await site.browser(JOHAN);
	let reply = await johan.submit(`/shifts/${shift}`, `/shifts/${shift}/book`);
	assert.equal(reply.status, 303, reply.text);
	await site.person('Sipho Dlamini', '+27825550104');
	const sipho = await site.browser('+27825550104');
	const { text } = await sipho.get('/shifts/mine');
	const csrf = (await sipho.get('/more')).hidden('csrf');
	assert.ok(csrf, text);
	reply = await sipho.form(`/shifts/${shift}/book`, { csrf });
	assert.equal(reply.status, 409, reply.text);
	assert.match(reply.text, /Somebody was quicker/);
});

test('the first cancels freely, the seat is open again', async () => {
	const mine = await thandi.get('/shifts/mine');
	const path = /href="(\/bookings\/\d+\/cancel)"/.exec(mine.text)?.[1];
	assert.ok(path, mine.text);
	const reply = await thandi.submit(path, path);
	assert.equal(reply.status, 303, reply.text);
	const rows = await site.sql(`SELECT taken FROM shift WHERE id = ${shift}`);
	assert.equal(rows[0].taken, 1);
});

test('a visitor asks for a callback and the coordinator sees it', async () => {
	const visitor = site.client();
	const reply = await visitor.submit('/callback', '/callback', {
		phone: '082 555 0163', name: 'Marlene', when: 'now', topic: 'seen',
		message: 'Two men at the pump house.', consent: '1' });
	assert.equal(reply.status, 303, reply.text);
	const status = await visitor.get(reply.headers.location);
	assert.equal(status.status, 200);
	assert.match(status.text, /ending in 63/);
	const queue = await admin.get('/callbacks');
	assert.match(queue.text, /Marlene/);
	assert.doesNotMatch(queue.text, /5550163|555 0163/);
});
