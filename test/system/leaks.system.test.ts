/** Nothing leaks: 200 calls ended in every way, twenty at a time; afterwards nothing of them is left in the server. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServerProcess } from '#test/simulators/server-process';
import { openCompany } from './parts/company.ts';
import { CROWD_COMPANY, Crowd, type EndingName } from './parts/phones/crowd.ts';
import { pause } from './parts/eventually.ts';
import { callRows, type CallRecord, toldOf } from './parts/timeline.ts';

/** How many calls end so, and what the record must say. Those that take longest come first. */
const PLAN: readonly { readonly ending: EndingName; readonly calls: number; readonly outcome: string; readonly by: string }[] = [
  { ending: 'agentVanishes', calls: 8, outcome: 'answered', by: 'caller' },
  { ending: 'callerVanishes', calls: 8, outcome: 'answered', by: 'vanished' },
  { ending: 'callerVanishesInQueue', calls: 8, outcome: 'abandoned', by: 'vanished' },
  { ending: 'transferredToQueue', calls: 16, outcome: 'answered', by: 'caller' },
  { ending: 'transferredToAgent', calls: 16, outcome: 'answered', by: 'caller' },
  { ending: 'rejected', calls: 16, outcome: 'abandoned', by: 'caller' },
  { ending: 'leavesWhileRinging', calls: 20, outcome: 'abandoned', by: 'caller' },
  { ending: 'callerHangsUp', calls: 30, outcome: 'answered', by: 'caller' },
  { ending: 'agentHangsUp', calls: 30, outcome: 'answered', by: 'agent' },
  { ending: 'leavesMenu', calls: 16, outcome: 'abandoned', by: 'caller' },
  { ending: 'leavesQueue', calls: 16, outcome: 'abandoned', by: 'caller' },
  { ending: 'cancelsEarly', calls: 16, outcome: 'abandoned', by: 'caller' },
];
const AT_A_TIME = 20;
/** Registrations of vanished phones live on until they expire; that is what a registration is. */
const LIVES_ON = 'sip.registrations';
/** A transaction with a phone that is gone ends 32 s after it began (RFC 3261, timers B, F and H). */
const SETTLE_LIMIT_MS = 50_000;
/** Pooled database connections come and go. */
const FEW_FILES = 4;

let server: ServerProcess;
let crowd: Crowd;

beforeAll(async () => {
  server = await openCompany(CROWD_COMPANY);
  crowd = new Crowd(server);
});
afterAll(async () => expect(await server.stop()).toBe(0));

const openFiles = () => readdirSync(`/proc/${server.process.pid}/fd`).length;

test('200 calls that end in every way leave no leg, socket, dialog, timer, stream or file open, and each is recorded to its end', async () => {
  const countsBefore = await server.counts();
  // One conversation first: what is opened once and for all (a thread that measures voices among it) does not count.
  await crowd.signIn();
  await crowd.play('callerHangsUp', 'warm-up');
  const filesBefore = openFiles();

  const calls = PLAN.flatMap(({ ending, calls: many }) => Array.from({ length: many }, (_, n) => ({ ending, name: `${ending}-${n}` })));
  expect(calls).toHaveLength(200);
  const complaints: string[] = [];
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
    for (let next = calls.shift(); next; next = calls.shift()) {
      await crowd.play(next.ending, next.name).catch((error: unknown) => complaints.push(String(error)));
    }
  }));
  expect(complaints).toEqual([]);
  for (let n = 0; n < 10; n++) expect(await crowd.callNobody(`nobody-${n}`)).toBe(404);
  await crowd.floor.close();

  expect(await settled(countsBefore)).toEqual(withoutRegistrations(countsBefore));
  expect(openFiles()).toBeLessThanOrEqual(filesBefore + FEW_FILES);
  await checkRecords();
});

const withoutRegistrations = (counts: Readonly<Record<string, number>>) => Object.fromEntries(Object.entries(counts).filter(([name]) => name !== LIVES_ON));

/** The counts as soon as they are back where they were, or what is left after the limit. */
async function settled(before: Readonly<Record<string, number>>): Promise<Record<string, number>> {
  const wanted = JSON.stringify(withoutRegistrations(before));
  const deadline = performance.now() + SETTLE_LIMIT_MS;
  for (;;) {
    const now = withoutRegistrations(await server.counts());
    if (JSON.stringify(now) === wanted || performance.now() > deadline) return now;
    await pause(250);
  }
}

async function checkRecords(): Promise<void> {
  const rows = await callRows(server);
  const wrong: string[] = [];
  for (const { ending, calls, outcome, by } of PLAN) {
    for (let n = 0; n < calls; n++) {
      const mine = rows.filter(({ from }) => from === `${ending}-${n}`);
      const [row] = mine;
      if (mine.length !== 1 || !row) {
        wrong.push(`${ending}-${n} has ${mine.length} records`);
        continue;
      }
      const ended = toldOf((await server.get(`/api/calls/${row.id}`)).body as CallRecord, 'call.ended');
      if (ended['outcome'] !== outcome || ended['by'] !== by) wrong.push(`${ending}-${n}: ${String(ended['outcome'])} by ${String(ended['by'])}`);
    }
  }
  expect(wrong).toEqual([]);
}
