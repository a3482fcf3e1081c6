import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog, systemClock, systemRandom } from '#core';
import { openStore } from '#store';
import { describe } from 'vitest';
import { type DebianPostgres, hasDebianPostgres, startDebianPostgres } from '../simulators/debian-postgres.ts';
import { ticketContract } from './tickets.ts';

const common = { clock: systemClock, log: silentLog };
const made: string[] = [];
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'huawu-tickets-'));
  made.push(path);
  return path;
};
const clean = () => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
};

const databaseUrl = process.env['DATABASE_URL'];
if (databaseUrl === undefined) {
  ticketContract('the embedded PostgreSQL', {
    open: () => openStore({ ...common, dataDir: folder() }),
    tearDown: clean,
    // The server starts its own again.
    kill: ({ databasePid }) => void process.kill(databasePid ?? Number.NaN, 'SIGKILL'),
  });
} else {
  ticketContract('the database of DATABASE_URL', { open: () => openStore({ ...common, dataDir: folder(), databaseUrl, schema: `huawu_test_${systemRandom.hex(6)}` }), tearDown: clean });
}

let debian: DebianPostgres | undefined;
// Skipped only where PostgreSQL 15 is not installed (Debian's package postgresql-15); npm test installs it when root.
describe.skipIf(!hasDebianPostgres)('an external PostgreSQL', () => {
  ticketContract("Debian's PostgreSQL 15", {
    open: async () => {
      debian = await startDebianPostgres();
      return openStore({ ...common, dataDir: folder(), databaseUrl: debian.url });
    },
    tearDown: async () => {
      await debian?.stop();
      clean();
    },
    kill: () => debian?.crash(),
  });
});
