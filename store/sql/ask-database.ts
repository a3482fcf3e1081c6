import { type Log, type Result, ok } from '#core';
import { remotePostgres } from './remote-postgres.ts';

/** Version of the PostgreSQL behind a URL; changes nothing in it. Faults: store.unreachable. */
export async function askDatabase({ url, log }: { readonly url: string; readonly log: Log }): Promise<Result<string>> {
  const sql = await remotePostgres({ url, schema: 'public', log });
  if (!sql.ok) return sql;
  const [row] = await sql.value.query('SHOW server_version');
  await sql.value.close();
  return ok(`PostgreSQL ${String(row?.server_version)}`);
}
