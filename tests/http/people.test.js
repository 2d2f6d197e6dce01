/*
 * People: applying, being approved, roles, suspension, and who may do that to
 * whom (PRODUCT rules 6, 12 and 13).
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { links, words } from '../lib/html.js';
import { Stack } from '../lib/stack.js';
import { freshName, freshPhone, program, reader, refused, ROOMY, somebody, whole,
	writesNothing } from '../lib/watch.js';

let site, admin, desk, johan;

before(async () => {
	site = await Stack.start({ env: ROOMY });
	admin = await program(site, 'admin', 'Fatima Davids');
	desk = await program(site, 'coordinator', 'Pieter Smit');
	johan = await program(site, 'volunteer', 'Johan Botha');
});
after(() => site?.stop());

const person = async (id) =>
	(await site.sql(`SELECT * FROM person WHERE id = ${id}`))[0];
const act = (who, id, what, body = {}) =>
	who.api.apiPost(`people/${id}/${what}`, body);
const events = async (id) => (await site.sql(`SELECT event, actor FROM audit
	WHERE subject_kind = 'person' AND subject = ${id} ORDER BY id`));

async function applicant(name = freshName('Newcomer')) {
	const phone = freshPhone();
	const reply = await site.client().apiPost('apply', { name, phone });
	assert.equal(reply.status, 202, reply.text);
	const [{ id }] = await site.sql('SELECT max(id) id FROM person');
	return { id, name, phone };
}

/* Coming in ------------------------------------------------------------------------ */

test('applying makes a guest, who signs in and sees where they stand', async () => {
	const { id, phone } = await applicant();
	assert.equal((await person(id)).role, 'guest');
	const page = await site.browser(phone);
	assert.match(words((await page.get('/')).text), /A coordinator looks at your request/);
	for (const at of ['/shifts', '/shifts/mine', '/people', '/week']) {
		assert.equal((await page.get(at)).status, 403, at);
	}
});

test('applying with a number that is on the list gets the same answer', async () => {
	const fresh = await site.client().apiPost('apply',
		{ name: 'Ann Other', phone: freshPhone() });
	const people = () => site.sql('SELECT * FROM person');
	const before = await people();
	const known = await site.client().apiPost('apply',
		{ name: 'Ann Other', phone: johan.phone });
	assert.equal(known.status, fresh.status);
	assert.deepEqual(known.json, fresh.json);
	assert.deepEqual(Object.keys(known.headers), Object.keys(fresh.headers));
	assert.deepEqual(await people(), before, 'but nobody is made or renamed');
});

test('a coordinator approves, the newcomer is told and books at once', async () => {
	const { id, phone } = await applicant();
	const api = await site.api(phone);
	refused(await api.apiGet('shifts'), 403, 'denied');
	const from = (await site.sent()).length;
	const reply = await act(desk, id, 'approve');
	assert.equal(reply.status, 200, reply.text);
	assert.equal(reply.json.role, 'volunteer');
	assert.equal((await api.apiGet('shifts')).status, 200);
	await site.message(phone, /you are a volunteer now/, from);
	const row = await person(id);
	assert.equal(row.approved_by, desk.id);
	assert.deepEqual((await events(id)).at(-1), { event: 'person.approved',
		actor: desk.id });
	refused(await act(desk, id, 'approve'), 409, 'not-waiting');
});

test('two coordinators approve at once: one does, the other is told', async () => {
	const { id, phone } = await applicant();
	const from = (await site.sent()).length;
	const other = await program(site, 'coordinator');
	const replies = await Promise.all([act(desk, id, 'approve'),
		act(other, id, 'approve'), act(admin, id, 'approve')]);
	assert.deepEqual(replies.map((r) => r.status).sort(), [200, 409, 409]);
	await site.message(phone, /volunteer now/, from);
	const told = (await site.sent()).slice(from).filter((m) => m.to === phone);
	assert.equal(told.length, 1);
});

test('the waiting stand on the page with a link to look at them', async () => {
	const { id, name } = await applicant();
	const { page } = await reader(site, 'coordinator');
	const list = await page.get('/people');
	assert.match(words(list.text), new RegExp(`Waiting for you.*${name}`));
	assert.ok(links(list.text).includes(`/people/${id}`));
	const shown = await page.get(`/people/${id}`);
	assert.match(shown.text, new RegExp(`<h1[^>]*>${name}</h1>`));
	const reply = await page.submit(`/people/${id}`, `/people/${id}/approve`);
	assert.equal(reply.status, 303, reply.text);
	const after = await page.get('/people');
	assert.match(words(after.text), /Approved\. They have been told/);
	assert.doesNotMatch(words(after.text), new RegExp(`Waiting for you.*${name},`));
});

