import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog, systemClock, systemRandom } from '#core';
import { openStore } from '#store';
import { type EmbeddedSql, embeddedPostgres } from '../../store/sql/embedded-postgres.ts';
import { remotePostgres } from '../../store/sql/remote-postgres.ts';
import { storeContract } from './store.ts';

// The database of DATABASE_URL when there is one, else a PostgreSQL of our own reached by its URL; a schema of its own either way.
const folder = mkdtempSync(join(tmpdir(), 'huawu-remote-'));
const schema = `huawu_test_${systemRandom.hex(6)}`;
let own: EmbeddedSql | undefined;

async function databaseUrl(): Promise<string> {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  if (!own) {
    const started = await embeddedPostgres({ dataDir: join(folder, 'server'), schema: 'public', clock: systemClock, log: silentLog });
    if (!started.ok) throw started.fault;
    own = started.value;
  }
  return own.url;
}

storeContract(
  'a remote PostgreSQL',
  async () => openStore({ databaseUrl: await databaseUrl(), schema, dataDir: join(folder, 'data'), clock: systemClock, log: silentLog }),
  async () => {
    const sql = await remotePostgres({ url: await databaseUrl(), schema, log: silentLog });
    if (sql.ok) {
      await sql.value.query(`DROP SCHEMA ${schema} CASCADE`);
      await sql.value.close();
    }
    await own?.close();
    rmSync(folder, { recursive: true, force: true });
  },
);
