/*
 * What programs send and must not get through: every body of the OpenAPI
 * document in every way of being wrong, JSON that is none, text that is none,
 * dates and recurrences that cannot be.  Rows IN-02, IN-03, IN-05, IN-08.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Stack } from '../lib/stack.js';
import { day, freshPhone, lay, PATROL, program, refused, ROOMY, somebody,
	writesNothing } from '../lib/watch.js';

let site, admin, document, ids;

before(async () => {
	site = await Stack.start({ env: ROOMY });
	admin = await program(site, 'admin');
	const other = await somebody(site, 'volunteer');
	const made = await lay(admin.api);
	const asked = await site.client().apiPost('callbacks',
		{ phone: freshPhone(), consent: true });
	assert.equal(asked.status, 201, asked.text);
	ids = { shift: made.list[1].id, schedule: made.id, person: other.id,
		callback: 1, booking: 1, reference: asked.json.reference };
	document = (await admin.api.apiGet('openapi.json')).json;
});
after(() => site?.stop());

/* A body of each operation that would be taken. */
const GOOD = {
	'login-code': () => ({ phone: freshPhone() }),
	'login-verify': () => ({ code: '123456', challenge: 'A'.repeat(32) }),
	'apply-send': () => ({ name: 'Ann Other', phone: freshPhone() }),
	'seats-book': () => ({ shifts: [ids.shift] }),
	'seat-book': () => ({ buddy_name: 'Lerato', buddy_phone: freshPhone() }),
	'seat-assign': () => ({ person: ids.person }),
	'shift-cancel': () => ({ reason: 'Storm' }),
	'schedule-create': () => PATROL,
	'schedule-preview': () => PATROL,
	'schedule-update': () => PATROL,
	'schedule-end': () => ({ last: '2030-01-01' }),
	'person-add': () => ({ name: 'Ann Other', phone: freshPhone(),
		role: 'volunteer' }),
	'person-role': () => ({ role: 'coordinator' }),
	'person-state': () => ({ state: 'suspended' }),
	'callback-create': () => ({ phone: freshPhone(), consent: true,
		name: 'Marlene', message: 'At the pump.', when: 'now', topic: 'seen' }),
	'callback-note': () => ({ act: 'note', note: 'Rang twice.' }),
};

const operations = () => Object.entries(document.paths).flatMap(([at, item]) =>
	Object.values(item).filter((o) => o.requestBody).map((o) => ({
		name: o.operationId,
		path: at.slice(1).replace(/\{(\w+)\}/g, (_, n) => ids[n]),
		schema: o.requestBody.content['application/json'].schema,
	})));

/* The values of the wrong kind for a field of that schema. */
function wrongKinds(schema) {
	const all = [5, 1.5, true, 'text', [], ['x'], { x: 1 }];
	return {
		string: all.filter((v) => typeof v !== 'string'),
		integer: [1.5, 1e3, true, '12', '12abc', '', [], {}]
			.filter((v) => v !== '' && v !== 1e3).concat(['1e3']),
		boolean: [1, 'yes', 'true', [], {}],
		object: [5, 'text', [], true],
		array: [5, 'text', { x: 1 }, true],
	}[schema.type];
}

/* [value, code] of values of the right kind that cannot be. */
function wrongValues(schema) {
	if (schema.enum) {
		return [['no such word', 'field-word'], ['ADMIN', 'field-word']];
	}
	if (schema.format === 'date') {
		return ['2027-02-29', '2027-13-01', '2027-00-10', '2027-1-1', 'soon',
			'01/02/2027', '2027-01-01T00:00:00Z', '-0001-01-01', '10000-01-01',
			'0000-00-00'].map((v) => [v, 'field-date']);
	}
	if (schema.pattern) {
		return [['x', /^field-(text|date)$/]];
	}
	if (schema.type === 'string') {
		return [['x'.repeat(schema.maxLength + 1), 'field-long'],
			['\u{1F6B2}'.repeat(schema.maxLength + 1), 'field-long'],
			['a\u202eb', 'field-text'], ['a\u0007b', 'field-text'],
			['\u2066abc', 'field-text'], ['a\u009fb', 'field-text']];
	}
	if (schema.type === 'integer') {
		return [[schema.minimum - 1, 'field-range'],
			[2 * schema.maximum, 'field-range'], [-1, 'field-range']];
	}
	return [];
}

