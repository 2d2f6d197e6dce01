/*
 * Every page of every role, as it looks on a phone and on a laptop, by day
 * and by night: axe and html-validate find nothing, nothing leaves the screen
 * at 320 px, everything can be read and pressed.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { LAPTOP, launch, PHONE, Screen, SMALLEST } from './chromium.js';
import { accessible, fits, unfold, wellFormed } from './inspect.js';
import { Places } from './places.js';

let browser, full, empty, fresh;

before(async () => {
	[browser, full, empty, fresh] = await Promise.all([launch(),
		Places.full(), Places.empty(), Places.fresh()]);
});
after(async () => {
	await browser?.close();
	await Promise.all([full, empty, fresh].map((p) => p?.site.stop()));
});

/* Sends the page's form as it is, whatever the browser thinks of it. */
const send = (fields = {}, button) => async (screen) => {
	const { page } = screen;
	const form = page.locator('main form[method="post"]').first();
	for (const [name, value] of Object.entries(fields)) {
		const box = form.locator(`[name="${name}"]`).first();
		if (typeof value === 'boolean') {
			await box.setChecked(value);
		} else {
			await box.fill(value);
		}
	}
	await form.evaluate((f) => { f.noValidate = true; });
	return screen.press(button ? form.getByRole('button', { name: button }) :
		form.getByRole('button').last());
};

/* A number, a code asked for, and what then is done with it. */
const askCode = async (screen) => {
	await screen.page.getByLabel('Your mobile number')
		.fill(`+4477009007${String(codes++ % 100).padStart(2, '0')}`);
	return screen.press(screen.button('Send me a code'));
};
let codes = 0;

/* The first two of the list. */
const tick = async (screen) => {
	for (const i of [0, 1]) {
		await screen.page.locator('.tick input').nth(i).check();
	}
};

/*
 * What is looked at: of which watch, by whom, where, and what is pressed
 * there first.  `status` is what the last answer must have.  In English unless
 * `language` says otherwise.
 */
