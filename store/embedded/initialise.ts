import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, type Random, type Result, failed, ok } from '#core';
import { type RunAs, spawnAs } from './run-as.ts';

/** Major version of the binaries; data of another one cannot be opened. */
const MAJOR = '18';

export interface Cluster {
  /** Absolute data folder of PostgreSQL. */
  readonly folder: string;
  readonly password: string;
}

export const clusterFolder = (dataDir: string) => join(dataDir, 'postgres');
export const hasCluster = (dataDir: string) => existsSync(join(clusterFolder(dataDir), 'PG_VERSION'));

/**
 * Makes the data folder at first start: beside its place, renamed when it is whole, so that an interrupted first start
 * leaves nothing half-made. Faults: store.initdb-failed, store.wrong-version, store.password-lost, store.not-owner.
 */
export async function initialise(dataDir: string, initdb: string, runAs: RunAs, random: Random): Promise<Result<Cluster>> {
  const folder = clusterFolder(dataDir);
  const passwordFile = join(dataDir, 'postgres.password');
  if (hasCluster(dataDir)) return existing(folder, passwordFile);
  const fresh = join(dataDir, 'postgres.new');
  const handed = join(fresh, 'password');
  const password = random.hex(24);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(join(fresh, 'data'), { recursive: true, mode: 0o700 });
  writeFileSync(handed, password, { mode: 0o600 });
  if (runAs.account) for (const path of [fresh, join(fresh, 'data'), handed]) chownSync(path, runAs.account.uid, runAs.account.gid);
  const args = ['-D', join(fresh, 'data'), '-U', 'huawu', '-A', 'scram-sha-256', `--pwfile=${handed}`, '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const { status, output } = await run(runAs, initdb, args);
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    return failed(new Fault('store.initdb-failed', `The embedded PostgreSQL cannot make its data folder ${folder}: ${output.trim().split('\n').slice(-3).join(' / ')}. Check free disk space and rights, or set DATABASE_URL.`));
  }
  writeFileSync(passwordFile, password, { mode: 0o600 });
  renameSync(join(fresh, 'data'), folder);
  rmSync(fresh, { recursive: true, force: true });
  return ok({ folder, password });
}

function existing(folder: string, passwordFile: string): Result<Cluster> {
  const owner = statSync(folder).uid;
  const own = process.getuid?.();
  if (own !== undefined && own !== 0 && owner !== own) {
    return failed(new Fault('store.not-owner', `The data folder ${folder} belongs to another user (uid ${owner}). Start as root or as that user, or choose another folder with HUAWU_DATA.`));
  }
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (version !== MAJOR) {
    return failed(new Fault('store.wrong-version', `The data folder ${folder} was made by PostgreSQL ${version}, the embedded one is ${MAJOR}. Dump it with PostgreSQL ${version} and restore, or choose another folder with HUAWU_DATA.`));
  }
  if (!existsSync(passwordFile)) {
    return failed(new Fault('store.password-lost', `${passwordFile} is gone, without it the data in ${folder} cannot be opened. Restore it from a backup, or set a new password for the user "huawu" and write it into that file.`));
  }
  return ok({ folder, password: readFileSync(passwordFile, 'utf8').trim() });
}

function run(runAs: RunAs, program: string, args: readonly string[]): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawnAs(runAs, program, args, 'pipe');
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => resolve({ status: 127, output: error.message }));
    child.on('close', (status) => resolve({ status, output }));
  });
}
