import { resolve } from 'node:path';
import { type Result, failed, ok } from '#core';
import type { PeopleRecords } from '#access';
import { runningDatabase } from '../embedded/running-database.ts';
import type { StoreOptions } from '../open-store.ts';
import { embeddedPostgres } from '../sql/embedded-postgres.ts';
import { migrate, shippedMigrations } from '../sql/migrate.ts';
import { remotePostgres } from '../sql/remote-postgres.ts';
import { sqlFault } from '../sql/sql.ts';
import { SqlPeople } from './sql-people.ts';

export interface OpenedPeople {
  readonly records: PeopleRecords;
  /** True when the embedded database belongs to a running server. */
  readonly shared: boolean;
  close(): Promise<void>;
}

/**
 * Opens people alone, for the command line: the database of `databaseUrl`, else that of the server running on the data
 * folder, else our own for as long as it is needed. Faults: as `openStore`.
 */
export async function openPeople(options: StoreOptions): Promise<Result<OpenedPeople>> {
  const { clock, log, progress, schema = 'huawu' } = options;
  const dataDir = resolve(options.dataDir);
  const running = options.databaseUrl === undefined ? runningDatabase(dataDir) : undefined;
  const url = options.databaseUrl ?? running;
  const sql = url === undefined ? await embeddedPostgres({ dataDir, schema, clock, log, ...(progress ? { progress } : {}) }) : await remotePostgres({ url, schema, log });
  if (!sql.ok) return sql;
  try {
    await migrate(sql.value, schema, shippedMigrations());
    return ok({ records: new SqlPeople(sql.value), shared: running !== undefined, close: () => sql.value.close() });
  } catch (error) {
    await sql.value.close();
    return failed(sqlFault(error));
  }
}
