/*
 * processes: what an instance runs, read from /proc: the descendants of its
 * scripts/serve, by the program they execute.
 */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);

function all() {
	const found = [];
	for (const name of fs.readdirSync('/proc').filter((n) => /^\d+$/.test(n))) {
		try {
			const stat = fs.readFileSync(`/proc/${name}/stat`, 'latin1');
			const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
			const [program] = fs.readFileSync(`/proc/${name}/cmdline`,
				'utf8').split('\0');
			if (rest[0] !== 'Z') {
				found.push({ pid: Number(name), parent: Number(rest[1]),
					program: path.basename(program) });
			}
		} catch {
			/* it ended while we looked */
		}
	}
	return found;
}

/* The living processes of the instance that execute that program. */
export function processesOf(site, program) {
	const everybody = all();
	const ours = new Set([site.child.pid]);
	for (let grown = true; grown;) {
		grown = false;
		for (const p of everybody) {
			if (ours.has(p.parent) && !ours.has(p.pid)) {
				ours.add(p.pid);
				grown = true;
			}
		}
	}
	return everybody.filter((p) => ours.has(p.pid) && p.program === program)
		.map((p) => p.pid);
}

/* Stops them, and ends when they stand: a signal alone is only on its way. */
const STOP = `kill -STOP "$@"
for pid; do
	until grep -q '^State:.T' "/proc/$pid/status"; do sleep 0.01; done
done`;

/*
 * Runs it while the instance's worker stands still.  It is stopped under the
 * write lock, so that it does not hold that lock itself; who waits for it and
 * has not yet seen the signal would still get it.
 */
export async function withoutWorker(site, run) {
	const pids = processesOf(site, 'watchbill-worker');
	await exec('flock', [path.join(site.dir, 'watchbill.db.lock'),
		'sh', '-c', STOP, 'sh', ...pids.map(String)], { timeout: 10000 });
	try {
		return await run();
	} finally {
		for (const pid of pids) {
			process.kill(pid, 'SIGCONT');
		}
	}
}
