/** The database stops answering in mid-run: calls go on, the API says so, and nothing of the timeline is lost. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SimPhone } from '#test/simulators/phone/index';
import type { ServerProcess } from '#test/simulators/server-process';
import { agent, openCompany } from './parts/company.ts';
import { eventually, pause } from './parts/eventually.ts';
import { recordOf, storyOf } from './parts/timeline.ts';

const SALES = '5001';
let server: ServerProcess;

beforeAll(async () => {
  server = await openCompany({ agents: [agent('anna', '1001')], queues: [{ id: 'sales', number: SALES }] });
});
afterAll(async () => expect(await server.stop()).toBe(0));

/** The processes of the server's own PostgreSQL: first line of its pid file, and the children. */
function databasePids(): number[] {
  const main = Number(readFileSync(join(server.data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const children = readFileSync(`/proc/${main}/task/${main}/children`, 'utf8').trim().split(' ').map(Number);
  return [main, ...children];
}

test('a caller is served while the database does not answer, and is in the record afterwards, in order', async () => {
  const caller = await SimPhone.open(server.sip, '13900139099');
  const frozen = databasePids();
  for (const pid of frozen) process.kill(pid, 'SIGSTOP');
  try {
    const call = await caller.call(SALES);
    await pause(1_000);
    expect((await server.get('/healthz')).body).toMatchObject({ status: 'degraded', parts: { database: { status: 'degraded' } } });
    await call.hangUp();
    await eventually('the end of the call', async () => (await server.counts())['calls'] === 0);
    expect((await server.counts())['backlog']).toBeGreaterThan(3);
  } finally {
    for (const pid of frozen) process.kill(pid, 'SIGCONT');
  }
  const record = await recordOf(server, '13900139099');
  expect(storyOf(record)).toEqual(['call.arrived', 'call.answered', 'queue.entered', 'queue.left', 'call.ended']);
  expect(record.summary.outcome).toBe('abandoned');
  expect(await eventually('an empty backlog', async () => (await server.counts())['backlog'] === 0)).toBe(true);
  await caller.close();
});
