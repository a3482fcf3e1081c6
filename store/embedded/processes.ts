import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';

/** True when a process with this id runs, whoever owns it. A dead one nobody has collected (in containers) does not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EPERM') return false;
  }
  return statFields(pid)?.[0] !== 'Z';
}

/** Tells a process from a later one with the same id: boot and start time. Empty when there is none. */
export function birthOf(pid: number): string {
  const ticks = statFields(pid)?.[19];
  return ticks === undefined ? ask('lstart', pid) : `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${ticks}`;
}

/** proc(5): the fields of /proc/PID/stat from the 3rd (state) on; the command before them may hold spaces and brackets. */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** The command line of a process; empty when there is none. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\u0000', ' ').trim();
  } catch {
    return ask('command', pid);
  }
}

/** PostgreSQL's processes on this data folder (they all work in it); undefined where that cannot be seen. */
export function postgresIn(folder: string): number[] | undefined {
  try {
    const real = realpathSync(folder);
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && linkOf(pid, 'cwd') === real && /\/postgres\b/.test(linkOf(pid, 'exe') ?? ''));
  } catch {
    return undefined;
  }
}

function linkOf(pid: number, name: 'cwd' | 'exe'): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/${name}`);
  } catch {
    return undefined;
  }
}

/** For systems without /proc. */
function ask(field: string, pid: number): string {
  const { stdout } = spawnSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' });
  return (stdout ?? '').trim();
}

/** Sends a signal; a process that is gone already is no mistake. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone, which is what was wanted.
  }
}
