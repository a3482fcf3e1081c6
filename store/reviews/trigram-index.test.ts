import { expect, it } from 'vitest';
import { type Log, silentLog } from '#core';
import type { Row, Sql } from '../sql/sql.ts';
import { ensureTrigramIndex } from './trigram-index.ts';

/** A database where the extension stands in this schema, or may not be made. */
function database(schema: string | undefined): { sql: Sql; asked: string[] } {
  const asked: string[] = [];
  const query = async (statement: string | { text: string }): Promise<readonly Row[]> => {
    const text = typeof statement === 'string' ? statement : statement.text;
    asked.push(text.split('\n')[0] ?? '');
    if (text.startsWith('CREATE EXTENSION')) throw new Error('permission denied');
    return text.startsWith('SELECT n.nspname') && schema !== undefined ? [{ nspname: schema }] : [];
  };
  return { asked, sql: { query, transaction: (work) => work({ query }), close: async () => {} } };
}

it('the index uses the extension in whatever schema it stands', async () => {
  const { sql, asked } = database('public');
  expect(await ensureTrigramIndex(sql, silentLog)).toBe(true);
  expect(asked.at(-1)).toBe('CREATE INDEX IF NOT EXISTS transcript_turns_coded ON transcript_turns USING gin (coded "public".gin_trgm_ops)');
});

it('without the extension the search goes on without an index, and the log says how to mend it', async () => {
  const warned: string[] = [];
  const log: Log = { ...silentLog, warn: (message) => void warned.push(message) };
  const { sql, asked } = database(undefined);
  expect(await ensureTrigramIndex(sql, log)).toBe(false);
  expect(warned).toEqual([expect.stringContaining('CREATE EXTENSION pg_trgm')]);
  expect(asked.some((text) => text.startsWith('CREATE INDEX'))).toBe(false);
});