async function refuse(op, body, status, code, field) {
	const reply = await admin.api.apiPost(op.path, body);
	const label = `${op.name} ${typeof body === 'string' ? body :
		JSON.stringify(body)}`.slice(0, 200);
	assert.equal(reply.status, status, `${label}: ${reply.text}`);
	if (!field) {
		return;
	}
	const error = reply.json.errors.find((e) => e.field === field);
	assert.ok(error, `${label}: nothing at ${field}: ${reply.text}`);
	assert.match(error.code, code, label);
	assert.ok(error.message.length > 5 && !/\{\w+\}/.test(error.message), label);
}

const exactly = (code) => code instanceof RegExp ? code : new RegExp(`^${code}$`);

test('every body of the API is in the table of these tests', () => {
	assert.deepEqual(operations().map((o) => o.name).sort(),
		Object.keys(GOOD).sort());
});

test('every required field of every body: missing, null and empty are told', async () => {
	for (const op of operations()) {
		await writesNothing(site, op.name, async () => {
			for (const field of op.schema.required) {
				const { [field]: gone, ...rest } = GOOD[op.name]();
				assert.notEqual(gone, undefined, `${op.name} ${field}`);
				for (const body of [rest, { ...rest, [field]: null },
					...typeof gone === 'string' ? [{ ...rest, [field]: '' }] : []]) {
					await refuse(op, body, 422,
						/^field-(missing|word)$|^name-|^recurrence-missing$/, field);
				}
			}
		});
	}
});

test('IN-02 every field of every body: a value of the wrong kind', async () => {
	for (const op of operations()) {
		await writesNothing(site, op.name, async () => {
			for (const [field, schema] of Object.entries(op.schema.properties)) {
				for (const value of wrongKinds(schema)) {
					await refuse(op, { ...GOOD[op.name](), [field]: value }, 422,
						/^field-type$|^recurrence-missing$/, field);
				}
			}
		});
	}
});

test('every field of every body: values out of range, too long, not there', async () => {
	for (const op of operations()) {
		await writesNothing(site, op.name, async () => {
			for (const [field, schema] of Object.entries(op.schema.properties)) {
				for (const [value, code] of wrongValues(schema)) {
					await refuse(op, { ...GOOD[op.name](), [field]: value }, 422,
						exactly(code), field);
				}
			}
		});
	}
});

test('IN-02 IN-03 every body: unknown field, key twice, NUL, no UTF-8', async () => {
	for (const op of operations()) {
		await writesNothing(site, op.name, async () => {
			const good = GOOD[op.name](), text = JSON.stringify(good);
			const [key] = Object.keys(good);
			await refuse(op, { ...good, no_such_field: 1 }, 422,
				/^field-unknown$/, 'no_such_field');
			for (const body of [
				`${text.slice(0, -1)},${JSON.stringify(key)}:${JSON.stringify(good[key])}}`,
				`${text.slice(0, -1)},"x":"a\\u0000b"}`, `${text}{}`, `${text},`,
				`[${text}]`.slice(0, -1), text.slice(0, -1), `\ufeff${text}`,
				text.replaceAll('"', '\''), `/* c */${text}`, `${text}// c`]) {
				await refuse(op, body, 400);
			}
			for (const bytes of ['ff', 'c0af', 'eda080', 'f4908080', 'e28028',
				'80', 'f888808080']) {
				const reply = await admin.api.request('POST', `/api/v1/${op.path}`, {
					headers: { 'content-type': 'application/json' },
					body: Buffer.concat([Buffer.from(`${text.slice(0, -1)},"x":"`),
						Buffer.from(bytes, 'hex'), Buffer.from('"}')]) });
				assert.equal(reply.status, 400, `${op.name} ${bytes}: ${reply.text}`);
			}
		});
	}
});

