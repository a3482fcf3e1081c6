/** Real phones (baresip) as caller and agent: who hears what, and what the record says afterwards. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readWav } from '#media';
import { type SimCall, SimPhone } from '#test/simulators/phone/index';
import type { ServerProcess } from '#test/simulators/server-process';
import { Baresip } from './parts/phones/baresip.ts';
import { agent, NUMBER, openCompany, passwordOf } from './parts/company.ts';
import { pause } from './parts/eventually.ts';
import { Stage } from './parts/phones/stage.ts';
import { agentState, recordOf, storyOf, toldOf, untilAgent } from './parts/timeline.ts';
import { hearsTone, levelDb } from './parts/phones/tone.ts';

const [CALLER_HZ, AGENT_HZ] = [1000, 600];
/** Softer than this is silence. */
const SILENCE_DB = -55;

let server: ServerProcess;
let stage: Stage;

beforeAll(async () => {
  server = await openCompany({
    agents: [agent('anna', '1001'), agent('bo', '1002', { queues: [] })],
    queues: [{ id: 'sales', number: '5001' }, { id: 'support', number: '5002' }],
    // The flow that ships with the product, word for word.
    flow: readFileSync(new URL('../../config/sample/flows/main.yaml', import.meta.url), 'utf8'),
  });
  stage = new Stage(server);
});
afterEach(() => stage.clear());
afterAll(async () => expect(await server.stop()).toBe(0));

test('a phone with the wrong password is not registered, with the right one it is', async () => {
  // baresip tries a wrong password again without end; the server locks the account for this address after ten failures.
  const thief = await Baresip.start({ uri: `sip:1002@127.0.0.1:${server.sip.port}`, password: 'not-the-password', toneHz: 500 });
  const refused = await thief.until('REGISTER_FAIL');
  await thief.stop();
  expect(refused.param).toMatch(/^403 Too Many Failures/);
  expect((await agentState(server, 'bo'))?.state).toBe('offline');
  await stage.agent('1001', AGENT_HZ);
  expect((await untilAgent(server, 'anna', 'ready')).state).toBe('ready');
});

test('a caller walks the shipped menu by keys, talks, is held and resumed, hangs up; the record has it all', async () => {
  const anna = await stage.agent('1001', AGENT_HZ);
  const caller = await stage.caller('13800138001', NUMBER, CALLER_HZ);
  await caller.press('2');
  await caller.press('1');
  await anna.until('CALL_INCOMING');
  const ringing = await caller.listen(1);
  expect(levelDb(ringing)).toBeGreaterThan(SILENCE_DB);
  anna.command('accept');
  await anna.until('CALL_ESTABLISHED');

  const [callerHears, agentHears] = await Promise.all([caller.listen(1.5), anna.listen(1.5)]);
  expect(hearsTone(callerHears, AGENT_HZ, 1)).toBe(true);
  expect(hearsTone(agentHears, CALLER_HZ, 1)).toBe(true);

  expect(await heldBy(anna, caller, AGENT_HZ)).toEqual({ tone: false, silence: false, toneAfterwards: true });

  caller.command('hangup');
  await anna.until('CALL_CLOSED');
  const record = await recordOf(server, '13800138001');
  expect(storyOf(record)).toEqual([
    'call.arrived', 'call.answered', 'call.language', 'ivr.entered', 'ivr.note', 'call.language', 'ivr.entered', 'ivr.note',
    'ivr.entered', 'ivr.note', 'ivr.entered', 'ivr.note', 'ivr.entered', 'queue.entered', 'offer.made',
    'recording.started', 'agent.connected', 'call.held', 'call.resumed', 'agent.left', 'recording.finished', 'call.ended',
  ]);
  expect(record.summary).toMatchObject({ from: '13800138001', to: NUMBER, outcome: 'answered', queue: 'sales', agent: 'anna', language: 'en', recording: true });
  expect(toldOf(record, 'call.held')).toEqual({ by: 'agent' });
  expect(toldOf(record, 'agent.left')).toMatchObject({ agent: 'anna', by: 'caller' });
  await checkRecording(record.summary.id);
});

/** One side puts the other on hold and comes back: what the other hears. */
async function heldBy(holder: Baresip, held: Baresip, toneHz: number) {
  holder.command('hold');
  await held.listen(0.5);
  const meanwhile = await held.listen(1.5);
  holder.command('resume');
  await held.listen(0.5);
  const afterwards = await held.listen(1.2);
  return {
    tone: hearsTone(meanwhile, toneHz, 1.5, 0.2),
    silence: levelDb(meanwhile) < SILENCE_DB,
    toneAfterwards: hearsTone(afterwards, toneHz, 1),
  };
}

