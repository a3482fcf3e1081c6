import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog, systemClock } from '#core';
import { openStore } from '#store';
import { storeContract } from './store.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'huawu-store-'));

storeContract(
  'the embedded PostgreSQL',
  () => openStore({ dataDir, clock: systemClock, log: silentLog }),
  async () => rmSync(dataDir, { recursive: true, force: true }),
);
