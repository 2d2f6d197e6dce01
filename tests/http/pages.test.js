/*
 * Every page of every role, found by following the links: nothing inline,
 * nothing from elsewhere, labels on every control.  Row HT-02, and what
 * UX asks of all pages.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { CSP } from '../lib/headers.js';
import { links, tags, words } from '../lib/html.js';
import { ask } from '../lib/raw.js';
import { Stack } from '../lib/stack.js';
import { lay, program, reader, ROLES, ROOMY } from '../lib/watch.js';

let site, routes;
const pages = new Map();	/* "role path" -> reply */

/* Something of everything, so that every branch of a page is drawn. */
async function fill(desk, volunteer) {
	const [a, b, c] = (await lay(desk.api, { place: 'Masque Theatre',
		notes: 'Bring a torch.\nAnd a friend.' })).list;
	await lay(desk.api, { name: 'Marina <watch> & "co"', seats: 1,
		recurrence: { weekly: [{ days: ['MO', 'TH', 'SA'], at: '05:30' }] } });
	for (const [who, shift, body] of [[volunteer, b, { buddy_name: 'Lerato' }],
		[volunteer, c, {}], [desk, b, {}]]) {
		const reply = await who.api.apiPost(`shifts/${shift.id}/book`, body);
		assert.equal(reply.status, 201, reply.text);
	}
	const late = await desk.api.apiPost(`shifts/${c.id}/cancel`,
		{ reason: 'Storm & flood' });
	assert.equal(late.status, 200, late.text);
	for (const name of ['Marlene', '<b>Sly</b>', undefined]) {
		const reply = await site.client().apiPost('callbacks', { name,
			phone: '082 555 0163', consent: true, message: 'At the pump.' });
		assert.equal(reply.status, 201, reply.text);
		pages.set('reference', `/callback/${reply.json.reference}`);
	}
	return a;
}

async function crawl(role, client, starts) {
	const queue = [...starts], seen = new Set(queue);
	while (queue.length > 0 && seen.size < 400) {
		const at = queue.shift();
		const reply = await client.get(at);
		if (!/^text\/html/.test(reply.headers['content-type'] ?? '')) {
			continue;
		}
		pages.set(`${role} ${at}`, reply);
		for (const link of links(reply.text)) {
			const [path, query] = link.split('?');
			const key = path.replace(/\d+/g, (n) =>
				Number(n) > 6 ? 'n' : n) + (query ? '?' : '');
			if (!seen.has(key) && !link.startsWith('/static/')) {
				seen.add(key);
				queue.push(link);
			}
		}
	}
}

before(async () => {
	site = await Stack.start({ env: ROOMY });
	routes = await site.routes();
	const desk = await program(site, 'coordinator');
	const volunteer = await program(site, 'volunteer');
	await fill(desk, volunteer);
	await site.client().apiPost('apply',
		{ name: 'Newcomer <i>', phone: '082 555 0171' });
	const reference = pages.get('reference');
	pages.clear();
	const starts = routes.filter((r) => r.method === 'GET' &&
		['page', 'both'].includes(r.surface)).map((r) =>
		r.path.replace(/\{(token|reference)\}/, 'A'.repeat(32))
			.replace(/\{\w+\}/, '2'));
	for (const role of ROLES) {
		const client = role === 'public' ? site.client() :
			(await reader(site, role)).page;
		await crawl(role, client, [...starts, reference, '/nothing',
			'/week?shift=2', '/people?q=zzz', '/shifts?show=all', '/callbacks?which=done']);
		const csrf = (await client.get('/more')).hidden('csrf');
		for (const route of routes.filter((r) => r.method === 'POST' &&
			['page', 'both'].includes(r.surface) && r.path !== '/logout' &&
			!/cancel|approve|claim|book/.test(r.path))) {
			const at = route.path.replace(/\{(token|reference)\}/, 'A'.repeat(32))
				.replace(/\{\w+\}/, '2');
			pages.set(`${role} POST ${at}`,
				await client.form(at, { csrf, unknown: '1' }));
			pages.set(`${role} POST ${at} without a token`,
				await client.form(at, {}));
		}
	}
	for (const at of ['/nothing', `/${'x'.repeat(9000)}`]) {
		const { status, headers, body } = await ask(site, 'GET', at,
			['Accept: text/html']);
		pages.set(`nginx ${status}`, { status, headers, text: body });
	}
});
after(() => site?.stop());

const each = (check) => [...pages].filter(([, r]) =>
	/^text\/html/.test(r.headers['content-type'] ?? ''))
	.forEach(([label, reply]) => check(label, reply));

test('HT-02 the crawl has seen every page route as somebody who may', () => {
	for (const route of routes.filter((r) => r.method === 'GET' &&
		['page', 'both'].includes(r.surface) && r.path !== '/welcome/{token}')) {
		const pattern = new RegExp(`^admin ${route.path
			.replace(/\{\w+\}/g, '[^/?]+')}(\\?.*)?$`);
		const found = [...pages].filter(([label, reply]) =>
			pattern.test(label) && reply.status === 200);
		assert.ok(found.length > 0, route.path);
	}
	assert.ok(pages.size > 200, `${pages.size} pages`);
});

