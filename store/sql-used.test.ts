import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shippedMigrations } from './sql/migrate.ts';

/** docs/scale.md: what distributed databases that speak PostgreSQL's language lack, or have in other ways. */
const LACKING = /\b(?:big|small)?serial\b|\bcreate\s+sequence\b|\bnextval\b|\btrigger\b|\bcreate\s+(?:or\s+replace\s+)?(?:function|procedure)\b|\blisten\b|\bnotify\b|\bdeclare\s+\w+\s+cursor\b|\bprepare\s+transaction\b|\bexclude\s+using\b|\bcreate\s+temp|\block\s+table\b|\binherits\b/i;
const IDENTITY = /\bas\s+identity\b/i;
/** Of tickets, surveys and tasks besides: each row stands for itself. */
const BETWEEN_ROWS = /\bas\s+identity\b|\breferences\b|\bforeign\s+key\b|\bfor\s+update\b|\bpg_(?:try_)?advisory|\bctid\b/i;

const withoutComments = (sql: string) => sql.replaceAll(/--[^\n]*/g, '');
/** Texts of a TypeScript file that are statements. */
const statementsOf = (file: string) => [...readFileSync(file, 'utf8').matchAll(/`[^`]*`|'[^'\n]*'/g)].map(([text]) => text).filter((text) => /\b(?:SELECT|INSERT|UPDATE|DELETE)\b/.test(text));
const filesIn = (folder: string) => readdirSync(join(import.meta.dirname, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => join(import.meta.dirname, folder, name));

describe('the SQL that is used', () => {
  const migrations = shippedMigrations().map(({ name, sql }) => [name, withoutComments(sql)] as const);
  test('migrations make nothing that distributed databases lack, one trigger apart where there are some', () => {
    // The audit log refuses changes by a trigger: docs/scale.md tells where that matters.
    const found = migrations.flatMap(([name, sql]) => [...sql.matchAll(new RegExp(LACKING.source, 'gi'))].map(([text]) => `${name}: ${text.toLowerCase()}`));
    expect([...new Set(found)]).toEqual(['people: create function', 'people: trigger']);
  });
  test('numbers that the database gives are in those few tables that docs/scale.md names', () => {
    expect(migrations.filter(([, sql]) => IDENTITY.test(sql)).map(([name]) => name)).toEqual(['people', 'reviews', 'agent-steps', 'quality']);
  });
  const own = migrations.filter(([, sql]) => /CREATE TABLE (?:tickets|surveys|improvement_tasks|ticket_\w+)\b/.test(sql));
  test('tables of tickets and surveys know nothing of each other and have keys that are spread', () => {
    expect(own.length).toBeGreaterThan(1);
    expect(own.filter(([, sql]) => BETWEEN_ROWS.test(sql)).map(([name]) => name)).toEqual([]);
    for (const [name, sql] of own) for (const [table] of sql.matchAll(/CREATE TABLE[^;]*;/g)) expect([name, /PRIMARY KEY/.test(table)]).toEqual([name, true]);
  });
  test.each(['tickets', 'satisfaction'])('statements of %s stay within it, too', (folder) => {
    const all = filesIn(folder).flatMap((file) => statementsOf(file));
    expect(all.length).toBeGreaterThan(3);
    expect(all.filter((text) => LACKING.test(text) || BETWEEN_ROWS.test(text))).toEqual([]);
  });
});
