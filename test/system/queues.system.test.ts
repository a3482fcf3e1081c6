/** Real phones (baresip) and the queue: transfers, no answer, rejections, and callers who give up anywhere. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DayFiles, replay } from '#routing';
import { type SimCall, SimPhone, toneUlaw } from '#test/simulators/phone/index';
import type { ServerProcess } from '#test/simulators/server-process';
import { agent, NUMBER, openCompany, passwordOf } from './parts/company.ts';
import { eventually, pause } from './parts/eventually.ts';
import { Stage } from './parts/phones/stage.ts';
import { agentState, recordOf, setAgent, storyOf, toldOf, untilAgent } from './parts/timeline.ts';
import { hearsTone, longestSilenceMs } from './parts/phones/tone.ts';

const [CALLER_HZ, ANNA_HZ, BO_HZ] = [1000, 600, 1500];
const [SALES, SUPPORT] = ['5001', '5002'];
const RING_SECONDS = 3;
/** A gap a caller would notice. */
const GAP_MS = 100;

let server: ServerProcess;
let stage: Stage;

beforeAll(async () => {
  server = await openCompany({
    agents: [agent('anna', '1001', { queues: ['sales'] }), agent('bo', '1002', { queues: ['sales', 'support'] })],
    queues: [{ id: 'sales', number: SALES, ringSeconds: RING_SECONDS }, { id: 'support', number: SUPPORT, ringSeconds: RING_SECONDS }],
  });
  stage = new Stage(server);
});
afterEach(async () => {
  await stage.clear();
  for (const id of ['anna', 'bo']) await untilAgent(server, id, 'offline');
});
afterAll(async () => {
  await replaysTheSame();
  expect(await server.stop()).toBe(0);
});

/** All that happened here stands in the routing record of the day, and is decided the same again. */
async function replaysTheSame(): Promise<void> {
  const files = new DayFiles(join(server.data, 'routing'));
  const again = await eventually('offers in the routing record of the day', async () => {
    const days = await Promise.all((await files.days()).map((day) => files.read(day)));
    const told = replay(days.flatMap((day) => day?.parts ?? []));
    return told.offers > 5 ? told : undefined;
  });
  expect(again).toMatchObject({ different: 0, differences: [] });
}

const uriOf = (user: string) => `sip:${user}@127.0.0.1:${server.sip.port}`;

test('an agent who does not answer becomes not ready; the caller hears music all the time and goes to the next', async () => {
  const anna = await stage.agent('1001', ANNA_HZ);
  const bo = await stage.agent('1002', BO_HZ);
  const caller = await stage.caller('13900139001', SALES, CALLER_HZ);
  await anna.until('CALL_INCOMING');
  await pause(500);
  const [from, startedAt] = [caller.heard().length, performance.now()];
  await bo.until('CALL_INCOMING', (RING_SECONDS + 3) * 1000);
  await pause(500);
  // The phone writes its sound in pieces; sound that was lost would stay missing, however long one waits.
  await eventually('all of the sound', () => (caller.heard().length - from) / 8 > performance.now() - startedAt - GAP_MS, 1_500);
  expect(longestSilenceMs(caller.heard().subarray(from))).toBeLessThan(GAP_MS);
  expect(await agentState(server, 'anna')).toMatchObject({ state: 'not-ready', reason: 'no-answer' });
  bo.command('accept');
  await bo.until('CALL_ESTABLISHED');
  expect(hearsTone(await caller.listen(1.2), BO_HZ, 1)).toBe(true);
  caller.command('hangup');
  const record = await recordOf(server, '13900139001');
  expect(storyOf(record).slice(2, 6)).toEqual(['queue.entered', 'offer.made', 'offer.failed', 'offer.made']);
  expect(toldOf(record, 'offer.failed')).toMatchObject({ agent: 'anna', why: 'no-answer' });
  expect(record.summary).toMatchObject({ agent: 'bo', outcome: 'answered' });
  expect((await server.get(`/api/calls/${record.summary.id}/offers`)).body).toMatchObject({
    offers: [
      { agent: 'anna', outcome: 'no-answer', whyAgent: 'first-by-strategy', whyContact: 'next-in-line', candidateCount: 2 },
      { agent: 'bo', outcome: 'answered', whyAgent: 'only-candidate', excluded: [{ agent: 'anna', why: 'not-ready', reason: 'no-answer' }] },
    ],
  });
});

test('an agent who rejects becomes not ready and the caller goes to the next', async () => {
  const anna = await stage.agent('1001', ANNA_HZ);
  const bo = await stage.agent('1002', BO_HZ);
  const caller = await stage.caller('13900139002', SALES, CALLER_HZ);
  await anna.until('CALL_INCOMING');
  anna.command('hangup');
  await stage.pickUp(bo);
  expect(hearsTone(await caller.listen(1.2), BO_HZ, 1)).toBe(true);
  const refused = await agentState(server, 'anna');
  expect(refused?.state).toBe('not-ready');
  expect(['rejected', 'busy']).toContain(refused?.reason);
  expect(await setAgent(server, 'anna', 'ready')).toBe(200);
  expect((await agentState(server, 'anna'))?.state).toBe('ready');
  bo.command('hangup');
  await caller.until('CALL_CLOSED');
  expect((await recordOf(server, '13900139002')).summary).toMatchObject({ agent: 'bo', outcome: 'answered' });
});

