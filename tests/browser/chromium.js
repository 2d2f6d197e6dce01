/*
 * chromium: a real browser on the real site.  Whatever its console says
 * against us, and whatever it asks of another host, is kept and told.
 *
 *	const browser = await launch();
 *	const screen = await Screen.open(browser, site, { width: 360 });
 *	await screen.go('/shifts');
 *	assert.deepEqual(screen.faults, []);
 */
import { promises as fs } from 'node:fs';
import path from 'node:path';

import { chromium } from 'playwright-core';

import { ROOT } from '../lib/stack.js';

export const PHONE = { width: 360, height: 740 };
export const LAPTOP = { width: 1280, height: 800 };
export const SMALLEST = { width: 320, height: 640 };	/* WCAG 1.4.10 */

const PROGRAM = process.env.WATCHBILL_CHROMIUM ?? '/usr/bin/chromium';
const PATIENCE_MS = 20000;

export function launch() {
	return chromium.launch({
		executablePath: PROGRAM,
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
			'--no-first-run', '--disable-background-networking',
			'--disable-component-update', '--disable-sync'],
	});
}

export class Screen {
	/*
	 * open(browser, site, options): a browser window with cookies of its
	 * own.  options: width and height, dark, js (default on), language,
	 * and as: a Client whose cookies it takes over.
	 */
	static async open(browser, site, options = {}) {
		const { width, height, dark, js = true, language = 'en', as } =
			{ ...PHONE, ...options };
		const screen = new Screen();
		screen.site = site;
		screen.faults = [];
		screen.context = await browser.newContext({
			baseURL: site.url, ignoreHTTPSErrors: true,
			viewport: { width, height }, javaScriptEnabled: js,
			colorScheme: dark ? 'dark' : 'light', locale: language,
			reducedMotion: 'reduce',
		});
		screen.context.setDefaultTimeout(PATIENCE_MS);
		if (as) {
			await screen.take(as);
		}
		screen.page = await screen.context.newPage();
		screen.listen();
		return screen;
	}

	/* The cookies of a signed-in Client. */
	take(client) {
		return this.context.addCookies([...client.cookies].map(
			([name, value]) => ({ name, value, url: this.site.url,
				secure: true, httpOnly: true, sameSite: 'Lax' })));
	}

	listen() {
		const keep = (fault) => this.faults.push(fault);
		this.page.on('console', (said) => {
			/* A page that tells an error is loaded with its status, and
			 * gives back what was typed, be it no date. */
			const told = new RegExp('Failed to load resource.*status of 4' +
				'|The specified value "2026-02-30" does not conform');
			if (['error', 'warning'].includes(said.type()) &&
			    !told.test(said.text())) {
				keep(`${this.page.url()}: ${said.text()}`);
			}
		});
		this.page.on('pageerror', (error) =>
			keep(`${this.page.url()}: ${error.message}`));
		this.page.on('request', (request) => {
			if (!request.url().startsWith(`${this.site.url}/`)) {
				keep(`asked of another host: ${request.url()}`);
			}
		});
	}

	/* Opens a path; gives the answer of the server. */
	go(path) {
		return this.page.goto(path, { waitUntil: 'load' });
	}

	/* Presses what leads to another page, and waits for that page. */
	async press(locator) {
		const [answer] = await Promise.all([
			this.page.waitForNavigation({ waitUntil: 'load' }),
			locator.click(),
		]);
		return answer;
	}

	button(name) {
		return this.page.getByRole('button', { name });
	}

	link(name) {
		return this.page.getByRole('link', { name });
	}

	/* What was just done, and the page below it. */
	async text() {
		const parts = this.page.locator('.said, main');
		return (await parts.allInnerTexts()).join('\n');
	}

	/* A picture in shots/, when WATCHBILL_SHOTS asks for it. */
	async shoot(name, options = {}) {
		if (process.env.WATCHBILL_SHOTS) {
			await fs.mkdir(path.join(ROOT, 'shots'), { recursive: true });
			await this.page.screenshot({ fullPage: true,
				path: path.join(ROOT, 'shots', `${name}.png`),
				...options });
		}
	}

	close() {
		return this.context.close();
	}
}