/** Left the caller, right the agent, over the API; ranges give the very bytes. */
async function checkRecording(id: string): Promise<void> {
  const url = `${server.url}/api/calls/${id}/recording`;
  const headers = { authorization: `Bearer ${server.token}` };
  const bytes = Buffer.from(await (await fetch(url, { headers })).arrayBuffer());
  const wav = readWav(bytes);
  if (!wav.ok) throw wav.fault;
  expect(wav.value.channels).toHaveLength(2);
  const [left = new Int16Array(), right = new Int16Array()] = wav.value.channels;
  expect(hearsTone(left.subarray(0, 8000), CALLER_HZ, 0.8)).toBe(true);
  expect(hearsTone(right.subarray(0, 8000), AGENT_HZ, 0.8)).toBe(true);
  expect(hearsTone(right, CALLER_HZ, 10, 0.05)).toBe(false);
  const part = await fetch(url, { headers: { ...headers, range: 'bytes=44-1043' } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe(`bytes 44-1043/${bytes.length}`);
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(44, 1044))).toBe(true);
  expect((await fetch(url, { headers: { ...headers, range: `bytes=${bytes.length}-` } })).status).toBe(416);
  expect((await fetch(url)).status).toBe(401);
}

test.each([
  { caller: { transport: 'tcp', codecs: 'PCMA' }, agent: { transport: 'tcp', codecs: 'PCMA' } },
  { caller: { transport: 'udp', codecs: 'PCMA' }, agent: { transport: 'tcp', codecs: 'PCMU' } },
  { caller: { transport: 'tcp', codecs: 'PCMU' }, agent: { transport: 'udp', codecs: 'PCMA' } },
] as const)('both hear each other: caller $caller.transport $caller.codecs, agent $agent.transport $agent.codecs; the agent hangs up', async (phones) => {
  const anna = await stage.agent('1001', AGENT_HZ, phones.agent);
  const name = `20${phones.caller.codecs.length}${phones.caller.transport}${phones.agent.transport}`;
  const caller = await stage.talk(name, '5001', CALLER_HZ, anna, phones.caller);
  const [callerHears, agentHears] = await Promise.all([caller.listen(1.5), anna.listen(1.5)]);
  expect(hearsTone(callerHears, AGENT_HZ, 1)).toBe(true);
  expect(hearsTone(agentHears, CALLER_HZ, 1)).toBe(true);
  anna.command('hangup');
  await caller.until('CALL_CLOSED');
  const record = await recordOf(server, name);
  expect(toldOf(record, 'call.arrived')).toMatchObject({ transport: phones.caller.transport });
  expect(toldOf(record, 'agent.left')).toMatchObject({ by: 'agent' });
  expect(toldOf(record, 'call.ended')).toMatchObject({ outcome: 'answered', by: 'agent' });
});

test('a caller who puts the agent on hold: the agent hears music, then the caller again', async () => {
  const anna = await stage.agent('1001', AGENT_HZ);
  const caller = await stage.talk('13800138003', '5002', CALLER_HZ, anna);
  expect(await heldBy(caller, anna, CALLER_HZ)).toEqual({ tone: false, silence: false, toneAfterwards: true });
  caller.command('hangup');
  const record = await recordOf(server, '13800138003');
  expect(toldOf(record, 'call.held')).toEqual({ by: 'caller' });
});

test('a phone that held the caller hears the caller again', async () => {
  const anna = await SimPhone.open(server.sip, '1001');
  expect(await anna.register(passwordOf(server, '1001'))).toBe(200);
  const picked = new Promise<SimCall>((resolve) => {
    anna.onRing = (ring) => void ring.answer().then(resolve);
  });
  await stage.caller('13800138002', '5001', CALLER_HZ);
  const call = await picked;
  await pause(300);
  expect((await call.direct('sendonly')).code).toBe(200);
  await pause(500);
  call.audio.forget();
  await pause(500);
  expect(call.audio.heard()).toHaveLength(0);
  await call.direct('sendrecv');
  await pause(1_200);
  expect(hearsTone(call.audio.heard(), CALLER_HZ, 1)).toBe(true);
  await anna.close();
});
