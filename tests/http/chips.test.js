/*
 * The chips of the list of shifts: what they leave out does not make a page
 * short, and the next page goes on where this one ended.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { links } from '../lib/html.js';
import { Stack } from '../lib/stack.js';
import { lay, program, reader, ROOMY, ZONE } from '../lib/watch.js';

const PAGE = 50, FAR = 'Pacific/Auckland';

let site, desk;

before(async () => {
	site = await Stack.start({ env: ROOMY });
	desk = await program(site, 'coordinator', 'Fatima Davids');
	for (const [name, cron, time_zone] of [['Day', '0 8-15 * * *', ZONE],
		['Edge of day', '0 6 * * *', ZONE], ['Evening', '0 18 * * *', ZONE],
		['Late', '59 5 * * *', ZONE], ['Far', '0 20 * * *', FAR],
		['Far day', '0 9 * * *', FAR]]) {
		await lay(desk.api, { name, time_zone, recurrence: { cron } });
	}
});
after(() => site?.stop());

/* The shifts of each page of a list, by the links on it. */
async function pagesOf(page, from) {
	const pages = [];
	for (let next = from; next;) {
		const { text } = await page.get(next);
		pages.push(links(text).filter((l) => /^\/shifts\/\d+$/.test(l))
			.map((l) => Number(l.slice(8))));
		next = links(text).find((l) => /after=/.test(l));
		assert.ok(pages.length < 200, `${from} never ends`);
	}
	return pages;
}

/* Each page but the last is full, and all of them are what is wanted. */
function full(pages, want) {
	assert.ok(pages.length > 2, 'there are several pages');
	assert.deepEqual(pages.slice(0, -1).map((p) => p.length),
		pages.slice(0, -1).map(() => PAGE));
	const last = pages.at(-1).length;
	assert.ok(last > 0 && last <= PAGE, `the last page has ${last}`);
	const ids = (list) => [...list].sort((a, b) => a - b);
	assert.deepEqual(ids(pages.flat()), ids(want.map((s) => s.id)));
}

const hour = (at, timeZone) => Number(new Intl.DateTimeFormat('en', { timeZone,
	hour: '2-digit', hourCycle: 'h23' }).format(new Date(at * 1000)));

test('a page of nights is full of nights, each in the zone of its shift', async () => {
	const { page } = await reader(site, 'volunteer');
	const all = await site.sql(`SELECT id, starts_at, zone FROM shift
		WHERE starts_at > ${await site.now()}`);
	const nights = all.filter((s) => hour(s.starts_at, s.zone) >= 18 ||
		hour(s.starts_at, s.zone) < 6);
	assert.ok(nights.length < all.length / 3, 'most shifts are by day');
	full(await pagesOf(page, '/shifts?show=night'), nights);
});

test('a page for me is full, though some collide with mine', async () => {
	const { page, id } = await reader(site, 'volunteer');
	const mine = (await site.sql(`SELECT id FROM shift WHERE name = 'Edge of day'
		AND starts_at > ${await site.now()} ORDER BY starts_at LIMIT 20`));
	for (const shift of mine) {
		const reply = await desk.api.apiPost(`shifts/${shift.id}/assign`,
			{ person: id });
		assert.equal(reply.status, 201, reply.text);
	}
	const want = await site.sql(`SELECT s.id FROM shift s
		WHERE s.starts_at > ${await site.now()} AND NOT EXISTS (
		SELECT 1 FROM booking b WHERE b.person = ${id} AND b.shift <> s.id
		AND b.ends_at > s.starts_at AND b.starts_at < s.ends_at)`);
	full(await pagesOf(page, '/shifts'), want);
});

test('who asks for what is hardly ever there gets a short page and a way on', async () => {
	const { id, list } = await lay(desk.api, { name: 'Half hours',
		recurrence: { cron: '0,30 7-17 * * *' }, duration_min: 30 });
	const { page } = await reader(site, 'volunteer');
	assert.ok(list.length > 1000 && list.length < 2000);
	const pages = await pagesOf(page, `/shifts?show=night&schedule=${id}`);
	assert.deepEqual(pages, [[], []]);
});
