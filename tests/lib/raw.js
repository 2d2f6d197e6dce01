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
