/*
 * client: HTTP as a browser or a program speaks it, with cookies, CSRF tokens
 * and bearer tokens.  Redirects are not followed unless asked: a test says
 * what it expects.  Every reply is held against the headers that all answers
 * carry, and every JSON reply of the API against the OpenAPI document.
 */
import https from 'node:https';

import { checkHeaders, checkProblem } from './headers.js';
import { checkReply } from './openapi.js';

const agent = new https.Agent({
	rejectUnauthorized: false, keepAlive: true, maxSockets: 512,
});

export class Reply {
	constructor(message, body) {
		this.status = message.statusCode;
		this.headers = message.headers;
		this.raw = message.rawHeaders;
		this.bytes = body;
		this.text = body.toString('utf8');
	}

	get json() {
		return JSON.parse(this.text);
	}

	/* The value of a hidden input, the first one by that name. */
	hidden(name) {
		const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`)
			.exec(this.text)?.[0];
		return tag && /value="([^"]*)"/.exec(tag)?.[1];
	}
}

export class Client {
	constructor(url, { language = 'en', headers = {} } = {}) {
		this.url = url;
		this.cookies = new Map();
		this.token = null;
		this.headers = { 'accept-language': language, ...headers };
	}

	/* One exchange: request('GET', '/shifts', { headers, body }). */
	async request(method, path, { headers = {}, body } = {}) {
		const all = { ...this.headers, ...headers };
		if (this.cookies.size > 0 && !('cookie' in all)) {
			all.cookie = [...this.cookies].map(([k, v]) =>
				`${k}=${v}`).join('; ');
		}
		if (this.token && !('authorization' in all)) {
			all.authorization = `Bearer ${this.token}`;
		}
		if (body !== undefined) {
			all['content-length'] = Buffer.byteLength(body);
		}
		const reply = await new Promise((done, fail) => {
			const req = https.request(new URL(path, this.url),
				{ method, headers: all, agent }, (message) => {
					const chunks = [];
					message.on('data', (c) => chunks.push(c));
					message.on('error', fail);
					message.on('end', () => done(new Reply(
						message, Buffer.concat(chunks))));
				});
			req.on('error', fail);
			req.end(body);
		});
		this.keepCookies(reply);
		checkHeaders(`${method} ${path} ${reply.status}`, reply.status,
			reply.headers);
		if (/^\/api\//.test(path) && reply.status >= 400 &&
		    method !== 'HEAD') {
			checkProblem(`${method} ${path}`, reply.status,
				reply.headers['content-type'], reply.text);
		}
		await checkReply(this.url, method, path, reply);
		return reply;
	}

	keepCookies(reply) {
		for (const line of reply.headers['set-cookie'] ?? []) {
			const [pair, ...rest] = line.split(';');
			const at = pair.indexOf('=');
			const name = pair.slice(0, at).trim();
			if (rest.some((r) => /^\s*max-age=0$/i.test(r))) {
				this.cookies.delete(name);
			} else {
				this.cookies.set(name, pair.slice(at + 1).trim());
			}
		}
	}

	/* API ---------------------------------------------------------- */

	get(path, options) {
		return this.request('GET', path, options);
	}

	apiGet(path, options) {
		return this.request('GET', `/api/v1/${path}`, options);
	}

	apiPost(path, value = {}, { headers = {}, ...rest } = {}) {
		return this.request('POST', `/api/v1/${path}`, {
			headers: { 'content-type': 'application/json', ...headers },
			body: typeof value === 'string' ? value :
				JSON.stringify(value),
			...rest,
		});
	}

	async signInApi(site, phone) {
		const before = (await site.sent()).length;
		const asked = await this.apiPost('login/code', { phone });
		if (asked.status !== 202) {
			throw new Error(`login/code: ${asked.text}`);
		}
		const code = await site.code(phone, before);
		const reply = await this.apiPost('login/verify', {
			challenge: asked.json.challenge, code });
		if (reply.status !== 200) {
			throw new Error(`login/verify: ${reply.text}`);
		}
		this.token = reply.json.access_token;
	}

	/* Pages -------------------------------------------------------- */

	/* Posts a form's fields, urlencoded; arrays repeat the name. */
	form(path, fields, { headers = {} } = {}) {
		const body = new URLSearchParams();
		for (const [name, value] of Object.entries(fields)) {
			for (const one of [value].flat()) {
				body.append(name, one);
			}
		}
		return this.request('POST', path, {
			headers: {
				'content-type': 'application/x-www-form-urlencoded',
				origin: this.url,
				...headers,
			},
			body: body.toString(),
		});
	}

	/* Opens a page for its CSRF token, then posts to `action`. */
	async submit(page, action, fields = {}, options) {
		const shown = await this.get(page);
		const csrf = shown.hidden('csrf');
		if (!csrf) {
			throw new Error(`${page} ${shown.status}: no csrf token`);
		}
		return this.form(action, { csrf, ...fields }, options);
	}

	async signInPages(site, phone) {
		const before = (await site.sent()).length;
		let reply = await this.submit('/login', '/login/code', { phone });
		if (reply.status !== 303) {
			throw new Error(`/login/code ${reply.status}: ${reply.text}`);
		}
		const code = await site.code(phone, before);
		reply = await this.submit('/login/verify', '/login/verify',
			{ code });
		if (reply.status !== 303) {
			throw new Error(`/login/verify ${reply.status}: ${reply.text}`);
		}
	}
}
