import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks per second of /proc on Linux (getconf CLK_TCK). */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4_096;

/** CPU time in s by thread name of one process, dead threads left out; threads of one name are added up. */
export function threadUse(pid: number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      const name = readFileSync(`/proc/${pid}/task/${thread}/comm`, 'latin1').trim();
      const nanoseconds = Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ')[0]);
      const role = Number(thread) === pid ? 'main' : name;
      sums.set(role, (sums.get(role) ?? 0) + nanoseconds / 1e9);
    } catch {
      // The thread ended while we looked.
    }
  }
  return sums;
}

export interface ProcessUse {
  readonly pid: number;
  readonly name: string;
  /** User and system time of all its threads, in s. */
  readonly cpuSeconds: number;
  readonly rssMiB: number;
}

/** Resident memory of one process, in MiB; 0 when it is gone. */
export function residentMiB(pid: number): number {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * PAGE_BYTES) / 2 ** 20;
  } catch {
    return 0;
  }
}

/** A process and all its descendants, as /proc tells it. */
export function processTree(root: number): ProcessUse[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => statOf(Number(name)));
  const wanted = new Set([root]);
  for (let before = 0; before !== wanted.size; ) {
    before = wanted.size;
    for (const { pid, parent } of all) if (wanted.has(parent)) wanted.add(pid);
  }
  return all.filter(({ pid }) => wanted.has(pid));
}

function statOf(pid: number): (ProcessUse & { parent: number })[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const end = text.lastIndexOf(')');
    const name = text.slice(text.indexOf('(') + 1, end);
    const fields = text.slice(end + 2).split(' ');
    const [parent, user, system, pages] = [1, 11, 12, 21].map((index) => Number(fields[index]));
    return [{
      pid,
      name,
      parent: parent ?? 0,
      cpuSeconds: ((user ?? 0) + (system ?? 0)) / TICKS_PER_SECOND,
      rssMiB: ((pages ?? 0) * PAGE_BYTES) / 2 ** 20,
    }];
  } catch {
    return [];
  }
}