test('a blind transfer to another agent: the caller hears the new one, the first is free', async () => {
  const anna = await stage.agent('1001', ANNA_HZ);
  const caller = await stage.talk('13900139003', SALES, CALLER_HZ, anna);
  const bo = await stage.agent('1002', BO_HZ);
  anna.command('transfer', uriOf('1002'));
  await stage.pickUp(bo);
  await anna.until('CALL_CLOSED');
  const [callerHears, boHears] = await Promise.all([caller.listen(1.5), bo.listen(1.5)]);
  expect(hearsTone(callerHears, BO_HZ, 1)).toBe(true);
  expect(hearsTone(boHears, CALLER_HZ, 1)).toBe(true);
  expect((await untilAgent(server, 'anna', 'ready')).state).toBe('ready');
  caller.command('hangup');
  const record = await recordOf(server, '13900139003');
  expect(toldOf(record, 'transfer.requested')).toEqual({ by: 'anna', target: 'bo', kind: 'agent' });
  expect(storyOf(record).filter((type) => /^(transfer|agent)/.test(type))).toEqual([
    'agent.connected', 'transfer.requested', 'transfer.accepted', 'agent.left', 'agent.connected', 'agent.left',
  ]);
});

test('a blind transfer to a queue: music at once, then an agent of that queue', async () => {
  const anna = await stage.agent('1001', ANNA_HZ);
  const caller = await stage.talk('13900139004', SALES, CALLER_HZ, anna);
  anna.command('transfer', uriOf(SUPPORT));
  await anna.until('CALL_CLOSED');
  const waiting = await caller.listen(1);
  expect(hearsTone(waiting, ANNA_HZ, 1, 0.2)).toBe(false);
  expect(longestSilenceMs(waiting)).toBeLessThan(GAP_MS);
  const bo = await stage.agent('1002', BO_HZ);
  await stage.pickUp(bo);
  expect(hearsTone(await caller.listen(1.2), BO_HZ, 1)).toBe(true);
  caller.command('hangup');
  const record = await recordOf(server, '13900139004');
  expect(toldOf(record, 'transfer.requested')).toEqual({ by: 'anna', target: 'support', kind: 'queue' });
  expect(record.summary).toMatchObject({ queue: 'support', agent: 'bo', outcome: 'answered' });
});

test('a transfer to somebody unknown, from a phone that hangs up when it fails: the caller goes back to the queue', async () => {
  const anna = await stage.agent('1001', ANNA_HZ);
  const caller = await stage.talk('13900139005', SALES, CALLER_HZ, anna);
  anna.command('transfer', uriOf('9999'));
  expect((await anna.until('TRANSFER_FAILED')).param).toBe('404 Not Found');
  await stage.pickUp(anna);
  await pause(300);
  expect(hearsTone(await caller.listen(1.2), ANNA_HZ, 1)).toBe(true);
  caller.command('hangup');
  expect((await recordOf(server, '13900139005')).summary).toMatchObject({ agent: 'anna', outcome: 'answered' });
});

test('a transfer that nobody takes: the agent has the caller again', async () => {
  const anna = await SimPhone.open(server.sip, '1001');
  expect(await anna.register(passwordOf(server, '1001'))).toBe(200);
  const picked = new Promise<SimCall>((resolve) => {
    anna.onRing = (ring) => void ring.answer().then(resolve);
  });
  const caller = await stage.caller('13900139009', SALES, CALLER_HZ);
  const call = await picked;
  call.audio.say(toneUlaw(ANNA_HZ), { loop: true });
  await pause(300);
  await call.refer('9999');
  await stage.agent('1002', BO_HZ);
  await call.refer('1002');
  const silentBo = await eventually('the news of the failed transfer', () => call.progress.find((line) => line.includes('480')));
  expect(silentBo).toBe('SIP/2.0 480 Temporarily Unavailable');
  expect(call.progress).toContain('SIP/2.0 404 Not Found');
  await pause(300);
  expect(hearsTone(await caller.listen(1.2), ANNA_HZ, 1)).toBe(true);
  expect(hearsTone(call.audio.heard(), CALLER_HZ, 1)).toBe(true);
  expect(await agentState(server, 'bo')).toMatchObject({ state: 'not-ready', reason: 'no-answer' });
  expect(await anna.register(passwordOf(server, '1001'), 0)).toBe(200);
  await anna.close();
  expect(storyOf(await recordOf(server, '13900139009'))).toContain('transfer.failed');
});

test('callers give up in the menu, in the queue and while it rings: each is recorded as abandoned, nobody goes on ringing', async () => {
  const inMenu = await stage.caller('13900139006', NUMBER, CALLER_HZ);
  inMenu.command('hangup');
  const inQueue = await stage.caller('13900139007', SALES, CALLER_HZ);
  await pause(300);
  inQueue.command('hangup');
  expect((await recordOf(server, '13900139006')).summary).toMatchObject({ outcome: 'abandoned' });
  expect((await recordOf(server, '13900139007')).summary).toMatchObject({ outcome: 'abandoned', queue: 'sales' });

  const anna = await stage.agent('1001', ANNA_HZ);
  const ringing = await stage.caller('13900139008', SALES, CALLER_HZ);
  await anna.until('CALL_INCOMING');
  ringing.command('hangup');
  await anna.until('CALL_CLOSED');
  const record = await recordOf(server, '13900139008');
  expect(record.summary).toMatchObject({ outcome: 'abandoned', queue: 'sales' });
  expect(storyOf(record)).not.toContain('agent.connected');
  // Not the agent's fault: ready for the next.
  expect((await untilAgent(server, 'anna', 'ready')).state).toBe('ready');
});
