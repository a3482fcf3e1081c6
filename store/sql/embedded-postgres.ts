import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Clock, Fault, type Log, type Random, type Result, failed, ok, systemRandom } from '#core';
import { findBinaries } from '../embedded/binaries.ts';
import { lockData } from '../embedded/data-lock.ts';
import { clusterFolder, hasCluster, initialise } from '../embedded/initialise.ts';
import { clearLeftOver } from '../embedded/left-over.ts';
import { accountFor, findRunAs } from '../embedded/run-as.ts';
import { ServerProcess } from '../embedded/server-process.ts';
import { PoolSql } from './pool-sql.ts';
import type { Sql } from './sql.ts';

export interface EmbeddedPostgresOptions {
  /** Folder of the installation; PostgreSQL's own is `postgres` in it. */
  readonly dataDir: string;
  readonly schema: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly random?: Random;
  readonly progress?: (text: string) => void;
}

/** An `Sql` whose server is ours. */
export interface EmbeddedSql extends Sql {
  /** Process id of the PostgreSQL now running. */
  readonly pid: number | undefined;
  /** How to reach it; holds the password. */
  readonly url: string;
}

/**
 * `Sql` on a PostgreSQL of our own: made at first start, on a free port of 127.0.0.1, stopped with `close`.
 * Faults: store.no-embedded, store.data-in-use, store.data-folder, those of `findRunAs`, `initialise` and
 * `ServerProcess.start`. Twin of remote-postgres.ts.
 */
export async function embeddedPostgres(options: EmbeddedPostgresOptions): Promise<Result<EmbeddedSql>> {
  const dataDir = resolve(options.dataDir);
  const binaries = findBinaries();
  if (!binaries.ok) return binaries;
  try {
    mkdirSync(dataDir, { recursive: true });
    const lock = lockData(dataDir);
    if (!lock.ok) return lock;
    const server = await startServer({ ...options, dataDir }, binaries.value);
    if (!server.ok) {
      lock.value.release();
      return server;
    }
    return ok(ownSql(server.value, options, lock.value.release));
  } catch (error) {
    return failed(new Fault('store.data-folder', `The data folder ${dataDir} cannot be used: ${error instanceof Error ? error.message : String(error)}. Check its rights and free space, or choose another with HUAWU_DATA.`, { cause: error }));
  }
}

async function startServer(options: EmbeddedPostgresOptions, binaries: { postgres: string; initdb: string }): Promise<Result<{ server: ServerProcess; password: string }>> {
  const { dataDir, clock, log, progress, random = systemRandom } = options;
  const folder = clusterFolder(dataDir);
  for (const program of Object.values(binaries)) makeExecutable(program);
  const runAs = findRunAs(accountFor(folder), binaries.postgres, dataDir);
  if (!runAs.ok) return runAs;
  const left = await clearLeftOver(folder, clock);
  if (left !== 'nothing') log.warn('a PostgreSQL of an earlier run was found', { done: left });
  if (!hasCluster(dataDir)) progress?.('Making the database (first start) …');
  const cluster = await initialise(dataDir, binaries.initdb, runAs.value, random);
  if (!cluster.ok) return cluster;
  const logFile = join(dataDir, 'postgres.log');
  const server = new ServerProcess({ postgres: binaries.postgres, folder, logFile, runAs: runAs.value, clock, log, ...(progress ? { progress } : {}) });
  const started = await server.start();
  return started.ok ? ok({ server, password: cluster.value.password }) : started;
}

/** npm may unpack without the executable bit; in a read-only installation it is set already. */
function makeExecutable(program: string): void {
  try {
    chmodSync(program, 0o755);
  } catch {
    // Told by findRunAs when it matters.
  }
}

function ownSql({ server, password }: { server: ServerProcess; password: string }, { schema, log }: EmbeddedPostgresOptions, release: () => void): EmbeddedSql {
  const url = `postgres://huawu:${password}@127.0.0.1:${server.port}/postgres`;
  const pool = new PoolSql({ url, schema, log });
  let closing: Promise<void> | undefined;
  const end = async () => {
    await pool.close();
    await server.stop();
    release();
  };
  return {
    query: (text, values) => pool.query(text, values),
    transaction: (work) => pool.transaction(work),
    close: () => (closing ??= end()),
    url,
    get pid() {
      return server.pid;
    },
  };
}
