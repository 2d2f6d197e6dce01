/*
 * Callbacks: the visitor's form and the page that tells what became of it, the
 * coordinators' queue.  No number is shown to whoever has no reason to ring
 * it (PRODUCT rules 11 and 13).
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { links, tags, words } from '../lib/html.js';
import { Stack } from '../lib/stack.js';
import { instant, program, reader, refused, ROOMY, whole, writesNothing,
	ZONE } from '../lib/watch.js';

const HOUR = 3600;
let site, desk, other, numbers = 0;

before(async () => {
	site = await Stack.start({ env: ROOMY });
	desk = await program(site, 'coordinator', 'Fatima Davids');
	other = await program(site, 'coordinator', 'Pieter Smit');
});
after(() => site?.stop());

const number = () => `+27825556${String(100 + numbers++)}`;

async function asked(fields = {}) {
	const phone = number();
	const reply = await site.client().apiPost('callbacks',
		{ phone, name: 'Marlene', consent: true, ...fields });
	assert.equal(reply.status, 201, reply.text);
	const [{ id }] = await site.sql('SELECT max(id) id FROM callback');
	return { id, phone, ...reply.json };
}

const status = (reference) => site.client().apiGet(`callback/${reference}`);
const claim = (who, id) => who.api.apiPost(`callbacks/${id}/claim`);
const note = (who, id, act, text) => who.api.apiPost(`callbacks/${id}/note`,
	{ act, ...text ? { note: text } : {} });

/* Asking ----------------------------------------------------------------------------- */

test('a request gets a reference that opens its page, and is stored sealed', async () => {
	const visitor = site.client();
	const reply = await visitor.submit('/callback', '/callback', {
		phone: '082 555 6001', name: 'Marlene Canary', when: 'now', topic: 'seen',
		message: 'Two men at the pump canary.', voicemail: '1', consent: '1' });
	assert.equal(reply.status, 303, reply.text);
	assert.match(reply.headers.location, /^\/callback\/[\w-]{22,}$/);
	const page = await visitor.get(reply.headers.location);
	assert.match(words(page.text), /We ring you \w+ by \d\d:\d\d/);
	assert.match(words(page.text), /number ending in 01/);
	assert.doesNotMatch(page.text, /5556001|555 6001|Canary|canary/);
	const dump = JSON.stringify(await site.sql('SELECT * FROM callback'));
	const token = reply.headers.location.slice('/callback/'.length);
	assert.ok(!dump.includes('anary') && !dump.includes('5556001') &&
		!dump.includes(token));
});

test('the API gives reference, promise and address', async () => {
	const got = await asked();
	assert.match(got.reference, /^[\w-]{32}$/);
	assert.equal(got.href, `/callback/${got.reference}`);
	const reply = await status(got.reference);
	assert.equal(reply.status, 200);
	assert.equal(reply.json.state, 'pending');
	assert.equal(reply.json.closed, false);
	assert.equal(reply.json.due_at, got.due_at);
	assert.equal(reply.json.tail, got.phone.slice(-2));
	assert.deepEqual(reply.json.track.map((s) => s.state), ['pending']);
});

test('what is promised lies within the hours in which we ring', async () => {
	const hour = (text) => Number(new Intl.DateTimeFormat('en', { timeZone: ZONE,
		hour: 'numeric', hourCycle: 'h23' }).format(new Date(text)));
	for (const [when, from, until] of [['morning', 8, 12], ['afternoon', 12, 17],
		['evening', 17, 20]]) {
		const { id, due_at } = await asked({ when });
		const { json } = await desk.api.apiGet(`callbacks/${id}`);
		assert.equal(hour(json.ring_from), from, when);
		assert.equal(hour(json.ring_until), until, when);
		assert.equal(json.ring_until, due_at);
		assert.ok(instant(json.ring_from) > await site.now(), 'tomorrow');
	}
	const { id } = await asked({ when: 'now' });
	const { json } = await desk.api.apiGet(`callbacks/${id}`);
	assert.ok(hour(json.ring_from) >= 8 && hour(json.ring_from) < 22);
	assert.ok(instant(json.due_at) - instant(json.ring_from) <= 2 * HOUR);
});

