/*
 * every configuration of config/ is refused, with exactly the lines of
 * its .expected on standard error, by the command that operators use.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import { BUILD, ROOT } from '../lib/stack.js';

const CASES = path.join(ROOT, 'tests/refused/config');
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'wb-config-'));
after(() => fs.rmSync(dir, { recursive: true, force: true }));

function check(text, env = {}) {
	fs.writeFileSync(path.join(dir, 'watchbill.conf'), text);
	const said = spawnSync(path.join(BUILD, 'bin/watchbill'),
		['--dir', dir, 'config', 'check'],
		{ env: { ...process.env, ...env }, encoding: 'utf8' });
	return { code: said.status,
		said: said.stderr.replaceAll(`${dir}/`, '') };
}

const read = (name) => fs.readFileSync(path.join(CASES, name), 'utf8');
const names = fs.readdirSync(CASES).filter((n) => n.endsWith('.conf'))
	.map((n) => n.slice(0, -'.conf'.length));

for (const name of names) {
	test(`R-23 the configuration ${name} is refused by name`, () => {
		const { code, said } = check(read(`${name}.conf`));
		assert.equal(said, read(`${name}.expected`));
		assert.equal(code, 1);
	});
}

test('R-23 a variable is refused by its name', () => {
	const { code, said } = check('',
		{ WATCHBILL_ROTA_HORIZON_DAYS: '401' });
	assert.equal(said, 'WATCHBILL_ROTA_HORIZON_DAYS: rota.horizon_days ' +
		'must be a number from 1 to 400\n');
	assert.equal(code, 1);
});

test('R-23 a variable that is no key is refused by its name', () => {
	const { code, said } = check('', { WATCHBILL_ROTA_HORIZON: '30' });
	assert.equal(said, 'WATCHBILL_ROTA_HORIZON: no key is called like ' +
		'this variable\n');
	assert.equal(code, 1);
});

test('R-23 the example is accepted as it stands', () => {
	const example = fs.readFileSync(
		path.join(ROOT, 'watchbill.conf.example'), 'utf8');
	assert.deepEqual(check(example), { code: 0, said: '' });
});

test('R-23 every key has a configuration that is refused for it', () => {
	const all = names.map((n) => read(`${n}.expected`)).join('');
	const example = fs.readFileSync(
		path.join(ROOT, 'watchbill.conf.example'), 'utf8');
	let section = '';
	const keys = [];
	for (const line of example.split('\n')) {
		section = /^#?\[(\w+)\]/.exec(line)?.[1] ?? section;
		const key = /^#(\w+) =/.exec(line)?.[1];
		if (key) {
			keys.push(`${section}.${key}`);
		}
	}
	assert.ok(keys.length > 20);
	assert.deepEqual(keys.filter((k) => !all.includes(` ${k} must be`)), []);
});
