/*
 * The main job in a real browser through the real nginx: from the one-time
 * link to a callback that is claimed, on a phone and on a laptop, with
 * JavaScript and without.  Only what stands on the pages is pressed.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Stack, until } from '../lib/stack.js';
import { LAPTOP, launch, PHONE, Screen } from './chromium.js';

const ADMIN = '+27825550201';
const COORDINATOR = '+27825550202';
const THANDI = '+27825550203';
const JOHAN = '+27825550204';

let browser;

before(async () => { browser = await launch(); });
after(() => browser?.close());

const local = (phone) => phone.replace(/^\+27(\d\d)(\d{3})(\d{4})$/,
	'0$1 $2 $3');

/* One watch from empty, the story told by the screens that open() gives. */
class Story {
	constructor(size, js) {
		this.size = size;
		this.js = js;
		this.name = `journey-${size.width}${js ? '' : '-nojs'}`;
		this.screens = [];
		this.shots = 0;
	}

	async open() {
		const screen = await Screen.open(browser, this.site,
			{ ...this.size, js: this.js });
		this.screens.push(screen);
		return screen;
	}

	shoot(screen, what) {
		this.shots++;
		const n = String(this.shots).padStart(2, '0');
		return screen.shoot(`${this.name}-${n}-${what}`);
	}

	/* Number, code from the outbox, and in. */
	async signIn(screen, phone) {
		await screen.go('/login');
		await screen.page.getByLabel('Your mobile number')
			.fill(local(phone));
		const before = (await this.site.sent()).length;
		await screen.press(screen.button('Send me a code'));
		assert.match(await screen.text(), new RegExp(phone.slice(-2)));
		const code = await this.site.code(phone, before);
		await this.shoot(screen, 'code');
		const box = screen.page.getByLabel('Six digits');
		if (this.js) {
			/* The sixth digit is enough. */
			const next = screen.page.waitForNavigation();
			await box.pressSequentially(code);
			await next;
		} else {
			await box.fill(code);
			await screen.press(screen.button('Sign in'));
		}
		assert.equal(new URL(screen.page.url()).pathname, '/');
	}

	async firstAdmin() {
		const link = await until(() =>
			/(https:\S+\/welcome\/\S+)\n/.exec(this.site.output)?.[1],
		'the one-time link');
		this.admin = await this.open();
		await this.admin.go(link);
		await this.admin.page.getByLabel('Your name').fill('Fatima Davids');
		await this.admin.page.getByLabel('Your mobile number')
			.fill(local(ADMIN));
		await this.shoot(this.admin, 'welcome');
		await this.admin.press(this.admin.button('Begin'));
		assert.match(await this.admin.text(),
			/You are the administrator of this watch/);
		await this.shoot(this.admin, 'begun');
	}

	async coordinator() {
		const { page } = this.admin;
		await this.admin.go('/people');
		await this.admin.press(this.admin.link('Add somebody'));
		await page.getByLabel('Name').fill('Rashid Salie');
		await page.getByLabel('Mobile number').fill(local(COORDINATOR));
		await page.getByLabel('Role').selectOption({ label: 'Coordinator' });
		await this.admin.press(this.admin.button('Add'));
		assert.match(await this.admin.text(), /Rashid Salie/);
		this.desk = await this.open();
		await this.signIn(this.desk, COORDINATOR);
	}

	async schedule() {
		const { desk } = this;
		const { page } = desk;
		await desk.go('/schedules');
		await desk.press(desk.link('Lay down a schedule'));
		await page.getByLabel('Name').fill('Village patrol');
		for (const day of ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']) {
			await page.getByRole('checkbox', { name: day }).first().check();
		}
		await page.getByLabel('Starts').locator('visible=true').first()
			.fill('22:00');
		const tomorrow = new Date((await this.site.now() + 86400) * 1000);
		await page.getByLabel('First date')
			.fill(tomorrow.toISOString().slice(0, 10));
		await page.getByLabel('Needs at least').fill('1');
		await page.getByLabel('Takes at most').fill('2');
		await page.getByLabel('Place to meet').fill('Masque Theatre car park');
		await desk.press(desk.button('Show the dates'));
		const shown = await desk.text();
		assert.match(shown, /Every day at 22:00|Every Monday, Tuesday/);
		assert.equal(await page.getByRole('listitem')
			.filter({ hasText: '22:00–02:00' }).count(), 10);
		const [{ n }] = await this.site.sql('SELECT count(*) n FROM schedule');
		assert.equal(n, 0, 'a preview writes nothing');
		assert.equal(await page.getByLabel('Name').inputValue(),
			'Village patrol');
		await this.shoot(desk, 'preview');
		await desk.press(desk.button('Save'));
		assert.equal(new URL(page.url()).pathname, '/schedules');
		assert.match(await desk.text(), /Village patrol/);
		await this.shoot(desk, 'schedules');
	}

	async newcomer() {
		this.thandi = await this.open();
		await this.thandi.go('/');
		await this.thandi.press(this.thandi.link('Ask to join'));
		await this.thandi.page.getByLabel('Your name').fill('Thandi Mokoena');
		await this.thandi.page.getByLabel('Your mobile number')
			.fill(local(THANDI));
		await this.thandi.press(this.thandi.button('Ask to join'));
		assert.match(await this.thandi.text(), /Thank you/);
		await this.signIn(this.thandi, THANDI);
		assert.match(await this.thandi.text(),
			/A coordinator looks at your request/);
		await this.shoot(this.thandi, 'guest');
	}