test('without consent, or with a number that cannot be, nothing is kept', async () => {
	await writesNothing(site, 'refused', async () => {
		for (const body of [{ phone: number() }, { phone: number(), consent: false }]) {
			const reply = await site.client().apiPost('callbacks', body);
			refused(reply, 422, null, 'consent');
		}
		refused(await site.client().apiPost('callbacks',
			{ phone: '082', consent: true }), 422, 'phone-invalid', 'phone');
	});
});

test('the honeypot gets an answer like the others, and writes nothing', async () => {
	const real = await asked();
	await writesNothing(site, 'the honeypot', async () => {
		const visitor = site.client();
		const page = await visitor.submit('/callback', '/callback', {
			phone: '082 555 6002', consent: '1', website: 'https://spam.example' });
		assert.equal(page.status, 303);
		assert.match(page.headers.location, /^\/callback\/[\w-]{32}$/);
		const api = await site.client().apiPost('callbacks', { phone: number(),
			consent: true, website: 'x' });
		assert.equal(api.status, 201);
		assert.deepEqual(Object.keys(api.json), ['reference', 'due_at', 'href']);
		assert.equal(api.json.reference.length, real.reference.length);
	});
});

test('the honeypot is on the page, but neither seen nor reached', async () => {
	const { text } = await site.client().get('/callback');
	const trap = tags(text, 'input').find((t) => t.attributes.name === 'website');
	assert.equal(trap.attributes.tabindex, '-1');
	assert.equal(trap.attributes.autocomplete, 'off');
	assert.match(text.slice(0, trap.at), /<div class="vh" aria-hidden="true">[^]*$/);
});

test('the visitor takes it back, once', async () => {
	const { reference, id } = await asked();
	const visitor = site.client();
	const reply = await visitor.submit(`/callback/${reference}`,
		`/callback/${reference}/cancel`);
	assert.equal(reply.status, 303, reply.text);
	const page = await visitor.get(`/callback/${reference}`);
	assert.match(words(page.text), /We will not ring.*This request is closed/);
	refused(await site.client().apiPost(`callback/${reference}/cancel`), 409,
		'callback-closed');
	refused(await claim(desk, id), 409, 'callback-closed');
	assert.deepEqual((await status(reference)).json.track.map((s) => s.state),
		['pending', 'cancelled']);
});

test('a reference is a secret: neighbours and guesses open nothing', async () => {
	const { reference } = await asked();
	const turned = reference.slice(0, -1) + (reference.endsWith('A') ? 'B' : 'A');
	for (const guess of [turned, reference.toLowerCase(), reference.slice(1),
		`${reference}A`, 'A'.repeat(32), '1']) {
		assert.equal((await status(guess)).status, guess === reference ? 200 : 404, guess);
		assert.equal((await site.client().apiPost(`callback/${guess}/cancel`)).status,
			guess === reference ? 200 : 404);
	}
	assert.equal((await status(reference)).json.state, 'pending');
});

/* The queue ---------------------------------------------------------------------------- */

test('the queue is by promise, without numbers, and for coordinators', async () => {
	const { phone } = await asked({ name: 'Sipho', message: 'A secret worry.' });
	const reply = await desk.api.apiGet('callbacks');
	assert.doesNotMatch(reply.text, /2782555|secret worry/);
	assert.ok(!reply.text.includes(phone));
	const due = reply.json.items.map((c) => instant(c.due_at));
	assert.deepEqual(due, [...due].sort((a, b) => a - b));
	assert.equal(reply.json.open, reply.json.items.length);
	const { page } = await reader(site, 'coordinator');
	assert.doesNotMatch((await page.get('/callbacks')).text, /82 ?555|secret worry/);
	const { api } = await program(site, 'volunteer');
	refused(await api.apiGet('callbacks'), 403, 'denied');
	refused(await api.apiPost('callbacks/1/claim'), 403, 'denied');
});

