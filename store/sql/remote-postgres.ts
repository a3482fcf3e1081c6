import { Fault, type Log, type Result, failed, ok } from '#core';
import { PoolSql } from './pool-sql.ts';
import type { Sql } from './sql.ts';

export interface RemotePostgresOptions {
  /** `postgres://user:password@host:port/database`, parameters such as `?sslmode=require` as libpq has them. */
  readonly url: string;
  readonly schema: string;
  readonly log: Log;
}

/** `Sql` on a PostgreSQL that somebody else runs. Faults: store.unreachable. Twin of embedded-postgres.ts. */
export async function remotePostgres(options: RemotePostgresOptions): Promise<Result<Sql>> {
  try {
    const sql = new PoolSql(options);
    return await checked(sql);
  } catch (error) {
    return failed(unreachable(error));
  }
}

async function checked(sql: Sql): Promise<Result<Sql>> {
  try {
    await sql.query('SELECT 1');
    return ok(sql);
  } catch (error) {
    await sql.close();
    return failed(unreachable(error));
  }
}

/** Says what the server said, but never the URL: it holds a password. */
function unreachable(error: unknown): Fault {
  const cause = error instanceof Fault ? error.cause : error;
  const { code, message } = (cause ?? {}) as { code?: string; message?: string };
  return new Fault('store.unreachable', `The database of DATABASE_URL (database.url) cannot be used: ${message || code || 'no answer'}. Check host, port, user, password and that the server runs.`, { retryable: true, cause });
}
