import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { holderOf } from './data-lock.ts';
import { clusterFolder } from './initialise.ts';
import { isAlive } from './processes.ts';

/** Lines of postmaster.pid (PostgreSQL source, miscadmin.h): 1 process id, 4 port, 8 status. */
const PID = 0;
const PORT = 3;
const STATUS = 7;

/** How a second process of the same account reaches the embedded PostgreSQL of a running server; undefined when none runs. Holds the password. */
export function runningDatabase(dataDir: string): string | undefined {
  if (holderOf(dataDir) === undefined) return undefined;
  try {
    const lines = readFileSync(join(clusterFolder(dataDir), 'postmaster.pid'), 'utf8').split('\n');
    const password = readFileSync(join(dataDir, 'postgres.password'), 'utf8').trim();
    if (!isAlive(Number(lines[PID])) || lines[STATUS]?.trim() !== 'ready') return undefined;
    return `postgres://huawu:${password}@127.0.0.1:${Number(lines[PORT])}/postgres`;
  } catch {
    return undefined;
  }
}