test('claiming shows number and words to the claimer, and to nobody else', async () => {
	const { id, phone } = await asked({ message: 'By the pump.' });
	const hidden = async (who) => {
		const { json, text } = await who.api.apiGet(`callbacks/${id}`);
		assert.equal(json.phone, null);
		assert.equal(json.message, null);
		assert.ok(!text.includes(phone.slice(3)));
	};
	await hidden(desk);
	const reply = await claim(desk, id);
	assert.equal(reply.status, 200, reply.text);
	assert.equal(reply.json.phone, phone);
	assert.equal(reply.json.message, 'By the pump.');
	assert.equal(reply.json.yours, true);
	await hidden(other);
	const seen = (await other.api.apiGet(`callbacks/${id}`)).json;
	assert.equal(seen.claimed_by, 'Fatima Davids');
	assert.equal(seen.yours, false);
	const second = await claim(other, id);
	refused(second, 409, 'callback-claimed');
	assert.match(second.json.detail, /Fatima Davids has claimed/);
	refused(await note(other, id, 'completed'), 409, 'callback-not-yours');
	assert.equal((await note(desk, id, 'back')).status, 200);
	await hidden(desk);
	assert.equal((await claim(other, id)).status, 200);
});

test('of two who claim at the same moment one has it', async () => {
	const { id, phone } = await asked();
	const replies = await Promise.all([desk, other, desk, other].map((w) => claim(w, id)));
	const won = replies.filter((r) => r.status === 200);
	assert.ok(won.length >= 1, replies.map((r) => r.text).join());
	const [one, two] = await Promise.all([desk, other].map(async (w) =>
		(await w.api.apiGet(`callbacks/${id}`)).json.phone));
	assert.deepEqual([one, two].filter(Boolean), [phone]);
});

test('notes are for the desk, states for the visitor too', async () => {
	const { id, reference } = await asked();
	await claim(desk, id);
	assert.equal((await note(desk, id, 'note', 'Sounded worried.')).status, 200);
	const missed = await note(desk, id, 'missed', 'Nobody picked up.');
	assert.equal(missed.status, 200, missed.text);
	assert.equal(missed.json.state, 'retrying');
	assert.ok(instant(missed.json.due_at) > await site.now(), 'it is due again later');
	await claim(desk, id);
	const done = await note(desk, id, 'completed', 'All is well.');
	assert.equal(done.status, 200, done.text);
	assert.equal(done.json.closed, true);
	assert.deepEqual(done.json.events.map((e) => e.note).filter(Boolean),
		['Sounded worried.', 'Nobody picked up.', 'All is well.']);
	const told = await status(reference);
	assert.deepEqual(told.json.track.map((s) => s.state),
		['pending', 'missed', 'retrying', 'completed']);
	assert.doesNotMatch(told.text, /worried|picked up|well|Fatima/);
	assert.equal(told.json.closed, true);
	refused(await note(desk, id, 'note', 'More.'), 409, 'callback-closed');
	const dump = JSON.stringify(await site.sql('SELECT * FROM callback_event'));
	assert.doesNotMatch(dump, /worried|picked up/);
});

test('the chips: open, mine and done hold what they say', async () => {
	const [mine, done] = [await asked(), await asked()];
	await claim(desk, mine.id);
	await claim(desk, done.id);
	await note(desk, done.id, 'failed');
	const ids = async (who, which) => (await whole(who.api,
		`callbacks?which=${which}`)).items.map((c) => c.id);
	assert.ok((await ids(desk, 'mine')).includes(mine.id));
	assert.ok(!(await ids(other, 'mine')).includes(mine.id));
	assert.ok((await ids(other, 'open')).includes(mine.id));
	assert.ok(!(await ids(desk, 'open')).includes(done.id));
	assert.ok((await ids(desk, 'done')).includes(done.id));
});

test('the desk’s page: claim, see the number, say how it went', async () => {
	const { id, phone } = await asked({ name: 'Lindiwe' });
	const { page } = await reader(site, 'coordinator');
	const queue = await page.get('/callbacks');
	assert.ok(links(queue.text).includes(`/callbacks/${id}`));
	let reply = await page.submit('/callbacks', `/callbacks/${id}/claim`);
	assert.equal(reply.status, 303, reply.text);
	const card = await page.get(reply.headers.location);
	assert.match(card.text, new RegExp(`href="tel:\\${phone}"`));
	reply = await page.submit(`/callbacks/${id}`, `/callbacks/${id}/note`,
		{ act: 'completed', note: 'Rang, all is well.' });
	assert.equal(reply.status, 303, reply.text);
	assert.match(words((await page.get(reply.headers.location)).text), /Noted/);
	assert.match(words((await page.get(`/callbacks/${id}`)).text), /Rang, all is well/);
});

