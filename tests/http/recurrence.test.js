/* A program reads back the recurrence it has entered, in the form it used. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Stack } from '../lib/stack.js';

let site, program;

before(async () => {
	site = await Stack.start();
	await site.person('Fatima Davids', '+27825550101', 'coordinator');
	program = await site.api('+27825550101');
});
after(() => site?.stop());

const whole = { weekly: [], rrule: null, start: null, cron: null };

for (const [way, entered] of [
	['weekdays and times', { weekly: [{ days: ['FR', 'SA'], at: '22:00' },
		{ days: ['SU'], at: '05:30' }] }],
	['an RRULE', { rrule: 'FREQ=MONTHLY;BYDAY=2SA', start: '20:00' }],
	['a cron line', { cron: '0 22 * * 5,6' }],
]) {
	test(`what was entered as ${way} reads back the same`, async () => {
		const made = await program.apiPost('schedules', { name: way,
			recurrence: entered, time_zone: 'Europe/London',
			duration_min: 120, seats: 2, needed: 1 });
		assert.equal(made.status, 201, made.text);
		const { json } = await program.apiGet(`schedules/${made.json.id}`);
		assert.deepEqual(json.recurrence, { ...whole, ...entered });
		const again = await program.apiPost(`schedules/${made.json.id}`, {
			name: way, recurrence: entered, time_zone: 'Europe/London',
			duration_min: 120, seats: 2, needed: 1,
			version: json.version });
		assert.equal(again.status, 200, again.text);
		assert.equal(again.json.shifts, 0, 'saving the same changes nothing');
	});
}
