import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, type Millis, sleep } from '#core';
import { commandOf, isAlive, postgresIn, signal } from './processes.ts';

/** postgres(1): SIGINT = fast shutdown, SIGQUIT = immediate (recovers at the next start). */
const STEPS: readonly { signal: NodeJS.Signals; wait: Millis }[] = [
  { signal: 'SIGINT', wait: 15_000 },
  { signal: 'SIGQUIT', wait: 5_000 },
  { signal: 'SIGKILL', wait: 2_000 },
];
const LOOK_EVERY_MS: Millis = 20;

/** Lines of postmaster.pid (PostgreSQL source, miscadmin.h): 1 process id, 8 status. */
export function postmasterFile(folder: string): { pid: number; status: string } | undefined {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), status: (lines[7] ?? '').trim() };
  } catch {
    return undefined;
  }
}

/**
 * Stops what a killed server left running on this data folder, then removes the pid file: PostgreSQL itself takes its
 * number for a running server even when it now belongs to somebody else or to a dead process nobody collected.
 * The file must stay as long as any old process lives: two servers on one folder destroy it. Returns what was done.
 */
export async function clearLeftOver(folder: string, clock: Clock): Promise<'nothing' | 'stopped' | 'stale-file'> {
  const left = postmasterFile(folder);
  if (!left) return 'nothing';
  const running = postgresIn(folder);
  const postmaster = isAlive(left.pid) && (running?.includes(left.pid) ?? runsOn(left.pid, folder));
  if (postmaster) await stopProcess(left.pid, clock);
  // Its children end by themselves when it was killed, unless they are stuck.
  for (const child of postgresIn(folder) ?? []) await stopProcess(child, clock);
  rmSync(join(folder, 'postmaster.pid'), { force: true });
  return postmaster ? 'stopped' : 'stale-file';
}

/** Asks a process to end, more and more firmly, and waits until it is gone. */
export async function stopProcess(pid: number, clock: Clock): Promise<void> {
  for (const step of STEPS) {
    signal(pid, step.signal);
    for (let waited = 0; waited < step.wait; waited += LOOK_EVERY_MS) {
      if (!isAlive(pid)) return;
      await sleep(clock, LOOK_EVERY_MS);
    }
  }
}

function runsOn(pid: number, folder: string): boolean {
  const command = commandOf(pid);
  return command.includes('postgres') && command.includes(folder);
}