/* JSON ------------------------------------------------------------------------- */

const STRICT = [
	['{"person":NaN}', 400], ['{"person":Infinity}', 400], ['{"person":-Infinity}', 400],
	['{"person":1e999}', [400, 422]], ['{"person":-1e999}', [400, 422]],
	['{"person":9223372036854775807}', 422],
	['{"person":9223372036854775808}', [400, 422]],
	['{"person":18446744073709551617}', [400, 422]],
	['{"person":1.0}', 422], ['{"person":1e0}', 422], ['{"person":01}', 400],
	['{"person":+1}', 400], ['{"person":.5}', 400], ['{"person":1.}', 400],
	['{"person":0x1}', 400], ['{"person":"12abc"}', 422], ['{"person":"12"}', 422],
	['{"person":1,}', 400], ['{"person":}', 400], ['{person:1}', 400],
	['{"person" 1}', 400], ['{"person":1 "x":2}', 400], ['{\'person\':1}', 400],
	['{"person":1}}', 400], ['{"person":1} x', 400], ['{"person":1}\0', 400],
	['{"person":1,"person":1}', 400], ['{"person":1,"pers\\u006fn":1}', 400],
	['{"person":"\\u0000"}', [400, 422]], ['{"pers\\u0000on":1}', [400, 422]],
	['{"person":"\\ud800"}', [400, 422]], ['{"person":"\\udc00\\ud800"}', [400, 422]],
	['{"person":"\\ud800\\u0041"}', [400, 422]], ['{"person":"\\uZZZZ"}', 400],
	['{"person":"\\x41"}', 400], ['{"person":"a\nb"}', 400], ['{"person":"a\tb"}', 400],
	['{"person":True}', 400], ['{"person":nul}', 400], ['// c\n{"person":1}', 400],
	['{/**/"person":1}', 400], ['{#\n"person":1}', 400], ['\ufeff{"person":1}', 400],
	['[{"person":1}]', 422], ['"person"', 422], ['1', 422], ['true', 422],
	['{"":1}', 422], ['{"__proto__":{"person":1}}', 422],
	[' ', 400], ['{', 400], ['\u00a0{"person":1}', 400], ['undefined', 400],
];

