import type { Log } from '#core';
import type { Sql } from '../sql/sql.ts';

/**
 * Makes the index that finds words fast, where the database has or allows the extension pg_trgm; else searching reads every
 * turn, which the log says. Not a migration, so that it is made at the next start once somebody installs the extension.
 */
export async function ensureTrigramIndex(sql: Sql, log: Log): Promise<boolean> {
  try {
    if (!(await extensionSchema(sql))) await sql.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    const schema = await extensionSchema(sql);
    if (schema === undefined) throw new Error('pg_trgm is not there');
    await sql.query(`CREATE INDEX IF NOT EXISTS transcript_turns_coded ON transcript_turns USING gin (coded "${schema.replaceAll('"', '""')}".gin_trgm_ops)`);
    return true;
  } catch (error) {
    log.warn('transcripts are searched without an index, which is slow with many calls: let an administrator of the database run "CREATE EXTENSION pg_trgm", then start Huawu again', { error });
    return false;
  }
}

async function extensionSchema(sql: Sql): Promise<string | undefined> {
  const [row] = await sql.query("SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm'");
  return row && String(row.nspname);
}
