import { Fault } from '#core';

export type Row = Readonly<Record<string, unknown>>;

/** One connection. Values are bound as $1, $2 …; rejects with a Fault (store.away is retryable, store.query is not). */
export interface SqlSession {
  query(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/** A statement that is run so often that each connection prepares it once, under its name. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

/** PORT. A PostgreSQL: embedded, started by us / remote, by its URL. */
export interface Sql extends SqlSession {
  query(statement: string | Prepared, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Runs `work` on one connection between BEGIN and COMMIT; ROLLBACK when it throws. */
  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T>;
  /** Ends the connections (and the process, when it is ours). Safe to call twice. */
  close(): Promise<void>;
}

/**
 * SQLSTATE classes that pass without anybody changing a statement: connection (08), resources (53), operator
 * intervention (57), serialisation and deadlock (40), read-only after a fail-over (25006).
 */
const PASSING = /^(08|53|57|40)|^25006$/;

/** Turns what the driver threw into a Fault without row data (its `detail` may hold personal data). */
export function sqlFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const { code, message } = error as { code?: unknown; message?: unknown };
  const state = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
  if (state === undefined || PASSING.test(state)) {
    return new Fault('store.away', `The database does not answer (${state ?? String(code ?? message)}); it is tried again.`, { retryable: true, cause: error });
  }
  return new Fault('store.query', `The database refused a statement (SQLSTATE ${state}); this is a defect, please report it.`, { cause: error });
}
