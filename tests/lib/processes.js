/*
 * processes: what an instance runs, read from /proc: the descendants of its
 * scripts/serve, by the program they execute.
 */
import fs from 'node:fs';
import path from 'node:path';

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