const PAGES = [
	/* Whoever comes by */
	['home-public', { path: '/' }],
	['more-public', { path: '/more' }],
	['login', { path: '/login' }],
	['login-wrong', { path: '/login', act: send({ phone: '12' }),
		status: 422 }],
	['code', { path: '/login', act: askCode }],
	['code-wrong', { path: '/login', status: 422, act: async (screen) => {
		await askCode(screen);
		return send({ code: '000' })(screen);
	} }],
	['code-again', { path: '/login', act: async (screen) => {
		await askCode(screen);
		return screen.go('/login/verify');
	} }],
	['code-none', { path: '/login/verify' }],
	['apply', { path: '/apply' }],
	['apply-wrong', { path: '/apply', act: send({ name: 'X' }),
		status: 422 }],
	['applied', { path: '/applied' }],
	['callback', { path: '/callback' }],
	['callback-wrong', { path: '/callback', act: send({ phone: '1' }),
		status: 422 }],
	['callback-waiting', { path: () => full.waiting }],
	['callback-closed', { path: () => full.closed }],
	['callback-unknown', { path: `/callback/${'A'.repeat(32)}`,
		status: 404 }],
	['nowhere', { path: '/callback/too/deep', status: 404 }],
	['signed-out', { path: '/shifts' }],
	['nginx-nowhere', { path: '/no/such/page', status: 404 }],
	['nginx-too-large', { path: '/callback', status: 413,
		act: async (screen) => {
			await screen.page.getByLabel('In your words')
				.evaluate((box) => { box.maxLength = 100000; });
			return send({ message: 'x'.repeat(20000) })(screen);
		} }],
	['welcome', { of: () => fresh, path: () => fresh.welcome }],
	['welcome-wrong', { of: () => fresh, path: () => fresh.welcome,
		act: send({ phone: '12' }), status: 422 }],
	['welcome-used', { path: '/welcome/used', status: 404 }],

	/* A guest */
	['home-guest', { as: 'guest', path: '/' }],
	['more-guest', { as: 'guest', path: '/more' }],
	['forbidden', { as: 'guest', path: '/shifts', status: 403 }],

	/* A volunteer */
	['home', { as: 'volunteer', path: '/' }],
	['home-idle', { as: 'idle', path: '/' }],
	['more', { as: 'volunteer', path: '/more' }],
	['shifts', { as: 'volunteer', path: '/shifts' }],
	['shifts-all', { as: 'volunteer', path: '/shifts?show=all' }],
	['shifts-night', { as: 'volunteer', path: '/shifts?show=night' }],
	['shifts-schedule', { as: 'volunteer',
		path: () => `/shifts?show=all&schedule=${full.long.id}` }],
	['shifts-none', { as: 'volunteer',
		path: '/shifts?from=2031-01-01&until=2031-01-02' }],
	['shifts-wrong', { as: 'volunteer', path: '/shifts?from=2026-02-30',
		status: 422 }],
	['shifts-ticked', { as: 'volunteer', path: '/shifts', act: tick }],
	['shifts-refused', { as: 'idle', path: '/shifts', status: 409,
		act: async (screen) => {
			await screen.page.locator('.tick input').first()
				.evaluate((box, id) => { box.value = id; },
					full.soon.shifts[2]);
			await tick(screen);
			return screen.press(screen.button(
				'Sign up for the ticked shifts'));
		} }],
	['mine', { as: 'volunteer', path: '/shifts/mine' }],
	['mine-idle', { as: 'idle', path: '/shifts/mine' }],
	['shift', { as: 'volunteer',
		path: () => `/shifts/${full.long.shifts[4]}` }],
	['shift-mine', { as: 'volunteer',
		path: () => `/shifts/${full.long.shifts[2]}` }],
	['shift-full', { as: 'idle', path: () => `/shifts/${full.soon.shifts[2]}` }],
	['shift-collides', { as: 'volunteer',
		path: () => `/shifts/${full.twin.shifts[1]}` }],
	['shift-cancelled', { as: 'volunteer',
		path: () => `/shifts/${full.off.shifts[0]}` }],
	['shift-past', { as: 'volunteer', path: () => `/shifts/${full.past}` }],
	['shift-unknown', { as: 'volunteer', path: '/shifts/999999',
		status: 404 }],
	['book-wrong', { as: 'volunteer', status: 422,
		path: () => `/shifts/${full.long.shifts[4]}`,
		act: async (screen) => {
			await unfold(screen.page);
			return send({ buddy_name: 'B', buddy_phone: '12' },
				'Sign up')(screen);
		} }],
	['cancel', { as: 'volunteer', path: () => `/bookings/${full.mine}/cancel` }],
	['cancel-late', { as: 'volunteer',
		path: () => `/bookings/${full.late}/cancel` }],

	/* A coordinator */
	['home-desk', { as: 'coordinator', path: '/' }],
	['more-desk', { as: 'coordinator', path: '/more' }],
	['week', { as: 'coordinator', path: '/week' }],
	['week-shift', { as: 'coordinator',
		path: () => `/week?shift=${full.long.shifts[2]}` }],
	['week-full', { as: 'coordinator',
		path: () => `/week?shift=${full.soon.shifts[2]}` }],
	['week-nobody-found', { as: 'coordinator',
		path: () => `/week?shift=${full.long.shifts[2]}&q=Nemo` }],
	['week-empty', { as: 'coordinator', path: '/week?from=2031-01-01' }],
	['shift-cancel', { as: 'coordinator',
		path: () => `/shifts/${full.long.shifts[2]}/cancel` }],
	['shift-cancel-wrong', { as: 'coordinator', status: 422,
		path: () => `/shifts/${full.long.shifts[2]}/cancel`,
		act: async (screen) => {
			await screen.page.getByLabel('Why')
				.evaluate((box) => { box.maxLength = 1000; });
			return send({ reason: 'x'.repeat(101) })(screen);
		} }],
	['people', { as: 'coordinator', path: '/people' }],
	['people-none', { as: 'coordinator', path: '/people?q=Nemo' }],
	['person', { as: 'coordinator',
		path: async () => `/people/${await full.person('Thandi Mokoena')}` }],
	['person-long', { as: 'coordinator', path: async () => `/people/${
		(await full.site.sql('SELECT id FROM person WHERE ' +
		'length(name) > 70'))[0].id}` }],
	['person-guest', { as: 'coordinator',
		path: async () => `/people/${await full.person('Ingrid Olivier')}` }],
	['person-suspended', { as: 'coordinator',
		path: () => `/people/${full.suspended}` }],
	['person-add', { as: 'coordinator', path: '/people/new' }],
	['person-add-wrong', { as: 'coordinator', path: '/people/new',
		act: send({ name: 'N', phone: '12' }), status: 422 }],
	['schedules', { as: 'coordinator', path: '/schedules' }],
	['schedules-ended', { as: 'coordinator', path: '/schedules?ended=1' }],
	['schedule-new', { as: 'coordinator', path: '/schedules/new' }],
	['schedule-new-wrong', { as: 'coordinator', path: '/schedules/new',
		act: send({ name: '', time_zone: 'Nowhere', needed: '9',
			seats: '2' }), status: 422 }],
	['schedule-preview', { as: 'coordinator', path: '/schedules/new',
		act: send({ name: 'Dog walk', 'recurrence.weekly.0.days': true,
			'recurrence.weekly.0.at': '05:30' }, 'Show the dates') }],
	['schedule', { as: 'coordinator',
		path: () => `/schedules/${full.long.id}` }],
	['schedule-orphans', { as: 'coordinator', status: 409,
		path: () => `/schedules/${full.long.id}`,
		act: send({ 'recurrence.weekly.0.at': '21:00' }) }],
	['schedule-end', { as: 'coordinator',
		path: () => `/schedules/${full.long.id}/end` }],
	['schedule-end-orphans', { as: 'coordinator', status: 409,
		path: () => `/schedules/${full.long.id}/end`,
		act: async (screen) => send({ last:
			new Date((await full.site.now()) * 1000).toISOString()
				.slice(0, 10) })(screen) }],
	['callbacks', { as: 'coordinator', path: '/callbacks' }],
	['callbacks-mine', { as: 'coordinator', path: '/callbacks?which=mine' }],
	['callbacks-done', { as: 'coordinator', path: '/callbacks?which=done' }],
	['callback-open', { as: 'coordinator',
		path: () => `/callbacks/${full.callback.open}` }],
	['callback-long', { as: 'coordinator',
		path: () => `/callbacks/${full.callback.long}` }],
	['callback-yours', { as: 'coordinator',
		path: () => `/callbacks/${full.callback.yours}` }],
	['callback-others', { as: 'coordinator',
		path: () => `/callbacks/${full.callback.others}` }],
	['callback-done', { as: 'coordinator',
		path: () => `/callbacks/${full.callback.done}` }],

	/* An administrator, and a watch in which nothing has happened */
	['person-admin', { as: 'admin',
		path: async () => `/people/${await full.person('Rashid Salie')}` }],
	['home-empty', { of: () => empty, as: 'admin', path: '/' }],
	['shifts-empty', { of: () => empty, as: 'admin', path: '/shifts' }],
	['mine-empty', { of: () => empty, as: 'admin', path: '/shifts/mine' }],
	['week-none', { of: () => empty, as: 'admin', path: '/week' }],
	['people-alone', { of: () => empty, as: 'admin', path: '/people' }],
	['schedules-none', { of: () => empty, as: 'admin', path: '/schedules' }],
	['callbacks-none', { of: () => empty, as: 'admin', path: '/callbacks' }],

	/* Where words are longer */
	['callback-af', { language: 'af', path: '/callback',
		act: send({ phone: '1' }), status: 422 }],
	['week-af', { language: 'af', as: 'coordinator',
		path: () => `/week?shift=${full.long.shifts[2]}` }],
	['callbacks-af', { language: 'af', as: 'coordinator',
		path: '/callbacks' }],
	['person-af', { language: 'af', as: 'coordinator',
		path: async () => `/people/${await full.person('Ingrid Olivier')}` }],
	['schedule-new-af', { language: 'af', as: 'coordinator',
		path: '/schedules/new' }],
];

