/*
 * watch: a small watch for a test: people of each role, signed in, and a
 * schedule whose shifts they take.
 */
import assert from 'node:assert/strict';

import { withoutWorker } from './processes.js';

export const ZONE = 'Africa/Johannesburg';	/* no change of the clocks */
export const ROLES = ['public', 'guest', 'volunteer', 'coordinator', 'admin'];

/* Limits that a test which is not about limits never meets. */
export const ROOMY = {
	WATCHBILL_FLOOD: '10000r/s',
	WATCHBILL_LIMITS_CODES_PER_HOUR: '100000',
	WATCHBILL_LIMITS_CODES_PER_NUMBER: '100000',
	WATCHBILL_LIMITS_APPLIES_PER_HOUR: '100000',
	WATCHBILL_LIMITS_CALLBACKS_PER_MIN: '100000',
	WATCHBILL_LIMITS_READS_PER_MIN: '1000000',
	WATCHBILL_LIMITS_WRITES_PER_MIN: '1000000',
};

let numbers = 0;

/* A number nobody has had in this test file. */
export const freshPhone = () => `+2782555${String(3000 + numbers++)}`;

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
let names = 0;

export function freshName(first = 'Person') {
	const n = names++;
	return `${first} ${LETTERS[Math.floor(n / 26) % 26].toUpperCase()}` +
		`${LETTERS[n % 26]}`;
}

/* Somebody of that role: { id, name, phone }, by the operator's command. */
export async function somebody(site, role = 'volunteer', name = freshName()) {
	const phone = freshPhone();
	await site.person(name, phone, role);
	const [{ id }] = await site.sql('SELECT max(id) id FROM person');
	return { id, name, phone, role };
}

/* The same, signed in as a program: .api has the client. */
export async function program(site, role, name) {
	const who = await somebody(site, role, name);
	return { ...who, api: await site.api(who.phone) };
}

/* The same, signed in as a browser: .page has the client. */
export async function reader(site, role, name) {
	const who = await somebody(site, role, name);
	return { ...who, page: await site.browser(who.phone) };
}

/* The date of an instant in a zone, YYYY-MM-DD, whatever locales there are. */
export function localDate(instant, zone = ZONE) {
	const part = Object.fromEntries(new Intl.DateTimeFormat('en', {
		timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit',
	}).formatToParts(new Date(instant)).map((p) => [p.type, p.value]));
	return `${part.year}-${part.month}-${part.day}`;
}

/* A day from now, as the watch's zone has it: YYYY-MM-DD. */
export const day = async (site, ahead, zone = ZONE) =>
	localDate((await site.now() + ahead * 86400) * 1000, zone);

export const instant = (text) => Math.floor(Date.parse(text) / 1000);

export const PATROL = {
	name: 'Village patrol', recurrence: { cron: '0 20 * * *' },
	time_zone: ZONE, duration_min: 120, seats: 2, needed: 1,
};

/* Lays a schedule down and gives it, with all its shifts ahead. */
export async function lay(api, fields = {}) {
	const reply = await api.apiPost('schedules', { ...PATROL, ...fields });
	assert.equal(reply.status, 201, reply.text);
	return { ...reply.json, list: await shiftsOf(api, reply.json.id) };
}

/* Every page of a list, as one: { items, pages }. */
export async function whole(api, path) {
	const items = [];
	let pages = 0, next = `/api/v1/${path}`;
	while (next) {
		const reply = await api.get(next);
		assert.equal(reply.status, 200, `${next}: ${reply.text}`);
		items.push(...reply.json.items);
		next = reply.json.next;
		assert.ok(pages++ < 500, `${path} never ends`);
	}
	return { items, pages };
}

export const shiftsOf = async (api, schedule) =>
	(await whole(api, `shifts?schedule=${schedule}`)).items;

/* All that stands in the database: the rows of each table. */
export async function contents(site) {
	const tables = await site.sql(`SELECT name FROM sqlite_schema
		WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`);
	return Object.fromEntries(await Promise.all(tables.map(async ({ name }) =>
		[name, await site.sql(`SELECT * FROM "${name}"`)])));
}

/* The tables that differ, with how many rows of each are other than before. */
function changes(before, after) {
	return Object.keys(after).map((name) => {
		const had = new Set(before[name].map((row) => JSON.stringify(row)));
		const other = after[name].filter((row) =>
			!had.delete(JSON.stringify(row)));
		return `${name}: ${other.length} new or other, ${had.size} gone`;
	}).filter((line) => !/: 0 new or other, 0 gone$/.test(line));
}

/*
 * Runs it and holds that nothing in the database is other than before.  The
 * worker stands still for it: what it does by itself is not what is asked.
 */
export async function writesNothing(site, label, run) {
	return withoutWorker(site, async () => {
		const before = await contents(site);
		const result = await run();
		assert.deepEqual(changes(before, await contents(site)), [],
			`${label} wrote something`);
		return result;
	});
}

/* A refusal of the API: its status, its code, and the field it names. */
export function refused(reply, status, code, field) {
	const label = `${status} ${code ?? ''} ${field ?? ''}: ${reply.text}`;
	assert.equal(reply.status, status, label);
	if (code) {
		assert.equal(reply.json.code, code, label);
	}
	if (field) {
		const error = reply.json.errors.find((e) => e.field === field);
		assert.ok(error, label);
		assert.ok(error.message.length > 5, label);
	}
}
