/*
 * raw: bytes on a TLS socket, for requests that no client library sends.
 * Gives everything the server answered until it closed or fell silent.
 */
import tls from 'node:tls';

const SILENCE_MS = 1500;

export function raw(site, bytes, { silenceMs = SILENCE_MS } = {}) {
	return new Promise((done, fail) => {
		const chunks = [];
		const socket = tls.connect({
			host: '127.0.0.1', port: site.port, servername: 'localhost',
			rejectUnauthorized: false,
		}, () => socket.write(bytes));
		const end = () => {
			socket.destroy();
			done(Buffer.concat(chunks).toString('latin1'));
		};
		socket.setTimeout(silenceMs, end);
		socket.on('data', (c) => chunks.push(c));
		socket.on('end', end);
		socket.on('error', (error) =>
			chunks.length > 0 ? end() : fail(error));
	});
}

/* The status codes of every response that stands in an answer. */
export function statuses(answer) {
	return [...answer.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)]
		.map((m) => Number(m[1]));
}

/* The one response of an answer: { status, headers, body }, null if none. */
export function response(answer) {
	const end = answer.indexOf('\r\n\r\n');
	const m = /^HTTP\/1\.[01] (\d{3})/.exec(answer);
	if (!m || end < 0) {
		return null;
	}
	const headers = {};
	for (const line of answer.slice(0, end).split('\r\n').slice(1)) {
		const at = line.indexOf(':');
		const name = line.slice(0, at).toLowerCase();
		const value = line.slice(at + 1).trim();
		headers[name] = name in headers ?
			[headers[name], value].flat() : value;
	}
	let body = answer.slice(end + 4);
	if (headers['transfer-encoding'] === 'chunked') {
		body = unchunk(body);
	}
	return { status: Number(m[1]), headers, body };
}

function unchunk(body) {
	let text = '', at = 0;
	for (;;) {
		const end = body.indexOf('\r\n', at);
		const n = parseInt(body.slice(at, end), 16);
		if (!(n > 0)) {
			return text;
		}
		text += body.slice(end + 2, end + 2 + n);
		at = end + 4 + n;
	}
}

/* A request of these lines, closed after it; `lines` are header lines. */
export async function ask(site, method, target, lines = [], body = '') {
	const head = [`${method} ${target} HTTP/1.1`,
		...lines.some((l) => /^host:/i.test(l)) ? [] : ['Host: localhost'],
		...lines, 'Connection: close'];
	return response(await raw(site,
		Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`, 'latin1'),
		{ silenceMs: 15000 }));
}