	async approved() {
		await this.desk.go('/');
		await this.shoot(this.desk, 'desk');
		await this.desk.press(this.desk.link('See them').first());
		await this.desk.press(this.desk.link('Look at Thandi Mokoena'));
		await this.shoot(this.desk, 'applicant');
		await this.desk.press(this.desk.button('Approve as a volunteer'));
		await this.site.message(THANDI, /./);
		await this.thandi.go('/shifts');
		assert.match(await this.thandi.text(), /Village patrol/);
		await this.shoot(this.thandi, 'shifts');
	}

	async booked() {
		const { page } = this.thandi;
		await this.thandi.press(this.thandi.link('Village patrol').first());
		this.shift = new URL(page.url()).pathname;
		await page.getByText('Bring a buddy').click();
		await page.getByLabel('Buddy\'s name').fill('Lerato');
		await this.shoot(this.thandi, 'shift');
		await this.thandi.press(this.thandi.button('Sign up'));
		assert.equal(new URL(page.url()).pathname, '/shifts/mine');
		const mine = await this.thandi.text();
		assert.match(mine, /You are signed up/);
		assert.match(mine, /Village patrol/);
		await this.shoot(this.thandi, 'mine');
	}

	async full() {
		await this.site.person('Johan Botha', JOHAN);
		this.johan = await this.open();
		await this.signIn(this.johan, JOHAN);
		await this.johan.go(this.shift);
		await this.johan.press(this.johan.button('Sign up'));
		await this.thandi.go(this.shift);
		assert.match(await this.thandi.text(), /2 of 2, full/);
		await this.shoot(this.thandi, 'full');
	}

	async cancelled() {
		await this.thandi.go('/shifts/mine');
		await this.thandi.press(this.thandi.link('Can’t make it'));
		await this.shoot(this.thandi, 'cancel');
		await this.thandi.press(
			this.thandi.button('Cancel this booking'));
		assert.match(await this.thandi.text(), /You have no shift ahead/);
		await this.johan.go(this.shift);
		assert.match(await this.johan.text(), /1 of 2, enough/);
	}

	async several() {
		await this.johan.go('/shifts');
		const pick = this.johan.button('Sign up for the ticked shifts');
		const boxes = this.johan.page.locator('.tick input');
		assert.equal(await pick.isVisible(), false, 'nothing is ticked yet');
		for (const i of [1, 2]) {
			await boxes.nth(i).check();
		}
		await this.shoot(this.johan, 'ticked');
		await this.johan.press(pick);
		const mine = await this.johan.text();
		assert.match(mine, /You are signed up for all you ticked/);
		assert.equal(mine.match(/Village patrol/g).length, 3);
	}

	async callback() {
		const visitor = await this.open();
		const { page } = visitor;
		await visitor.go('/');
		await visitor.press(visitor.link('Ask us to ring you'));
		await page.getByLabel('Your number').fill('082 555 0163');
		await page.getByLabel('First name').fill('Marlene');
		await page.getByLabel('In your words')
			.fill('Two men at the pump house.');
		await page.getByLabel('You may leave a voicemail').check();
		await page.getByLabel('Keep my number').check();
		await visitor.press(visitor.button('Ring me back'));
		assert.match(await visitor.text(), /ending in 63/);
		await this.shoot(visitor, 'callback');
		this.visitor = visitor;
	}

	async claimed() {
		await this.desk.go('/callbacks');
		let shown = await this.desk.text();
		assert.match(shown, /Marlene/);
		assert.doesNotMatch(shown, /555 ?0163/);
		await this.shoot(this.desk, 'queue');
		await this.desk.press(this.desk.button('Claim'));
		shown = await this.desk.text();
		assert.match(shown, /082 555 0163/);
		assert.match(shown, /Two men at the pump house/);
		await this.shoot(this.desk, 'claimed');
		await this.desk.press(this.desk.button('We talked'));
		await this.visitor.page.reload();
		assert.match(await this.visitor.text(), /closed/);
		await this.shoot(this.visitor, 'closed');
	}
}

const CHAPTERS = [
	['the one-time link makes the first admin', 'firstAdmin'],
	['an admin makes a coordinator, who signs in', 'coordinator'],
	['the coordinator looks at the dates, then saves them', 'schedule'],
	['a newcomer applies and sees where they stand', 'newcomer'],
	['the coordinator approves them', 'approved'],
	['they book a seat and find it under mine', 'booked'],
	['a second volunteer takes the last seat', 'full'],
	['the first cancels', 'cancelled'],
	['the second ticks two more and signs up for both', 'several'],
	['a visitor asks for a callback', 'callback'],
	['the coordinator claims it and talks', 'claimed'],
];

async function tell(story, t) {
	for (const [title, chapter] of CHAPTERS) {
		try {
			await story[chapter]();
			t.diagnostic(title);
		} catch (error) {
			error.message = `${title}: ${error.message}`;
			throw error;
		}
	}
}

for (const size of [PHONE, LAPTOP]) {
	for (const js of [true, false]) {
		const what = `${size.width} px${js ? '' : ' without JavaScript'}`;
		test(`HT-02 from an empty watch to a callback, ${what}`, async (t) => {
			const story = new Story(size, js);
			story.site = await Stack.start();
			try {
				await tell(story, t);
				assert.deepEqual(story.screens.flatMap((s) => s.faults),
					[], 'what the console said');
			} finally {
				await Promise.all(story.screens.map((s) => s.close()));
				await story.site.stop();
			}
		});
	}
}
