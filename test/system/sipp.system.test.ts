/** Calls placed by sipp, a part we did not write; agents are our simulated phones. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServerProcess } from '#test/simulators/server-process';
import { agent, NUMBER, openCompany } from './parts/company.ts';
import { eventually, pause } from './parts/eventually.ts';
import { Floor } from './parts/phones/floor.ts';
import { runSipp, SIPP_HZ } from './parts/phones/sipp.ts';
import { callRows, recordOf, storyOf, toldOf } from './parts/timeline.ts';
import { hearsTone } from './parts/phones/tone.ts';

const QUEUE = '5001';
const EXTENSIONS = Array.from({ length: 14 }, (_, index) => String(1001 + index));
const CLEAN = { status: 0, errors: '' };

let server: ServerProcess;
let floor: Floor;

beforeAll(async () => {
  server = await openCompany({ agents: EXTENSIONS.map((extension) => agent(`agent-${extension}`, extension)), queues: [{ id: 'sales', number: QUEUE }] });
  floor = new Floor(server);
  await floor.signIn(EXTENSIONS);
});
afterAll(async () => {
  await floor.close();
  expect(await server.stop()).toBe(0);
});

test('a caller with rtp_stream audio presses a key by SIP INFO and is heard by the agent', async () => {
  expect(await runSipp(server, 'keys-by-info', { number: NUMBER, caller: '13700137001' })).toEqual(CLEAN);
  const record = await recordOf(server, '13700137001');
  expect(record.summary).toMatchObject({ outcome: 'answered', queue: 'sales' });
  expect(toldOf(record, 'ivr.note')).toMatchObject({ node: 'main-menu', note: 'choice', digit: '1' });
  const heard = floor.picked.find(({ caller }) => caller === '13700137001')?.call.audio.heard() ?? new Int16Array(0);
  expect(hearsTone(heard, SIPP_HZ, 1.5)).toBe(true);
});

test('a caller over TCP presses a key by SIP INFO', async () => {
  expect(await runSipp(server, 'keys-by-info', { number: NUMBER, caller: '13700137002', transport: 'tcp' })).toEqual(CLEAN);
  const record = await recordOf(server, '13700137002');
  expect(toldOf(record, 'call.arrived')).toMatchObject({ transport: 'tcp' });
  expect(record.summary.outcome).toBe('answered');
});

// sipp sends RFC 4733 events through a raw socket, which only root may open.
test.skipIf(process.getuid?.() !== 0)('a caller presses a key by RFC 4733; the agent hangs up', async () => {
  const running = runSipp(server, 'keys-by-rfc4733', { number: NUMBER, caller: '13700137003' });
  const found = await eventually('the agent who picks up', () => floor.picked.find(({ caller }) => caller === '13700137003'));
  await pause(300);
  await found.call.hangUp();
  expect(await running).toEqual(CLEAN);
  expect(toldOf(await recordOf(server, '13700137003'), 'call.ended')).toMatchObject({ outcome: 'answered', by: 'agent' });
});

test('an early CANCEL ends the call on both sides, twenty times', async () => {
  // sipp notes that the 200 of a CANCEL carries no Contact; only its status counts here.
  const { status, errors } = await runSipp(server, 'early-cancel', { number: QUEUE, caller: '137', calls: 20, callsPerSecond: 10 });
  expect(status, errors).toBe(0);
  const rows = await eventually('20 finished calls', async () => {
    const mine = (await callRows(server)).filter(({ from }) => from.startsWith('137-'));
    return mine.length === 20 && mine.every(({ endedAt }) => endedAt !== undefined) ? mine : undefined;
  });
  expect(rows.filter(({ outcome }) => outcome === 'abandoned').length).toBeGreaterThan(0);
  expect((await server.counts())['calls']).toBe(0);
});

test('a number nobody has is answered with 404', async () => {
  expect(await runSipp(server, 'unknown-number', { number: '4999', caller: '13700137004' })).toEqual(CLEAN);
});

test('30 callers at 5 per second all talk with an agent', async () => {
  expect(await runSipp(server, 'many-callers', { number: QUEUE, caller: '138', calls: 30, callsPerSecond: 5 })).toEqual(CLEAN);
  const rows = await eventually('30 finished calls', async () => {
    const mine = (await callRows(server)).filter(({ from }) => from.startsWith('138-'));
    return mine.length === 30 && mine.every(({ endedAt }) => endedAt !== undefined) ? mine : undefined;
  });
  expect(rows.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 30 }, () => 'answered'));
  const one = await recordOf(server, '138-1');
  expect(storyOf(one).at(-1)).toBe('call.ended');
});

test('malformed requests are refused and the server goes on', async () => {
  expect(await runSipp(server, 'malformed', { number: NUMBER, caller: '13700137005', calls: 5 })).toEqual(CLEAN);
});