test('adding somebody makes a volunteer; a known number is told', async () => {
	const phone = freshPhone();
	const made = await desk.api.apiPost('people', { name: 'Lerato Nkosi', phone });
	assert.equal(made.status, 201, made.text);
	assert.equal(made.json.role, 'volunteer');
	assert.equal(made.json.phone, phone);
	assert.equal((await (await site.api(phone)).apiGet('shifts')).status, 200);
	await writesNothing(site, 'known', async () => {
		refused(await desk.api.apiPost('people', { name: 'Again', phone }), 409,
			'phone-known', 'phone');
		refused(await desk.api.apiPost('people', { name: 'Again',
			phone: phone.replace('+27', '0') }), 409, 'phone-known', 'phone');
	});
});

/* Roles ------------------------------------------------------------------------------ */

test('who may change whom: nobody above, nobody oneself', async () => {
	const other = await somebody(site, 'coordinator');
	await writesNothing(site, 'roles', async () => {
		refused(await act(desk, johan.id, 'role', { role: 'coordinator' }), 403, 'denied');
		refused(await act(johan, johan.id, 'role', { role: 'admin' }), 403, 'denied');
		refused(await act(admin, admin.id, 'role', { role: 'volunteer' }), 403,
			'person-self');
		refused(await act(admin, admin.id, 'state', { state: 'suspended' }), 403,
			'person-self');
		refused(await act(desk, desk.id, 'state', { state: 'suspended' }), 403,
			'person-self');
		for (const id of [admin.id, other.id]) {
			refused(await act(desk, id, 'state', { state: 'suspended' }), 403,
				'person-not-yours');
		}
		for (const role of ['coordinator', 'admin']) {
			refused(await desk.api.apiPost('people', { name: 'Sly Fox',
				phone: freshPhone(), role }), 403, 'person-not-yours');
		}
		refused(await act(desk, 999999, 'approve'), 404);
		refused(await act(johan, other.id, 'approve'), 403, 'denied');
	});
});

test('a role counts on the very next request, up and down', async () => {
	const who = await program(site, 'volunteer');
	assert.equal((await who.api.apiGet('people')).status, 403);
	const up = await act(admin, who.id, 'role', { role: 'coordinator' });
	assert.equal(up.status, 200, up.text);
	assert.equal((await who.api.apiGet('people')).status, 200);
	await act(admin, who.id, 'role', { role: 'guest' });
	assert.equal((await who.api.apiGet('shifts')).status, 403);
	assert.deepEqual((await events(who.id)).slice(-2).map((e) => e.event),
		['person.role', 'person.role']);
});

test('the last admin stays, whoever asks', async () => {
	await writesNothing(site, 'the last admin', async () => {
		for (const role of ['volunteer', 'guest', 'coordinator']) {
			await assert.rejects(
				site.watchbill('person', 'role', String(admin.id), role),
				/last admin/i);
		}
	});
	const second = await program(site, 'admin');
	const reply = await act(second, admin.id, 'role', { role: 'coordinator' });
	assert.equal(reply.status, 200, reply.text);
	refused(await act(admin, second.id, 'role', { role: 'guest' }), 403, 'denied');
	assert.equal((await act(second, admin.id, 'role', { role: 'admin' })).status, 200);
	await act(admin, second.id, 'role', { role: 'volunteer' });
});

test('admins who demote each other at the same moment leave one', async () => {
	for (let round = 0; round < 5; round++) {
		const [a, b] = [await program(site, 'admin'), await program(site, 'admin')];
		await act(a, admin.id, 'role', { role: 'coordinator' });
		const replies = await Promise.all([
			act(a, b.id, 'role', { role: 'volunteer' }),
			act(b, a.id, 'role', { role: 'volunteer' })]);
		assert.equal(replies.filter((r) => r.status === 200).length, 1,
			replies.map((r) => r.text).join());
		const left = await site.sql(`SELECT id FROM person
			WHERE role = 'admin' AND state = 'active'`);
		assert.equal(left.length, 1);
		const one = left[0].id === a.id ? a : b;
		await act(one, admin.id, 'role', { role: 'admin' });
		await act(admin, one.id, 'role', { role: 'volunteer' });
	}
});