test('every state changed is in the audit trail, without a number', async () => {
	const { id } = await asked();
	await claim(desk, id);
	await note(desk, id, 'completed');
	const rows = await site.sql(`SELECT event, actor FROM audit
		WHERE subject_kind = 'callback' AND subject = ${id} ORDER BY id`);
	assert.equal(rows[0].event, 'callback.asked');
	assert.ok(rows.some((r) => r.event === 'callback.claimed' && r.actor === desk.id));
	assert.ok(rows.length >= 3);
});

test('the queue is paged by key, to its end', async () => {
	for (let i = 0; i < 55; i++) {
		await asked({ when: i % 2 ? 'morning' : 'now' });
	}
	const { items, pages } = await whole(desk.api, 'callbacks');
	const [{ n }] = await site.sql(
		'SELECT count(*) n FROM callback WHERE closed_at IS NULL');
	assert.equal(items.length, n);
	assert.equal(new Set(items.map((c) => c.id)).size, n);
	assert.ok(pages > 1);
});

/* Limits and time; these move the clock or start anew ------------------------------------- */

test('five a minute from an address, the sixth is 429, on pages and API together', async () => {
	const strict = await Stack.start();
	try {
		const visitor = strict.client();
		const csrf = (await visitor.get('/callback')).hidden('csrf');
		const send = (i) => i % 2 ? strict.client().apiPost('callbacks',
			{ phone: number(), consent: true }) :
			visitor.form('/callback', { csrf, phone: number(), consent: '1',
				message: 'Kept.' });
		const replies = [];
		for (let i = 0; i < 7; i++) {
			replies.push(await send(i));
		}
		assert.deepEqual(replies.map((r) => r.status),
			[303, 201, 303, 201, 303, 429, 429]);
		for (const late of replies.slice(5)) {
			assert.ok(Number(late.headers['retry-after']) > 0);
		}
		assert.equal(replies[5].json.code, 'rate-limited');
		assert.match(replies[6].text, /Kept\./, 'what was typed is kept');
		assert.equal((await strict.sql('SELECT count(*) n FROM callback'))[0].n, 5);
		await strict.moveClock(61);
		assert.equal((await send(1)).status, 201, 'a minute later it goes on');
	} finally {
		await strict.stop();
	}
});

test('a claim that is forgotten ends, and a late promise is told', async () => {
	const { id, reference, due_at } = await asked({ when: 'now' });
	await claim(desk, id);
	await site.moveClock(instant(due_at) + 4 * HOUR - await site.now());
	const queue = await other.api.apiGet('callbacks');
	const late = queue.json.items.find((c) => c.id === id);
	assert.equal(late.overdue, true);
	assert.equal(late.claimed_by, null, 'the claim has run out');
	assert.ok(queue.json.overdue > 0);
	assert.equal((await desk.api.apiGet(`callbacks/${id}`)).json.phone, null);
	assert.equal((await claim(other, id)).status, 200);
	const page = await site.client().get(`/callback/${reference}`);
	assert.match(words(page.text), /We are late, and sorry/);
});

test('thirty days after the end the content is forgotten', async () => {
	const { id } = await asked({ name: 'Forget Me' });
	await claim(desk, id);
	assert.equal((await note(desk, id, 'completed', 'Bye.')).status, 200);
	await site.moveClock(31 * 86400);
	const { api } = await program(site, 'coordinator');
	let row;
	for (let i = 0; i < 100; i++) {
		[row] = await site.sql(`SELECT content_sealed, phone_index FROM callback
			WHERE id = ${id}`);
		if (row.content_sealed === null) {
			break;
		}
		await new Promise((done) => setTimeout(done, 200));
	}
	assert.equal(row.content_sealed, null);
	const card = await api.apiGet(`callbacks/${id}`);
	assert.equal(card.status, 200);
	assert.equal(card.json.name, null);
});
