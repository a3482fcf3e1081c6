import pg from 'pg';
import { type Log } from '#core';
import { type Prepared, type Row, type Sql, type SqlSession, sqlFault } from './sql.ts';

/** One connection writes the timeline, the others read for the API. */
const CONNECTIONS = 8;
/** A database that does not even greet in this time counts as away. */
const CONNECT_TIMEOUT_MS = 3_000;
/** No statement of ours takes long; a stuck one must not block the writer for ever. */
const STATEMENT_TIMEOUT_MS = 30_000;

export interface PoolOptions {
  readonly url: string;
  /** Schema that holds our tables. */
  readonly schema: string;
  readonly log: Log;
}

/** `Sql` on a pool of node-postgres connections. */
export class PoolSql implements Sql {
  readonly #pool: pg.Pool;
  #closing: Promise<void> | undefined;

  constructor({ url, schema, log }: PoolOptions) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: CONNECTIONS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: STATEMENT_TIMEOUT_MS,
      keepAlive: true,
      application_name: 'huawu',
      options: `-c search_path=${schema} -c timezone=UTC`,
    });
    // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
    this.#pool.on('error', (error) => log.warn('a database connection broke', { code: (error as { code?: string }).code }));
  }

  async query(statement: string | Prepared, values: readonly unknown[] = []): Promise<readonly Row[]> {
    const { name, text } = typeof statement === 'string' ? { name: undefined, text: statement } : statement;
    try {
      return (await this.#pool.query({ text, values: [...values], ...(name === undefined ? {} : { name }) })).rows as Row[];
    } catch (error) {
      throw sqlFault(error);
    }
  }

  async transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw sqlFault(error);
    });
    let broken = false;
    try {
      await client.query('BEGIN');
      const result = await work({
        query: async (text, values = []) => (await client.query(text, [...values])).rows as Row[],
      });
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => (broken = true));
      throw sqlFault(error);
    } finally {
      client.release(broken);
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#pool.end();
    return this.#closing;
  }
}
