/*
 * openapi: holds every JSON reply of the API against the document that the
 * site itself serves (ACCEPTANCE IN-09): a path that is not in it, a status it
 * does not name or a body that does not fit fails the test that asked.
 */
import https from 'node:https';

import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const documents = new Map();

function fetchJson(url) {
	return new Promise((done, fail) => {
		https.get(url, { rejectUnauthorized: false }, (message) => {
			let text = '';
			message.setEncoding('utf8');
			message.on('data', (c) => { text += c; });
			message.on('end', () => {
				try {
					done(JSON.parse(text));
				} catch (error) {
					fail(new Error(`${url}: ${error.message}`));
				}
			});
		}).on('error', fail);
	});
}

async function load(url) {
	const document = await fetchJson(`${url}/api/v1/openapi.json`);
	const ajv = new Ajv({ strict: false, allErrors: true });
	formats(ajv);
	ajv.addSchema(document, 'api');
	return { document, ajv, validators: new Map() };
}

function documentOf(url) {
	if (!documents.has(url)) {
		documents.set(url, load(url));
	}
	return documents.get(url);
}

/* "/shifts/12/book" -> "/shifts/{shift}/book"; literals win. */
export function templateOf(document, path) {
	const parts = path.split('/');
	let best = null;
	for (const template of Object.keys(document.paths)) {
		const words = template.split('/');
		const fits = words.length === parts.length &&
			words.every((w, i) => w.startsWith('{') || w === parts[i]);
		if (fits && (!best || !template.includes('{'))) {
			best = template;
		}
	}
	return best;
}

function validator(api, key, schema) {
	if (!api.validators.has(key)) {
		/* References in it are the document's own. */
		const text = JSON.stringify(schema).replaceAll('"#/', '"api#/');
		api.validators.set(key, api.ajv.compile(JSON.parse(text)));
	}
	return api.validators.get(key);
}

/* A part of the document, or what its $ref leads to. */
function resolve(document, part) {
	const at = part?.$ref;
	return at ? at.slice(2).split('/').reduce((node, key) => node?.[key],
		document) : part;
}

export async function checkReply(url, method, path, reply) {
	if (method === 'HEAD') {
		return;			/* no body to hold against anything */
	}
	const type = (reply.headers['content-type'] ?? '').split(';')[0];
	const { pathname } = new URL(path, url);
	if (!pathname.startsWith('/api/v1/') || !type.includes('json') ||
	    pathname === '/api/v1/openapi.json') {
		return;
	}
	const api = await documentOf(url);
	const template = templateOf(api.document,
		pathname.slice('/api/v1'.length));
	const operation = api.document.paths[template]?.[method.toLowerCase()];
	const status = String(reply.status);
	const told = operation?.responses[status] ? status : 'default';
	if (!operation?.responses[told]) {
		if (reply.status >= 400) {
			return;		/* an unknown path's 404, a 405 */
		}
		throw new Error(`${method} ${path}: not in the OpenAPI document`);
	}
	const response = resolve(api.document, operation.responses[told]);
	if (!response.content?.[type]) {
		throw new Error(`${method} ${path} ${status}: ${type} is not told`);
	}
	const key = `${method} ${template} ${told} ${type}`;
	const check = validator(api, key, response.content[type].schema);
	if (!check(JSON.parse(reply.text))) {
		throw new Error(`${method} ${path} ${status} does not fit: ` +
			`${JSON.stringify(check.errors)}\n${reply.text}`);
	}
}
