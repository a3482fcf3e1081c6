import { resolve } from 'node:path';
import { type Result, failed, ok } from '#core';
import { runningDatabase } from '../embedded/running-database.ts';
import type { DerivedStore } from '../derived/port.ts';
import { SqlDerived } from '../derived/sql-derived.ts';
import type { StoreOptions } from '../open-store.ts';
import type { Store } from '../port.ts';
import { embeddedPostgres } from '../sql/embedded-postgres.ts';
import { migrate, shippedMigrations } from '../sql/migrate.ts';
import { remotePostgres } from '../sql/remote-postgres.ts';
import { type Sql, sqlFault } from '../sql/sql.ts';
import { readCall, readCalls } from './read-calls.ts';

/**
 * Opens the timeline for reading, for the command line: also while a server runs on the data folder. Faults: as `openStore`.
 */
export async function openTimeline(options: StoreOptions): Promise<Result<Pick<Store, 'calls' | 'call' | 'close'>>> {
  const sql = await openBeside(options);
  return sql.ok ? ok({ calls: (query) => readCalls(sql.value, query), call: (id) => readCall(sql.value, id), close: () => sql.value.close() }) : sql;
}

/** Opens everything derived from ended calls, for the command line: also while a server runs on the data folder. Faults: as `openStore`. */
export async function openDerived(options: StoreOptions): Promise<Result<DerivedStore>> {
  const sql = await openBeside(options);
  return sql.ok ? ok(new SqlDerived(sql.value)) : sql;
}

/** The database of the running server, else one that is started; its schema is brought up to date. */
async function openBeside(options: StoreOptions): Promise<Result<Sql>> {
  const { clock, log, progress, schema = 'huawu' } = options;
  const dataDir = resolve(options.dataDir);
  const url = options.databaseUrl ?? runningDatabase(dataDir);
  const sql = url === undefined ? await embeddedPostgres({ dataDir, schema, clock, log, ...(progress ? { progress } : {}) }) : await remotePostgres({ url, schema, log });
  if (!sql.ok) return sql;
  try {
    await migrate(sql.value, schema, shippedMigrations());
    return sql;
  } catch (error) {
    await sql.value.close();
    return failed(sqlFault(error));
  }
}