test('IN-02 JSON that is read strictly, or not at all', async () => {
	await writesNothing(site, 'JSON', async () => {
		for (const [body, status] of STRICT) {
			const reply = await admin.api.apiPost(`shifts/${ids.shift}/assign`, body);
			assert.ok([status].flat().includes(reply.status),
				`${body}: ${reply.status} ${reply.text}`);
			if (reply.status === 400) {
				assert.equal(reply.json.code, 'json-malformed', body);
			} else {
				assert.ok(reply.json.errors.length > 0 || /^[["1t]/.test(body),
					`${body}: ${reply.text}`);
			}
		}
	});
});

test('a body that is wrong in three fields is told so three times', async () => {
	const reply = await admin.api.apiPost('schedules',
		{ ...PATROL, seats: 0, duration_min: -5, time_zone: '' });
	refused(reply, 422, null, 'seats');
	refused(reply, 422, null, 'duration_min');
	refused(reply, 422, 'field-missing', 'time_zone');
	assert.equal(reply.json.errors.length, 3, reply.text);
});

/* Text ------------------------------------------------------------------------- */

test('IN-03 lengths are counted in code points', async () => {
	const long = '\u{1F6B2}'.repeat(80);
	let reply = await site.client().apiPost('apply',
		{ name: long, phone: freshPhone() });
	assert.equal(reply.status, 202, reply.text);
	assert.equal((await site.sql('SELECT name FROM person ORDER BY id DESC LIMIT 1'))[0]
		.name, long);
	reply = await site.client().apiPost('apply',
		{ name: `${long}x`, phone: freshPhone() });
	refused(reply, 422, 'field-long', 'name');
	reply = await site.client().apiPost('callbacks', { phone: freshPhone(),
		consent: true, message: '水'.repeat(1000) });
	assert.equal(reply.status, 201, reply.text);
	reply = await site.client().apiPost('callbacks', { phone: freshPhone(),
		consent: true, message: '水'.repeat(1001) });
	refused(reply, 422, 'field-long', 'message');
});

test('IN-03 controls and turned directions have no place in a name', async () => {
	for (const c of ['\u0001', '\u001b', '\u007f', '\u0085', '\u009b', '\u2028',
		'\u2029', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066',
		'\u2067', '\u2068', '\u2069', '\u200e', '\u200f', '\u061c', '\n', '\t']) {
		const reply = await site.client().apiPost('apply',
			{ name: `Ann${c}Other`, phone: freshPhone() });
		refused(reply, 422, 'field-text', 'name');
	}
	for (const name of ['O’Brien-Müller', 'عائشة', 'Nomvula ka-Mkhize', '李小龍',
		'Ann\u200dOther', '<b>', 'Robert\'); DROP TABLE person;--', '%s%n', '{{7*7}}']) {
		const reply = await site.client().apiPost('apply',
			{ name, phone: freshPhone() });
		assert.equal(reply.status, 202, `${name}: ${reply.text}`);
		const [row] = await site.sql(
			'SELECT name FROM person ORDER BY id DESC LIMIT 1');
		assert.equal(row.name, name);
	}
});

test('IN-03 what looks the same is kept the same: NFC', async () => {
	const reply = await site.client().apiPost('apply',
		{ name: 'Rene\u0301 Zoe\u0308', phone: freshPhone() });
	assert.equal(reply.status, 202, reply.text);
	const [row] = await site.sql(
		'SELECT name FROM person ORDER BY id DESC LIMIT 1');
	assert.equal(row.name, 'Ren\u00e9 Zo\u00eb');
});

test('IN-03 a text keeps its lines, a line has none', async () => {
	const note = 'First line\n\tsecond\r\nthird';
	const made = await lay(admin.api, { notes: note, name: 'Lines' });
	const [shift] = made.list;
	const reply = await admin.api.apiGet(`shifts/${shift.id}`);
	assert.equal(reply.json.notes, note.replace('\r', ''));
	refused(await admin.api.apiPost('schedules', { ...PATROL, place: 'a\nb' }),
		422, 'field-text', 'place');
	refused(await admin.api.apiPost('schedules', { ...PATROL, notes: 'a\u0000b' }),
		400, 'json-malformed');
});

/* Phones -------------------------------------------------------------------------- */

test('a phone that cannot exist is told at its field', async () => {
	await writesNothing(site, 'phones', async () => {
		for (const phone of ['082', '12345678901234567890', '+999 12 345 678',
			'abcdefgh', '+27 11', '0860 000 0000 000', '112',
			'082-555-0147 x; DROP', '+27 82 555 0147 0147 0147']) {
			for (const [path, body] of [['login/code', {}], ['apply', { name: 'Ann Other' }],
				['callbacks', { consent: true }], ['people', { name: 'Ann Other' }]]) {
				const reply = await admin.api.apiPost(path, { ...body, phone });
				assert.equal(reply.status, 422, `${path} ${phone}: ${reply.text}`);
				refused(reply, 422, null, 'phone');
			}
			refused(await admin.api.apiPost(`shifts/${ids.shift}/book`,
				{ buddy_phone: phone }), 422, null, 'buddy_phone');
		}
	});
});

/* Dates ---------------------------------------------------------------------------- */

const preview = (fields) => admin.api.apiPost('schedules/preview',
	{ ...PATROL, ...fields });

async function starts(fields) {
	const reply = await preview(fields);
	assert.equal(reply.status, 200, reply.text);
	return reply.json.items.map((i) => i.starts_at);
}

/* The last Sunday of a month, two years from now. */
function lastSunday(month) {
	const d = new Date(Date.UTC(new Date().getUTCFullYear() + 2, month, 0));
	d.setUTCDate(d.getUTCDate() - d.getUTCDay());
	return d;
}
const iso = (d, days = 0) =>
	new Date(d.getTime() + days * 86400000).toISOString().slice(0, 10);

test('IN-05 a time that the clocks skip is kept, and the next day is right again', async () => {
	const gap = lastSunday(3);
	const got = await starts({ time_zone: 'Europe/London', duration_min: 60,
		recurrence: { weekly: [{ days: ['SA', 'SU', 'MO'], at: '01:30' }] },
		starts_on: iso(gap, -1), ends_on: iso(gap, 1) });
	assert.deepEqual(got, [`${iso(gap, -1)}T01:30:00Z`, `${iso(gap)}T01:30:00Z`,
		`${iso(gap, 1)}T00:30:00Z`]);
});

test('IN-05 a time that comes twice is its first, and the next day is right again', async () => {
	const fold = lastSunday(10);
	const got = await starts({ time_zone: 'Europe/London', duration_min: 60,
		recurrence: { cron: '30 1 * * *' },
		starts_on: iso(fold, -1), ends_on: iso(fold, 1) });
	assert.deepEqual(got, [`${iso(fold, -1)}T00:30:00Z`, `${iso(fold)}T00:30:00Z`,
		`${iso(fold, 1)}T01:30:00Z`]);
});

test('IN-05 a shift over the change of the clocks lasts its real length', async () => {
	for (const sunday of [lastSunday(3), lastSunday(10)]) {
		const reply = await preview({ time_zone: 'Europe/London', duration_min: 240,
			recurrence: { cron: '0 23 * * 6' }, starts_on: iso(sunday, -1),
			ends_on: iso(sunday, -1) });
		const [one] = reply.json.items;
		assert.equal(Date.parse(one.ends_at) - Date.parse(one.starts_at),
			240 * 60000, reply.text);
	}
});

test('IN-05 the 29th of February is there in leap years only', async () => {
	const year = new Date().getUTCFullYear();
	const leap = Array.from({ length: 8 }, (_, i) => year + 1 + i).find((y) =>
		y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0));
	const at = `${leap}-02-29`;
	assert.deepEqual(await starts({ starts_on: at, ends_on: at,
		recurrence: { cron: '0 20 * * *' } }), [`${at}T18:00:00Z`]);
	assert.deepEqual((await starts({ recurrence: { cron: '0 20 29 2 *' } }))[0],
		`${at}T18:00:00Z`);
	refused(await preview({ starts_on: `${leap + 1}-02-29` }), 422, 'field-date',
		'starts_on');
});

test('IN-05 dates far away, turned round, or past', async () => {
	await writesNothing(site, 'dates', async () => {
		const today = await day(site, 0), tomorrow = await day(site, 1);
		const post = (fields) => admin.api.apiPost('schedules',
			{ ...PATROL, ...fields });
		refused(await post({ starts_on: tomorrow, ends_on: today }), 422,
			'date-order', 'ends_on');
		refused(await post({ starts_on: '2001-01-01', ends_on: '2001-02-01' }), 422,
			'recurrence-never', 'recurrence');
		for (const ends_on of ['0000-01-01', '1969-12-31', '10000-01-01',
			'2027-02-30']) {
			refused(await post({ ends_on }), 422, null, 'ends_on');
		}
		for (const starts_on of ['9999-12-31', '9999-01-01']) {
			refused(await post({ starts_on }), 422);
		}
		for (const duration_min of [0, -1, 2881, 1e15]) {
			refused(await post({ duration_min }), 422, 'field-range', 'duration_min');
		}
		for (const [seats, needed, field] of [[0, 0, 'seats'], [1001, 1, 'seats'],
			[1, 2, 'needed'], [2, -1, 'needed']]) {
			refused(await post({ seats, needed }), 422, null, field);
		}
	});
});

test('IN-05 an unknown zone is told, not read as UTC', async () => {
	await writesNothing(site, 'zones', async () => {
		for (const time_zone of ['Mars/Olympus', 'europe/london', 'Europe /London',
			'UTC+2', 'EST5EDT,M3.2.0,M11.1.0', ':Europe/London', '../../etc/passwd',
			'/etc/localtime', 'Factory', 'posix/Europe/London', 'localtime',
			'tzdata.zi', 'Europe', 'Europe/', 'Europe/Lond\u043en']) {
			refused(await admin.api.apiPost('schedules', { ...PATROL, time_zone }),
				422, 'zone-unknown', 'time_zone');
		}
	});
});

test('IN-05 instants of a list that are none', async () => {
	for (const at of ['yesterday', '2027-02-30T00:00:00Z', '2027-01-01T24:00:01Z',
		'2027-01-01T00:00:60Z', '10000-01-01T00:00:00Z', '-1', '1700000000',
		'2027-01-01T00:00:00', '2027-01-01 00:00:00Z', '2027-01-01T00:00:00+99:00']) {
		for (const field of ['from', 'until']) {
			refused(await admin.api.apiGet(
				`shifts?${field}=${encodeURIComponent(at)}`), 422, 'field-date', field);
		}
	}
	for (const at of ['1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z',
		'2027-01-01T00:00:00%2B02:00', '2027-01-01']) {
		assert.equal((await admin.api.apiGet(`shifts?from=${at}`)).status, 200, at);
	}
	const turned = await admin.api.apiGet(
		'shifts?from=2030-01-01T00:00:00Z&until=2029-01-01T00:00:00Z');
	assert.deepEqual(turned.json, { items: [], next: null });
});

/* Recurrences ------------------------------------------------------------------------ */

const HOURS = Array.from({ length: 24 }, (_, i) => i).join(',');
const RULES = ['FREQ=SECONDLY', 'FREQ=MINUTELY', 'FREQ=HOURLY;INTERVAL=1',
	'FREQ=DAILY;INTERVAL=0', 'FREQ=DAILY;INTERVAL=-1', 'FREQ=DAILY;COUNT=0',
	'FREQ=DAILY;COUNT=1000000000000', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
	'FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31', 'FREQ=YEARLY;BYYEARDAY=367',
	'FREQ=MONTHLY;BYMONTHDAY=32', 'FREQ=MONTHLY;BYDAY=6MO', 'FREQ=DAILY;BYDAY=XX',
	'FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6', 'FREQ=YEARLY;BYSETPOS=400;BYMONTH=1',
	`FREQ=DAILY;BYHOUR=${HOURS};BYMINUTE=${HOURS};BYSECOND=${HOURS}`,
	`FREQ=DAILY;BYHOUR=${HOURS};BYMINUTE=0,10,20,30,40,50`,
	'FREQ=DAILY;UNTIL=19700101T000000Z', 'FREQ=DAILY;COUNT=5;UNTIL=20300101T000000Z',
	'FREQ=DAILY;FREQ=WEEKLY', 'FREQ=FORTNIGHTLY', 'INTERVAL=2', 'FREQ=',
	'FREQ=YEARLY;INTERVAL=2147483647', 'FREQ=DAILY;BYMONTH=13',
	'FREQ=DAILY\nRRULE:FREQ=SECONDLY', 'DTSTART:20260101T000000\nRRULE:FREQ=DAILY',
	'FREQ=YEARLY;BYEASTER=0', 'RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=5L',
	'FREQ=DAILY;WKST=ZZ', 'FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1;BYDAY=MO;BYMONTHDAY=29',
	';;;;', 'FREQ=DAILY;', 'x'.repeat(301), 'FREQ=WEEKLY;BYDAY='.padEnd(300, 'MO,'),
	'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;INTERVAL=399'];
const CRONS = ['* * * * *', '*/2 * * * *', '0 0 30 2 *', '0 0 31 4,6,9,11 *',
	'60 * * * *', '0 24 * * *', '0 0 0 * *', '0 0 32 * *', '0 0 * 13 *', '0 0 * * 8',
	'*/0 * * * *', '0 0 5-1 * *', '0 0 * *', '0 0 * * * *', '@reboot', '@yearly',
	'0 0 * * MOO', '0 0 L * *', '0 0 ? * *', '0 0 1W * *', '0 0 * * 5#2', '-1 0 * * *',
	'1e1 0 * * *', '0 0 1,,2 * *', '0 0 1- * *', '0;0;*;*;*', '0 0 * * *; rm -rf /',
	'1-9223372036854775808 * * * *', `${'0,'.repeat(49)}0 * * * *`.slice(0, 100)];

async function bounded(label, body, field) {
	const start = process.hrtime.bigint();
	const reply = await admin.api.apiPost('schedules', body);
	const ms = Number(process.hrtime.bigint() - start) / 1e6;
	assert.ok(ms < 1000, `${label}: ${ms} ms`);
	assert.equal(reply.status, 422, `${label}: ${reply.text}`);
	const error = reply.json.errors.find((e) => e.field.startsWith(field));
	assert.ok(error, `${label}: ${reply.text}`);
	assert.match(error.code, /^(rrule|cron|weekly|recurrence|start|field)-/, label);
}

test('IN-08 a hostile RRULE is refused within a second', async () => {
	await writesNothing(site, 'rules', async () => {
		for (const rrule of RULES) {
			await bounded(rrule, { ...PATROL, recurrence: { rrule, start: '20:00' } },
				'recurrence');
		}
	});
});

test('IN-08 a hostile cron line is refused within a second', async () => {
	await writesNothing(site, 'crons', async () => {
		for (const cron of CRONS) {
			await bounded(cron, { ...PATROL, recurrence: { cron } }, 'recurrence');
		}
	});
});

test('IN-08 a recurrence that is none, or several at once', async () => {
	const at = { days: ['MO'], at: '20:00' };
	for (const [recurrence, field] of [[{}, 'recurrence'],
		[{ weekly: [] }, 'recurrence'], [{ weekly: [{ days: [], at: '20:00' }] }, 'recurrence'],
		[{ weekly: [{ days: ['MO'] }] }, 'recurrence'],
		[{ weekly: [{ days: ['MO', 'MO'], at: '20:00' }] }, 'recurrence'],
		[{ weekly: [{ days: ['XX'], at: '20:00' }] }, 'recurrence'],
		[{ weekly: [{ days: ['MO'], at: '24:00' }] }, 'recurrence'],
		[{ weekly: [{ days: ['MO'], at: '8pm' }] }, 'recurrence'],
		[{ weekly: Array(9).fill(at) }, 'recurrence'],
		[{ weekly: [at], cron: '0 20 * * *' }, 'recurrence'],
		[{ rrule: 'FREQ=DAILY', start: '20:00', cron: '0 20 * * *' }, 'recurrence'],
		[{ rrule: 'FREQ=DAILY' }, 'recurrence.start'],
		[{ rrule: 'FREQ=DAILY', start: 'evening' }, 'recurrence.start'],
		[{ rrule: 'FREQ=DAILY', start: '2027-02-30T20:00' }, 'recurrence.start']]) {
		await bounded(JSON.stringify(recurrence), { ...PATROL, recurrence }, field);
	}
});
