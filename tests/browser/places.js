/*
 * places: a watch in which every page has something hard to show: the
 * demonstration, names without a space as long as they may be, a week of many
 * schedules, shifts and requests in every state.
 */
import assert from 'node:assert/strict';

import { EVERY_DAY, UNLIMITED } from '../lib/crowd.js';
import { Stack, until } from '../lib/stack.js';

export const LONG_NAME = 'Wolfeschlegelsteinhausenbergerdorffvoralternwaren' +
	'gewissenhaftschaferswessen';
const LONG_SCHEDULE = 'Nachtwanderungsundhundespaziergangsbegleitungsdienstplan';
const LONG_WORD = 'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbau';

const PHONE = {
	coordinator: '+447700900001',
	volunteer: '+447700900002',
	other: '+447700900003',
	idle: '+447700900030',
	long: '+447700900501',
	admin: '+447700900502',
	guest: '+447700900040',
	second: '+447700900503',
};

const ENV = { ...UNLIMITED, WATCHBILL_SITE_NAME: 'Zandvlei Watch',
	WATCHBILL_LIMITS_CALLBACKS_PER_MIN: '1000',
	WATCHBILL_LIMITS_APPLIES_PER_HOUR: '1000',
	WATCHBILL_POOL: '1' };

const hhmm = (seconds) => new Date(seconds * 1000)
	.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit',
		timeZone: 'Africa/Johannesburg' });

export class Places {
	/* A watch with everything in it. */
	static async full() {
		const places = new Places();
		places.site = await Stack.start({ args: ['--demo'], env: ENV });
		try {
			await places.people();
			await places.schedules();
			await places.bookings();
			await places.callbacks();
		} catch (error) {
			await places.site.stop();
			throw error;
		}
		return places;
	}

	/* One in which nothing has happened yet. */
	static async empty() {
		const places = await Places.fresh();
		await places.site.person('Fatima Davids', PHONE.admin, 'admin');
		places.as.admin = await places.site.browser(PHONE.admin);
		return places;
	}

	/* One that waits for its first administrator. */
	static async fresh() {
		const places = new Places();
		places.site = await Stack.start({ env: ENV });
		places.as = {};
		places.welcome = await until(() =>
			/(\/welcome\/\S+)\n/.exec(places.site.output)?.[1],
		'the one-time link');
		return places;
	}

	async people() {
		const { site } = this;
		await site.person(LONG_NAME, PHONE.long);
		await site.person('Fatima Jacobs', PHONE.admin, 'admin');
		await site.person('Rashid Salie', PHONE.second, 'coordinator');
		this.as = {};
		for (const role of Object.keys(PHONE)) {
			this.as[role] = await site.browser(PHONE[role]);
		}
		this.boss = await site.api(PHONE.coordinator);
		this.thandi = await site.api(PHONE.volunteer);
		this.person = async (name) => (await site.sql(`SELECT id FROM
			person WHERE name = '${name}'`))[0].id;
		this.suspended = await this.person('Zanele Ndlovu');
		const page = `/people/${this.suspended}`;
		const done = await this.as.admin.submit(page, `${page}/state`,
			{ state: 'suspended', version: (await this.as.admin.get(page))
				.hidden('version') });
		assert.equal(done.status, 303, done.text);
	}

	/* A schedule, from today unless told; the shifts that start from now. */
	async schedule(fields) {
		const made = await this.boss.apiPost('schedules', {
			time_zone: 'Africa/Johannesburg', duration_min: 120,
			seats: 4, needed: 2, ...fields });
		assert.equal(made.status, 201, made.text);
		const rows = await this.site.sql(`SELECT id FROM shift
			WHERE schedule = ${made.json.id}
			AND starts_at > ${await this.site.now()}
			ORDER BY starts_at LIMIT 10`);
		return { id: made.json.id, shifts: rows.map((r) => r.id) };
	}

	async schedules() {
		this.long = await this.schedule({ name: LONG_SCHEDULE,
			place: `${LONG_WORD}${LONG_WORD}`.slice(0, 120),
			notes: LONG_WORD.repeat(17), seats: 30, needed: 2,
			recurrence: { weekly: [{ days: EVERY_DAY, at: '23:55' }] } });
		for (let i = 0; i < 20; i++) {
			await this.schedule({ name: `Round ${i + 1} of the village`,
				place: 'Town hall', seats: 2 + i % 9, needed: i % 3,
				recurrence: { cron: `0 ${i} * * ${i % 7}` } });
		}
		this.soon = await this.schedule({ name: 'Gate', seats: 2, needed: 1,
			recurrence: { weekly: [{ days: EVERY_DAY,
				at: hhmm(await this.site.now() + 4200) }] } });
		this.twin = await this.schedule({ name: 'Second gate', seats: 3,
			recurrence: { weekly: [{ days: EVERY_DAY,
				at: hhmm(await this.site.now() + 4800) }] } });
		this.off = await this.schedule({ name: 'Harbour', seats: 2,
			recurrence: { weekly: [{ days: EVERY_DAY, at: '12:00' }] } });
	}

	async book(api, shift, buddy = {}) {
		const reply = await api.apiPost(`shifts/${shift}/book`, buddy);
		assert.equal(reply.status, 201, reply.text);
		return reply.json.id;
	}

	async bookings() {
		const { site } = this;
		const long = await site.api(PHONE.long);
		const other = await site.api(PHONE.other);
		await this.book(long, this.long.shifts[2],
			{ buddy_name: LONG_NAME });
		await this.book(this.thandi, this.long.shifts[2],
			{ buddy_name: 'Lerato' });
		await this.book(long, this.soon.shifts[1], {});
		this.late = await this.book(this.thandi, this.soon.shifts[0]);
		this.mine = await this.book(this.thandi, this.soon.shifts[1]);
		await this.book(other, this.soon.shifts[2]);
		await this.book(long, this.soon.shifts[2]);
		const reply = await this.boss.apiPost(
			`shifts/${this.off.shifts[0]}/cancel`,
			{ reason: 'The harbour is closed' });
		assert.equal(reply.status, 200, reply.text);
		const [past] = await site.sql(`SELECT id FROM shift
			WHERE ends_at < ${await site.now()} AND taken > 0 LIMIT 1`);
		this.past = past.id;
	}

	async callbacks() {
		const visitor = this.site.client();
		const ask = async (fields) => (await visitor.submit('/callback',
			'/callback', { phone: '+447700900601', when: 'now',
				topic: 'seen', consent: '1', ...fields })).headers.location;
		this.waiting = await ask({ name: LONG_NAME, topic: 'advice',
			message: LONG_WORD.repeat(17).slice(0, 1000) });
		this.closed = await ask({ phone: '+447700900602', name: 'Grant' });
		await ask({ phone: '+447700900603', name: 'Marlene',
			message: 'Two men at the pump house.', voicemail: '1' });
		await visitor.submit(this.closed, `${this.closed}/cancel`);
		const queue = await this.boss.apiGet('callbacks');
		const id = (name) => queue.json.items.find((i) =>
			i.name === name).id;
		this.callback = { open: id('Grant'), long: id(LONG_NAME),
			yours: id('Marlene'), others: id('Peter') };
		await this.claim('coordinator', this.callback.yours);
		await this.claim('second', this.callback.others);
		const [done] = await this.site.sql(
			'SELECT id FROM callback WHERE state = \'completed\'');
		this.callback.done = done.id;
	}

	async claim(role, id) {
		const page = `/callbacks/${id}`;
		const reply = await this.as[role].submit(page, `${page}/claim`);
		assert.equal(reply.status, 303, reply.text);
	}
}