/* The page of an entry in a window of that size, and the answer behind it. */
async function show(entry, size) {
	const places = entry.of?.() ?? full;
	const screen = await Screen.open(browser, places.site,
		{ ...size, as: places.as[entry.as], language: entry.language });
	const path = typeof entry.path === 'function' ?
		await entry.path() : entry.path;
	let answer = await screen.go(path);
	if (entry.act) {
		answer = await entry.act(screen) ?? answer;
	}
	assert.equal(answer.status(), entry.status ?? 200, `of ${path}`);
	return { screen, answer };
}

const byNight = ['color-contrast', 'link-in-text-block'];

async function look(name, entry, size, faults) {
	const { screen, answer } = await show(entry, size);
	const { page } = screen;
	const add = (where, list) =>
		faults.push(...list.map((f) => `${size.width} ${where}: ${f}`));

	try {
		if (size === PHONE) {
			add('html', await wellFormed(await answer.text()));
		}
		add('ruler', await fits(page));
		await screen.shoot(`${name}-${size.width}`);
		await page.emulateMedia({ colorScheme: 'dark' });
		await screen.shoot(`${name}-${size.width}-dark`);
		if (size === PHONE) {
			await unfold(page);
			add('dark', await accessible(page, byNight));
			await page.emulateMedia({ colorScheme: 'light' });
			add('light', await accessible(page));
			await page.setViewportSize(SMALLEST);
			add('at 320', await fits(page));
		}
		add('console', screen.faults);
	} finally {
		await screen.close();
	}
}

