import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Migration, migrate, shippedMigrations } from './migrate.ts';
import type { Row, Sql } from './sql.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const one: Migration = { version: 1, name: 'one', sql: 'CREATE one' };
const two: Migration = { version: 2, name: 'two', sql: 'CREATE two' };

/** A database that remembers what it was asked, with this history of migrations. */
function database(history: Row[], server = 'PostgreSQL 18.4'): { sql: Sql; asked: string[] } {
  const asked: string[] = [];
  const query = async (text: string) => {
    asked.push(text);
    if (text.startsWith('SELECT version()')) return [{ server }];
    return text.startsWith('SELECT version') ? history : [];
  };
  return { asked, sql: { query, transaction: (work) => work({ query }), close: async () => {} } };
}

describe('migrations', () => {
  it('are shipped in numbered order, each number once', () => {
    const shipped = shippedMigrations();
    const versions = shipped.map(({ version }) => version);
    expect(shipped.map(({ name }) => name)).toEqual(expect.arrayContaining(['timeline', 'transcript-search', 'reviews']));
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
  });
  it('are applied from the first one missing, under a lock', async () => {
    const { sql, asked } = database([{ version: 1, name: 'one', sha256: sha256('CREATE one') }]);
    expect(await migrate(sql, 'huawu', [one, two])).toEqual(['two']);
    expect(asked[0]).toContain('pg_advisory_xact_lock');
    expect(asked.filter((text) => text.startsWith('CREATE '))).toContain('CREATE two');
    expect(asked).not.toContain('CREATE one');
  });
  it('do without triggers on a database that has none, with the history of the same files', async () => {
    const [people] = shippedMigrations().filter(({ name }) => name === 'people');
    const first = { ...one, ...people };
    const made = async (server: string) => {
      const values: unknown[] = [];
      const { sql, asked } = database([], server);
      const noted: Sql = { ...sql, transaction: (work) => sql.transaction(({ query }) => work({ query: (text, given = []) => (values.push(...given), query(text)) })) };
      expect(await migrate(noted, 'huawu', [first, two])).toEqual(['people', 'two']);
      expect(values).toContain(sha256(first.sql));
      return asked.some((text) => text.includes('CREATE TRIGGER'));
    };
    expect(await made('PostgreSQL 15.8 on x86_64')).toBe(true);
    expect(await made('CockroachDB CCL v25.1.0')).toBe(false);
  });
  it('without triggers make the same tables', () => {
    const statements = (sql: string) => sql.replaceAll(/--[^\n]*/g, '').replace(/CREATE FUNCTION[^]*/, '').trim();
    const twins = shippedMigrations().filter(({ withoutTriggers }) => withoutTriggers !== undefined);
    expect(twins.map(({ name }) => name)).toEqual(['people']);
    for (const { sql, withoutTriggers = '' } of twins) expect([withoutTriggers.replaceAll(/--[^\n]*/g, '').trim(), withoutTriggers.includes('TRIGGER')]).toEqual([statements(sql), false]);
  });
  it('refuse a database of a newer Huawu', async () => {
    const { sql } = database([{ version: 1, name: 'one', sha256: sha256('CREATE one') }, { version: 2, name: 'two', sha256: 'x' }]);
    await expect(migrate(sql, 'huawu', [one])).rejects.toMatchObject({ code: 'store.newer-schema' });
  });
  it('refuse a shipped file that was edited afterwards', async () => {
    const { sql } = database([{ version: 1, name: 'one', sha256: sha256('CREATE something else') }]);
    await expect(migrate(sql, 'huawu', [one])).rejects.toMatchObject({ code: 'store.migration-changed' });
  });
});
