import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, type Result, failed, ok } from '#core';
import { birthOf, isAlive } from './processes.ts';

/** Taken over at most so often when others start at the same moment. */
const ATTEMPTS = 5;

export interface DataLock {
  release(): void;
}

/** One server per data folder: `huawu.lock` names the process that holds it. One left by a crash is taken over. */
export function lockData(folder: string): Result<DataLock> {
  const file = join(folder, 'huawu.lock');
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (write(file)) return ok({ release: () => rmSync(file, { force: true }) });
    const holder = holderOf(folder);
    if (holder !== undefined) {
      return failed(new Fault('store.data-in-use', `Another Huawu (process ${holder}) uses the data folder ${folder}. Stop it, or choose another folder with data.folder or HUAWU_DATA.`));
    }
    rmSync(file, { force: true });
  }
  return failed(new Fault('store.data-in-use', `Another Huawu is starting with the data folder ${folder}. Start only one.`, { retryable: true }));
}

/** Process id of the running server that holds the data folder, if one does. */
export function holderOf(folder: string): number | undefined {
  const holder = read(join(folder, 'huawu.lock'));
  return holder && isAlive(holder.pid) && birthOf(holder.pid) === holder.birth ? holder.pid : undefined;
}

function write(file: string): boolean {
  try {
    const handle = openSync(file, 'wx', 0o644);
    writeSync(handle, JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) }));
    closeSync(handle);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): { pid: number; birth: string } | undefined {
  try {
    const { pid, birth } = JSON.parse(readFileSync(file, 'utf8')) as { pid?: unknown; birth?: unknown };
    return typeof pid === 'number' && typeof birth === 'string' ? { pid, birth } : undefined;
  } catch {
    return undefined;
  }
}