test('HT-02 the policy allows nothing inline, evaluated or from elsewhere', () => {
	assert.doesNotMatch(CSP, /unsafe|\*|https?:|data:|blob:|strict-dynamic/);
	each((label, { headers }) =>
		assert.equal(headers['content-security-policy'], CSP, label));
});

test('HT-02 no page has inline script, style or event handlers', () => {
	each((label, { text }) => {
		for (const tag of tags(text)) {
			const where = `${label}: <${tag.name}> ${JSON.stringify(tag.attributes)}`;
			assert.notEqual(tag.name, 'style', where);
			assert.notEqual(tag.name, 'base', where);
			assert.notEqual(tag.name, 'iframe', where);
			if (tag.name === 'script') {
				assert.match(tag.attributes.src ?? '', /^\/static\/js\//, where);
				assert.match(text.slice(tag.at), /^<script[^>]*><\/script>/, where);
			}
			for (const [name, value] of Object.entries(tag.attributes)) {
				assert.doesNotMatch(name, /^on|^style$|^srcdoc$/, where);
				if (['href', 'src', 'action', 'formaction', 'xlink:href']
					.includes(name)) {
					assert.match(value, /^(\/(?!\/)|#|tel:[+\d])/, where);
				}
			}
		}
		assert.doesNotMatch(text, /javascript:|data:text|https?:\/\//i, label);
	});
});

test('what people typed is text on a page, never markup', () => {
	let seen = 0;
	each((label, { text }) => {
		assert.doesNotMatch(text, /<watch>|<b>Sly|Newcomer <i>/, label);
		seen += /Marina &lt;watch&gt; &amp;/.test(text);
	});
	assert.ok(seen > 3, `${seen} pages show the name`);
});

test('every page has a title, one h1, a language, and a main part', () => {
	each((label, { text, status }) => {
		assert.match(text, /^<!doctype html>/i, label);
		assert.match(text, /<title>[^<]{3,}<\/title>/, label);
		assert.equal(tags(text, 'h1').length, 1, `${label} ${status}: h1`);
		assert.equal(tags(text, 'main').length, 1, label);
		const [html] = tags(text, 'html');
		assert.ok(html.attributes.lang && html.attributes.dir, label);
		const ids = tags(text).map((t) => t.attributes.id).filter(Boolean);
		assert.deepEqual(ids.filter((id, i) => ids.indexOf(id) !== i), [],
			`${label}: ids twice`);
	});
});

test('every link leads somewhere', () => {
	each((label, { text }) => {
		for (const tag of tags(text).filter(({ name }) => name === 'a')) {
			assert.ok(tag.attributes.href, `${label}: ${
				JSON.stringify(tag.attributes)}`);
		}
	});
});

test('every control has a label, every description is there', () => {
	each((label, { text }) => {
		const all = tags(text);
		const fors = all.filter((t) => t.name === 'label')
			.map((t) => t.attributes.for);
		const within = (tag) => text.lastIndexOf('<label', tag.at) >
			text.lastIndexOf('</label>', tag.at);
		const ids = new Set(all.map((t) => t.attributes.id));
		for (const tag of all) {
			const a = tag.attributes, where = `${label}: ${JSON.stringify(a)}`;
			if (['input', 'select', 'textarea'].includes(tag.name) &&
			    a.type !== 'hidden') {
				assert.ok(fors.includes(a.id) || within(tag), where);
			}
			for (const refs of ['aria-describedby', 'aria-labelledby']) {
				for (const id of (a[refs] ?? '').split(' ').filter(Boolean)) {
					assert.ok(ids.has(id), where);
				}
			}
		}
	});
});

test('every form that posts carries a token and leads to a route', () => {
	each((label, { text }) => {
		for (const form of tags(text, 'form')) {
			const { method, action } = form.attributes;
			const own = text.slice(form.at, text.indexOf('</form>', form.at));
			if (method === 'get') {
				assert.doesNotMatch(own, /name="csrf"/, label);
				continue;
			}
			assert.equal(method, 'post', label);
			assert.match(own, /name="csrf" value="[\w-]{40,}"/, label);
			assert.ok(routes.some((r) => r.method === 'POST' &&
				new RegExp(`^${r.path.replace(/\{\w+\}/g, '[^/]+')}$`)
					.test(action)), `${label}: ${action}`);
		}
	});
});

test('no page shows words that only programs know', () => {
	each((label, { text }) => assert.doesNotMatch(words(text),
		/\bnull\b|undefined|\bNaN\b|\{\w+(\.\w+)*\}|E_[A-Z]+|field-\w+|\[object/, label));
});
