// node make-data.ts FOLDER: makes a data folder with a database for tests to copy (fresh-data.ts).
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { silentLog, systemClock } from '#core';
import { openStore } from '#store';

const [, , folder = ''] = process.argv;
mkdirSync(folder, { recursive: true });
const opened = await openStore({ dataDir: folder, clock: systemClock, log: silentLog });
if (!opened.ok) throw opened.fault;
await opened.value.close();
// What a killed process wrote is kept by the system; only a machine that loses its power needs more.
appendFileSync(join(folder, 'postgres', 'postgresql.conf'), 'fsync = off\n');
