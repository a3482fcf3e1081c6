import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Migration, migrate, shippedMigrations } from './migrate.ts';
import type { Row, Sql } from './sql.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const one: Migration = { version: 1, name: 'one', sql: 'CREATE one' };
const two: Migration = { version: 2, name: 'two', sql: 'CREATE two' };

/** A database that remembers what it was asked, with this history of migrations. */
function database(history: Row[]): { sql: Sql; asked: string[] } {
  const asked: string[] = [];
  const query = async (text: string) => {
    asked.push(text);
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
  it('refuse a database of a newer Huawu', async () => {
    const { sql } = database([{ version: 1, name: 'one', sha256: sha256('CREATE one') }, { version: 2, name: 'two', sha256: 'x' }]);
    await expect(migrate(sql, 'huawu', [one])).rejects.toMatchObject({ code: 'store.newer-schema' });
  });
  it('refuse a shipped file that was edited afterwards', async () => {
    const { sql } = database([{ version: 1, name: 'one', sha256: sha256('CREATE something else') }]);
    await expect(migrate(sql, 'huawu', [one])).rejects.toMatchObject({ code: 'store.migration-changed' });
  });
});