describe('every page can be read and used by everybody', { concurrency: 2 }, () => {
	for (const [name, entry] of PAGES) {
		test(`page ${name}`, async () => {
			const faults = [];

			await look(name, entry, PHONE, faults);
			await look(name, entry, LAPTOP, faults);
			assert.deepEqual(faults, []);
		});
	}
});

test('the week on paper has a line to sign for each place', async () => {
	const screen = await Screen.open(browser, full.site,
		{ ...LAPTOP, as: full.as.coordinator });
	const { page } = screen;
	const row = page.locator('.paper tr').filter({ hasText: 'Second gate' })
		.first();

	try {
		await screen.go('/week');
		assert.equal(await page.locator('.paper').isVisible(), false);
		assert.equal(await screen.button('Print').isVisible(), true);
		await page.emulateMedia({ media: 'print' });
		assert.deepEqual(await page.locator('.paper thead th')
			.allInnerTexts(), ['Time', 'Shift', 'Name', 'Signature']);
		assert.equal(await page.locator('.grid').isVisible(), false);
		assert.equal(await row.locator('p').count(), 3);
		for (const line of await row.locator('p').all()) {
			const { width, height } = await line.boundingBox();
			assert.ok(height >= 28 && width > 200, `${width} x ${height}`);
		}
		const gate = page.locator('.paper tr')
			.filter({ has: page.locator('b', { hasText: /^Gate$/ }) });
		assert.match((await gate.allInnerTexts()).join('\n'),
			/Johan Botha/);
	} finally {
		await screen.close();
	}
});

test('the first visit of a phone takes at most 30 KB', async (t) => {
	const places = full;
	const screen = await Screen.open(browser, places.site,
		{ ...PHONE, as: places.as.volunteer });
	const wire = await screen.context.newCDPSession(screen.page);
	let bytes = 0;

	try {
		await wire.send('Network.enable');
		wire.on('Network.loadingFinished', (done) => {
			bytes += done.encodedDataLength;
		});
		await screen.page.goto('/shifts', { waitUntil: 'networkidle' });
		t.diagnostic(`figure: /shifts on a phone, ${bytes} bytes`);
		assert.ok(bytes > 5000 && bytes <= 30 * 1024, `${bytes} bytes`);
	} finally {
		await screen.close();
	}
});

test('no page is forgotten', async () => {
	const seen = new Set();
	const rows = (await full.site.routes()).filter((r) => r.view);

	for (const [, entry] of PAGES) {
		const path = (typeof entry.path === 'function' ?
			await entry.path() : entry.path).split('?')[0];
		const fits = rows.filter((r) => new RegExp(`^${
			r.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path))
			.sort((a, b) => a.path.split('{').length -
				b.path.split('{').length);
		if (fits.length > 0) {
			seen.add(fits[0].path);
		}
	}
	seen.add('/login/verify');	/* it is reached by asking for a code */
	assert.deepEqual(rows.filter((r) => r.method === 'GET' &&
		!seen.has(r.path)).map((r) => r.path), []);
});