test('what somebody else changed meanwhile is not changed again', async () => {
	const { id } = await somebody(site, 'volunteer');
	const { version } = (await admin.api.apiGet(`people/${id}`)).json;
	assert.equal((await act(admin, id, 'role', { role: 'coordinator', version })).status,
		200);
	refused(await act(admin, id, 'role', { role: 'guest', version }), 409,
		'person-changed');
	refused(await act(admin, id, 'state', { state: 'suspended', version }), 409,
		'person-changed');
	assert.equal((await person(id)).role, 'coordinator');
});

/* Suspension --------------------------------------------------------------------------- */

test('who is suspended is out at once, and cannot come in until reinstated', async () => {
	const who = await program(site, 'volunteer');
	const page = (await reader(site, 'volunteer'));
	for (const id of [who.id, page.id]) {
		const reply = await act(desk, id, 'state', { state: 'suspended' });
		assert.equal(reply.status, 200, reply.text);
		assert.equal(reply.json.state, 'suspended');
	}
	assert.equal((await who.api.apiGet('shifts')).status, 401);
	assert.equal((await page.page.get('/shifts')).status, 303);
	await site.moveClock(61);
	const from = (await site.sent()).length;
	const asked = await site.client().apiPost('login/code', { phone: who.phone });
	assert.equal(asked.status, 202, 'the same answer as for everybody');
	const other = await somebody(site, 'volunteer');
	await site.client().apiPost('login/code', { phone: other.phone });
	await site.code(other.phone, from);
	assert.ok(!(await site.sent()).slice(from).some((m) => m.to === who.phone),
		'but no code');
	assert.equal((await act(desk, who.id, 'state', { state: 'active' })).status, 200);
	assert.equal((await who.api.apiGet('shifts')).status, 401, 'the old session is over');
	await site.moveClock(121);
	assert.equal((await (await site.api(who.phone)).apiGet('shifts')).status, 200);
	assert.deepEqual((await events(who.id)).slice(-2).map((e) => e.event),
		['person.suspended', 'person.resumed']);
});

/* The list ------------------------------------------------------------------------------- */

test('the list is by name, paged, and found by role and by name', async () => {
	const api = (await program(site, 'coordinator')).api;
	for (let i = 0; i < 56; i++) {
		const reply = await api.apiPost('people', { phone: freshPhone(),
			name: `${['Ängela', 'anna', 'Bea', 'Zoë'][i % 4]} ${freshName()}` });
		assert.equal(reply.status, 201, reply.text);
	}
	const { items, pages } = await whole(api, 'people');
	const [{ n }] = await site.sql(`SELECT count(*) n FROM person
		WHERE state <> 'erased'`);
	assert.equal(items.length, n);
	assert.equal(new Set(items.map((p) => p.id)).size, n);
	assert.ok(pages > 1);
	const guests = (await whole(api, 'people?role=guest')).items;
	assert.ok(guests.length > 0 && guests.every((p) => p.role === 'guest'));
	const found = (await whole(api, 'people?q=johan')).items;
	assert.ok(found.some((p) => p.id === johan.id), JSON.stringify(found));
	assert.ok(found.every((p) => /johan/i.test(p.name)));
	for (const q of ['%25', '_', '%5C', '%27', '%22', 'zzzz']) {
		assert.deepEqual((await api.apiGet(`people?q=${q}`)).json.items, [], q);
	}
});

test('numbers stand on one person’s page, for coordinators, and in no list', async () => {
	const { page } = await reader(site, 'coordinator');
	const { page: other } = await reader(site, 'volunteer');
	assert.doesNotMatch((await page.get('/people')).text, /\+?27 ?82|082 555/);
	const { text } = await desk.api.apiGet('people');
	assert.doesNotMatch(text, /2782/);
	const one = await page.get(`/people/${johan.id}`);
	assert.match(one.text, new RegExp(`href="tel:\\${johan.phone}"`));
	assert.equal((await desk.api.apiGet(`people/${johan.id}`)).json.phone, johan.phone);
	refused(await johan.api.apiGet(`people/${johan.id}`), 403, 'denied');
	assert.equal((await other.get(`/people/${johan.id}`)).status, 403);
});
