/*
 * inspect: what a page may be held against: axe (WCAG 2.2 AA), html-validate,
 * and a ruler.  Each gives a list of sentences, empty when all is well.
 */
import { promises as fs } from 'node:fs';
import path from 'node:path';

import { HtmlValidate } from 'html-validate';

import { ROOT } from '../lib/stack.js';

const AXE_WITHIN_MS = 30000;

let axe;

/* WCAG and best practices; `rules` narrows it to some. */
export async function accessible(page, rules) {
	axe ??= await fs.readFile(
		path.join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');
	if (!await page.evaluate(() => 'axe' in window)) {
		await page.evaluate(axe);
	}
	const run = page.evaluate((only) => window.axe.run(document, {
		...(only ? { runOnly: only } : {}), resultTypes: ['violations'],
	}), rules);
	let timer;
	const late = new Promise((_, fail) => {
		timer = setTimeout(() => fail(new Error('axe did not end')),
			AXE_WITHIN_MS);
	});
	const found = await Promise.race([run, late]);
	clearTimeout(timer);
	return found.violations.flatMap((v) => v.nodes.map((n) =>
		`${v.id}: ${n.target.join(' ')}: ${n.failureSummary}`));
}

/*
 * As a server writes HTML: a void element has no slash, a boolean attribute no
 * value.
 */
const validator = new HtmlValidate({
	extends: ['html-validate:recommended', 'html-validate:a11y'],
	rules: {
		'doctype-style': ['error', { style: 'lowercase' }],
		'void-style': ['error', { style: 'omit' }],
		'attribute-boolean-style': ['error', { style: 'omit' }],
		/* A title holds a name, and names may be long. */
		'long-title': 'off',
		/* An input is a line of text unless it says otherwise. */
		'no-implicit-input-type': 'off',
		/* Weekdays are one answer of several ticks. */
		'form-dup-name': ['error', { shared: ['radio', 'submit',
			'button', 'checkbox'] }],
		/* What must not be parted in a number, .nowrap holds. */
		'tel-non-breaking': ['error', { ignoreClasses: ['nowrap'] }],
	},
});

export async function wellFormed(html) {
	const report = await validator.validateString(html);
	const twice = (html.match(/<!doctype/gi) ?? []).length;
	const found = report.results.flatMap((r) => r.messages).map((m) =>
		`${m.ruleId} ${m.line}:${m.column}: ${m.message}`);
	return twice === 1 ? found : [...found, `${twice} doctypes`];
}

/* All that is read off the page at once, inside it. */
function ruler({ text, listText, target }) {
	const faults = [];
	const root = document.scrollingElement;
	const wide = root.clientWidth;
	const name = (e) => {
		const own = e.tagName.toLowerCase() +
			(e.id ? `#${e.id}` : '') +
			[...e.classList].map((c) => `.${c}`).join('');
		return `${own} "${(e.textContent ?? '').trim().slice(0, 40)}"`;
	};
	/* Not there, or for screen readers, or the honeypot. */
	const unseen = (e) => {
		if (!e.checkVisibility({ opacityProperty: true,
			visibilityProperty: true })) {
			return true;
		}
		for (; e && e !== document.body; e = e.parentElement) {
			if (getComputedStyle(e).clipPath !== 'none' ||
			    e.classList.contains('skip')) {
				return true;
			}
		}
		return false;
	};
	const say = (fault) => {
		if (faults.length < 40) {
			faults.push(fault);
		}
	};

	if (root.scrollWidth > wide) {
		say(`the page is ${root.scrollWidth} px wide in ${wide}`);
	}
	const pieces = [];
	for (const e of document.body.querySelectorAll('*')) {
		const box = e.getBoundingClientRect();
		if (box.width === 0 || box.height === 0 || unseen(e) ||
		    e.closest('svg') && e.tagName !== 'svg') {
			continue;
		}
		if (box.left < -0.5 || box.right > wide + 0.5) {
			say(`${name(e)} leaves the screen: ` +
				`${Math.round(box.left)} to ${Math.round(box.right)}`);
		}
		const style = getComputedStyle(e);
		if (style.overflow !== 'visible' &&
		    !e.matches('input, textarea, select') &&
		    (e.scrollWidth > e.clientWidth + 1 ||
		     e.scrollHeight > e.clientHeight + 1)) {
			say(`${name(e)} is cut off`);
		}
		const words = [...e.childNodes].filter((n) =>
			n.nodeType === Node.TEXT_NODE && n.data.trim() !== '');
		if (words.length > 0) {
			const size = parseFloat(style.fontSize);
			const least = e.closest('main li, main td') &&
				!e.closest('.steps, .cell') ? listText : text;
			if (size < least) {
				say(`${name(e)} is ${size} px small`);
			}
		}
		for (const node of words) {
			const range = document.createRange();
			for (const word of node.data.matchAll(
				/(?<![\p{L}\p{N}\xAD])\p{L}{2,14}(?![\p{L}\p{N}\xAD])/gu)) {
				range.setStart(node, word.index);
				range.setEnd(node, word.index + word[0].length);
				const tops = [...range.getClientRects()]
					.map((line) => Math.round(line.top));
				if (Math.max(...tops) - Math.min(...tops) > 4) {
					say(`"${word[0]}" is broken in ${name(e)}`);
				}
			}
			range.selectNodeContents(node);
			for (const line of range.getClientRects()) {
				if (line.right > wide + 0.5 || line.left < -0.5) {
					say(`"${node.data.trim()}" leaves the screen`);
				}
				if (!e.closest('.bar, .head, .pick, .stay, thead')) {
					pieces.push({ e, line, words: node.data.trim() });
				}
			}
		}
		const pressed = e.matches('button, .btn, .plain, .chip, summary, ' +
			'nav a, select, label.opt, .days label, .cell[href], ' +
			'input:not([type="hidden"], [type="checkbox"], [type="radio"])');
		if (pressed && box.height < target - 0.5) {
			say(`${name(e)} is only ${box.height} px high`);
		}
		const narrow = pressed && !e.matches('.days label, .cell') &&
			box.width < target - 0.5;
		if (narrow) {
			say(`${name(e)} is only ${box.width} px wide`);
		}
	}
	/* Words that lie upon others. */
	for (let i = 0; i < pieces.length; i++) {
		for (let j = i + 1; j < pieces.length; j++) {
			const [a, b] = [pieces[i].line, pieces[j].line];
			const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
			const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
			const low = Math.min(a.height, b.height);
			if (x > 2 && y > low * 0.5 &&
			    !pieces[i].e.closest('[class~="bar"]')) {
				say(`"${pieces[i].words}" lies on "${pieces[j].words}"`);
			}
		}
	}
	return faults;
}

/*
 * Nothing leaves the screen, is cut off, too small to read or to press; no
 * word is broken that could stand whole.
 */
export async function fits(page) {
	await page.evaluate(() => window.scrollTo(0, 0));
	return page.evaluate(ruler, { text: 14, listText: 16, target: 44 });
}

/* Opens what is folded, so that it is looked at too. */
export function unfold(page) {
	return page.evaluate(() => {
		for (const fold of document.querySelectorAll('details')) {
			fold.open = true;
		}
	});
}
