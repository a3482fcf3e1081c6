import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './free-port.ts';
import { accountFor } from '../../store/embedded/run-as.ts';

/** PostgreSQL 15 of Debian 12; `npm test` installs it when it may. */
const PROGRAMS = '/usr/lib/postgresql/15/bin';
export const hasDebianPostgres = existsSync(join(PROGRAMS, 'postgres')) && existsSync(join(PROGRAMS, 'initdb'));

export interface DebianPostgres {
  readonly url: string;
  readonly version: string;
  /** kill -9 of all its processes, and started again on the same data. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

const START_LIMIT_MS = 60_000;

/** Debian's PostgreSQL on a free port of loopback, in a folder that goes with it. */
export async function startDebianPostgres(): Promise<DebianPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'huawu-debian-postgres-'));
  const account = accountFor(join(folder, 'data'));
  if (account) chownSync(folder, account.uid, account.gid);
  const as = { cwd: folder, ...(account ? { uid: account.uid, gid: account.gid } : {}) };
  const data = join(folder, 'data');
  const made = spawnSync(join(PROGRAMS, 'initdb'), ['-D', data, '-U', 'huawu', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], { ...as, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const port = await findFreePort();
  const url = `postgres://huawu@127.0.0.1:${port}/postgres`;
  let child: ChildProcess;
  const launch = () => spawn(join(PROGRAMS, 'postgres'), ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', '-c', 'fsync=off'], { ...as, stdio: 'ignore' });
  const isReady = () => spawnSync(join(PROGRAMS, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port), '-U', 'huawu']).status === 0;
  const start = async () => {
    child = launch();
    const deadline = performance.now() + START_LIMIT_MS;
    while (!isReady()) {
      if (performance.now() > deadline) throw new Error('PostgreSQL 15 did not start');
      await new Promise((resolve) => setTimeout(resolve, 50));
      // It does not begin while a process of the one before, whose head was cut off, still has its memory.
      if (child.exitCode !== null) child = launch();
    }
  };
  const end = async (signal: 'SIGKILL' | 'SIGQUIT') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  await start();
  return {
    url,
    version: spawnSync(join(PROGRAMS, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout.trim(),
    crash: async () => {
      await end('SIGKILL');
      await start();
    },
    stop: async () => {
      await end('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
