import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '#core';
import type { Sql, SqlSession } from './sql.ts';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** The same for a database that has no triggers. */
  readonly withoutTriggers?: string;
}

/** What it calls itself in `version()`: it refuses triggers for whole statements, and a transaction goes no further after what it refused. */
const WITHOUT_TRIGGERS = /CockroachDB/i;

/** Any number that other users of the same database are unlikely to lock; the same for all versions of Huawu. */
const ADVISORY_LOCK = 4_839_201_774;

/** The migrations shipped, `0001-name.sql` and so on, in order. */
export function shippedMigrations(folder = join(import.meta.dirname, '..', 'migrations')): Migration[] {
  const twins = join(folder, 'without-triggers');
  const others = new Set(existsSync(twins) ? readdirSync(twins) : []);
  return readdirSync(folder)
    .filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
    .sort()
    .map((file) => ({
      version: Number(file.slice(0, 4)),
      name: file.slice(5, -4),
      sql: readFileSync(join(folder, file), 'utf8'),
      ...(others.has(file) ? { withoutTriggers: readFileSync(join(twins, file), 'utf8') } : {}),
    }));
}

/**
 * Brings the schema up to date in one transaction, one server at a time. Returns the names applied now.
 * Throws store.newer-schema when a newer Huawu was here, store.migration-changed when a shipped file was edited.
 */
export function migrate(sql: Sql, schema: string, migrations: readonly Migration[]): Promise<string[]> {
  return sql.transaction(async (session) => {
    await session.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
    await session.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await session.query(
      'CREATE TABLE IF NOT EXISTS migrations (version int PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const done = await session.query('SELECT version, name, sha256 FROM migrations ORDER BY version');
    checkHistory(done, migrations);
    return applyRest(session, migrations.slice(done.length));
  });
}

function checkHistory(done: readonly Readonly<Record<string, unknown>>[], migrations: readonly Migration[]): void {
  done.forEach((row, index) => {
    const own = migrations[index];
    if (!own || own.version !== row.version) {
      throw new Fault('store.newer-schema', `The database was last used by a newer Huawu (migration ${String(row.version)} "${String(row.name)}"). Start that version, or restore a backup made before it.`);
    }
    if (sha256(own.sql) !== row.sha256) {
      throw new Fault('store.migration-changed', `store/migrations/${own.name} was changed after it was applied. Restore the file; put changes into a new migration.`);
    }
  });
}

async function applyRest(session: SqlSession, rest: readonly Migration[]): Promise<string[]> {
  const plain = rest.some(({ withoutTriggers }) => withoutTriggers !== undefined) && (await lacksTriggers(session));
  for (const migration of rest) {
    await session.query((plain ? migration.withoutTriggers : undefined) ?? migration.sql);
    // The history is that of the same files everywhere.
    await session.query('INSERT INTO migrations (version, name, sha256) VALUES ($1, $2, $3)', [migration.version, migration.name, sha256(migration.sql)]);
  }
  return rest.map((migration) => migration.name);
}

async function lacksTriggers(session: SqlSession): Promise<boolean> {
  const [row] = await session.query('SELECT version() AS server');
  return WITHOUT_TRIGGERS.test(String(row?.server));
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
