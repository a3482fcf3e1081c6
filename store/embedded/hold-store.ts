// Run by embedded.system.test.ts as a process of its own: opens a store and waits to be killed.
import { openStore } from '../index.ts';
import { silentLog, systemClock } from '#core';

const opened = await openStore({ dataDir: process.argv[2] ?? '', clock: systemClock, log: silentLog });
if (!opened.ok) throw opened.fault;
opened.value.append({ callId: 'held', seq: 0, at: systemClock.wall(), type: 'call.arrived', data: { from: '13900000000', to: '4000' } });
await opened.value.flush();
process.stdout.write(`${opened.value.databasePid}\n`);
systemClock.every(1_000, () => {});
