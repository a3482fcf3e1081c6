/**
 * The whole server on a SIP server named by DRACHTIO_URL, with nothing else changed. With
 * HUAWU_TEST_DRACHTIO=host:controlPort:secret:sipPort that is a running drachtio-server (loopback); without it, ours as a program
 * of its own, so that the same calls are always made by way of DRACHTIO_URL.
 */
import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openCuttableRelay } from '../sip/testing/cuttable-relay.ts';
import { NotAnswered, type Ring, type SimCall, SimPhone, toneUlaw } from './simulators/phone/index.ts';
import { type ServerProcess, startServerProcess } from './simulators/server-process.ts';
import { agent, passwordOf, writeCompany } from './system/parts/company.ts';
import { eventually, pause } from './system/parts/eventually.ts';
import { rtpPorts } from './system/parts/free-port.ts';
import { runningDrachtio, type SipProgram, startSipProgram } from './system/parts/sip-program.ts';
import { recordOf, setAgent, storyOf, toldOf, untilAgent } from './system/parts/timeline.ts';
import { hearsTone } from './system/parts/phones/tone.ts';

const REAL = process.env['HUAWU_TEST_DRACHTIO'];
const [SALES, SUPPORT] = ['5001', '5002'];
const [CALLER_HZ, ANNA_HZ, BO_HZ] = [1000, 600, 1500];

let program: SipProgram;
let relay: Awaited<ReturnType<typeof openCuttableRelay>>;
let server: ServerProcess;
let folder: string;
const phones: SimPhone[] = [];

beforeAll(async () => {
  program = REAL ? runningDrachtio(REAL) : await startSipProgram();
  relay = await openCuttableRelay(program.controlPort);
  const company = writeCompany({
    agents: [agent('anna', '1001', { queues: ['sales'] }), agent('bo', '1002')],
    queues: [{ id: 'sales', number: SALES, ringSeconds: 3 }, { id: 'support', number: SUPPORT, ringSeconds: 3 }],
    vanishedSeconds: 5,
  });
  folder = company.folder;
  server = await startServerProcess({
    config: company.file,
    env: { DRACHTIO_URL: `127.0.0.1:${relay.port}:${program.secret}`, HUAWU_RTP_PORTS: rtpPorts() },
  });
});
afterEach(async () => {
  for (const phone of phones.splice(0)) {
    if (phone.user.startsWith('100')) await phone.register(passwordOf(server, phone.user), 0);
    await phone.close();
  }
  await nothingIsLeft();
});
afterAll(async () => {
  const status = await server.stop();
  relay.close();
  await program.stop();
  rmSync(folder, { recursive: true, force: true });
  expect(status).toBe(0);
});

async function opened(user: string): Promise<SimPhone> {
  const phone = await SimPhone.open(server.sip, user);
  phones.push(phone);
  return phone;
}

/** An agent's phone; its calls as they are picked up. */
async function desk(extension: string, hz: number, manners: (ring: Ring) => 'answer' | 'leave' = () => 'answer') {
  const phone = await opened(extension);
  const calls: SimCall[] = [];
  const rings: Ring[] = [];
  phone.onRing = (ring) => {
    rings.push(ring);
    ring.ringing();
    if (manners(ring) === 'leave') return;
    void ring.answer().then((call) => {
      call.audio.say(toneUlaw(hz), { loop: true });
      calls.push(call);
    });
  };
  expect(await phone.register(passwordOf(server, extension))).toBe(200);
  await untilAgent(server, extension === '1001' ? 'anna' : 'bo', 'ready');
  const talking = (count = 1) => eventually(`${extension} talks`, () => calls[count - 1], 20_000);
  return { phone, rings, talking };
}

async function caller(name: string, number: string): Promise<SimCall> {
  const call = await (await opened(name)).call(number);
  call.audio.say(toneUlaw(CALLER_HZ), { loop: true });
  return call;
}

async function hears(call: SimCall, hz: number): Promise<void> {
  call.audio.forget();
  await eventually(`a tone of ${hz} Hz`, () => hearsTone(call.audio.heard(), hz, 0.5, 0.9));
}

/** Agents' registrations, server processes and sockets apart: what every call must give back. */
async function nothingIsLeft(): Promise<void> {
  const left = async () => {
    const counts = await server.counts();
    const names = ['calls', 'dispatch', 'sip.legs', 'sip.incoming', 'sip.outgoing', 'media.legs'];
    return names.filter((name) => (counts[name] ?? 0) > 0);
  };
  await eventually('an idle server', async () => (await left()).length === 0);
}

test('agents sign in: both challenges arrive, a wrong password does not pass', async () => {
  const phone = await opened('1001');
  const wire: string[] = [];
  phone.endpoint.onWire = (direction, text) => direction === 'received' && wire.push(text);
  expect(await phone.register('not-the-password')).toBe(401);
  expect(await phone.register(passwordOf(server, '1001'))).toBe(200);
  const algorithms = [...(wire[0] ?? '').matchAll(/^WWW-Authenticate:.*algorithm=([A-Z0-9-]+)/gm)].map(([, name]) => name);
  expect(algorithms.sort()).toEqual(['MD5', 'SHA-256']);
});

test('a call: both hear each other, keys by INFO reach the agent, hold and resume, the agent hangs up', async () => {
  const anna = await desk('1001', ANNA_HZ);
  const call = await caller('13700137001', SALES);
  const talk = await anna.talking();
  await Promise.all([hears(call, ANNA_HZ), hears(talk, CALLER_HZ)]);
  expect((await call.info('7')).code).toBe(200);
  await eventually('the key at the agent', () => talk.audio.keysHeard.includes('7'));
  expect((await talk.direct('sendonly')).code).toBe(200);
  await pause(300);
  call.audio.forget();
  await pause(700);
  expect(hearsTone(call.audio.heard(), ANNA_HZ, 0.5, 0.2)).toBe(false);
  expect((await talk.direct('sendrecv')).code).toBe(200);
  await Promise.all([hears(call, ANNA_HZ), hears(talk, CALLER_HZ)]);
  await talk.hangUp();
  expect(await call.ended).toBe('remote');
  const record = await recordOf(server, '13700137001');
  expect(storyOf(record).slice(-6)).toEqual(['agent.connected', 'call.held', 'call.resumed', 'agent.left', 'recording.finished', 'call.ended']);
  expect(record.summary).toMatchObject({ outcome: 'answered', agent: 'anna', queue: 'sales', recording: true });
});

test('an agent who holds in the moment of picking up is understood every time', async () => {
  const bo = await opened('1002');
  const holds: Promise<number>[] = [];
  bo.onRing = (ring) => void ring.answer().then((call) => holds.push(call.direct('sendonly').then(({ code }) => code)));
  expect(await bo.register(passwordOf(server, '1002'))).toBe(200);
  for (let i = 1; i <= 8; i++) {
    await untilAgent(server, 'bo', 'ready');
    const call = await caller(`1370013710${i}`, SUPPORT);
    await eventually('the hold', () => holds.length === i);
    expect(await holds[i - 1]).toBe(200);
    await call.hangUp();
  }
});

test('busy, rejected, no answer: the caller goes to the next agent each time', async () => {
  const bo = await desk('1002', BO_HZ);
  for (const [index, code, why] of [[1, 486, 'busy'], [2, 603, 'rejected'], [3, 0, 'no-answer']] as const) {
    await setAgent(server, 'bo', 'not-ready');
    const anna = await desk('1001', ANNA_HZ, (ring) => {
      if (code > 0) ring.reject(code, 'No');
      return 'leave';
    });
    const call = await caller(`1370013720${index}`, SALES);
    await eventually('the first agent rings', () => anna.rings.length === 1);
    await setAgent(server, 'bo', 'ready');
    await bo.talking(index);
    await hears(call, BO_HZ);
    if (code === 0) await anna.rings[0]?.cancelled;
    await call.hangUp();
    expect(toldOf(await recordOf(server, `1370013720${index}`), 'offer.failed')).toMatchObject({ agent: 'anna', why });
    await anna.phone.register(passwordOf(server, '1001'), 0);
    await untilAgent(server, 'bo', 'ready');
  }
});

test('blind transfer to an agent, and from there to a queue', async () => {
  const anna = await desk('1001', ANNA_HZ);
  const call = await caller('13700137003', SALES);
  const first = await anna.talking();
  const bo = await desk('1002', BO_HZ);
  expect((await first.refer('1002')).code).toBe(202);
  const second = await bo.talking();
  await hears(call, BO_HZ);
  expect(first.progress).toEqual(['SIP/2.0 100 Trying', 'SIP/2.0 200 OK']);
  expect(await first.ended).toBe('remote');
  expect((await second.refer(SUPPORT)).code).toBe(202);
  expect(await second.ended).toBe('remote');
  await call.hangUp();
  const record = await recordOf(server, '13700137003');
  expect(storyOf(record).filter((type) => type.startsWith('transfer'))).toEqual([
    'transfer.requested', 'transfer.accepted', 'transfer.requested', 'transfer.accepted',
  ]);
  expect(record.summary).toMatchObject({ queue: 'support' });
});

test('callers who give up: at once, in the queue, while it rings; an unknown number', async () => {
  const giveUp = new AbortController();
  const early = (await opened('13700137004')).call(SALES, { signal: giveUp.signal }).then((call) => call.hangUp(), (error: unknown) => error);
  giveUp.abort();
  const outcome = await early;
  if (outcome !== undefined) expect(outcome).toMatchObject({ code: 487 });
  const queued = await caller('13700137005', SALES);
  await pause(200);
  await queued.hangUp();
  expect((await recordOf(server, '13700137005')).summary).toMatchObject({ outcome: 'abandoned' });
  const anna = await desk('1001', ANNA_HZ, () => 'leave');
  const ringing = await caller('13700137006', SALES);
  await eventually('the phone rings', () => anna.rings.length === 1);
  await ringing.hangUp();
  await anna.rings[0]?.cancelled;
  expect((await recordOf(server, '13700137006')).summary).toMatchObject({ outcome: 'abandoned', queue: 'sales' });
  await expect((await opened('13700137007')).call('9999')).rejects.toEqual(expect.any(NotAnswered));
});

test('phones that lose their power: the caller goes to another agent, a lost caller ends the call', async () => {
  const anna = await desk('1001', ANNA_HZ);
  const call = await caller('13700137008', SALES);
  await anna.talking();
  const bo = await desk('1002', BO_HZ);
  phones.splice(phones.indexOf(anna.phone), 1);
  anna.phone.vanish();
  const talk = await bo.talking();
  expect(await untilAgent(server, 'anna', 'not-ready')).toMatchObject({ reason: 'unreachable' });
  expect(await setAgent(server, 'anna', 'ready')).toBeLessThan(300);
  await hears(call, BO_HZ);
  const lost = phones.find(({ user }) => user === '13700137008');
  if (lost) phones.splice(phones.indexOf(lost), 1);
  lost?.vanish();
  expect(await talk.ended).toBe('remote');
  const record = await recordOf(server, '13700137008');
  expect(toldOf(record, 'agent.left')).toMatchObject({ agent: 'anna', by: 'vanished' });
  expect(toldOf(record, 'call.ended')).toMatchObject({ by: 'vanished' });
});

test('the control connection breaks: its calls end as vanished, the next ones work', async () => {
  const anna = await desk('1001', ANNA_HZ);
  const call = await caller('13700137009', SALES);
  await anna.talking();
  relay.cut();
  const record = await recordOf(server, '13700137009');
  expect(toldOf(record, 'call.ended')).toMatchObject({ by: 'vanished' });
  await works('13700137010', () => anna.talking(2));
  await call.hangUp();
});

// A drachtio-server that somebody else started is not ours to kill.
if (!REAL) {
  test('the SIP server is killed and started again: its calls end as vanished, the next ones work', async () => {
    const anna = await desk('1001', ANNA_HZ);
    const call = await caller('13700137011', SALES);
    await anna.talking();
    await program.restart?.();
    expect(toldOf(await recordOf(server, '13700137011'), 'call.ended')).toMatchObject({ by: 'vanished' });
    await works('13700137012', () => anna.talking(2));
    await call.hangUp();
  });
}

/** Calls until the server is back; then both sides hear each other. */
async function works(name: string, talking: () => Promise<SimCall>): Promise<void> {
  const call = await eventually('an answered call', () => caller(name, SALES).catch(() => undefined), 20_000);
  await Promise.all([hears(call, ANNA_HZ), talking().then((talk) => hears(talk, CALLER_HZ))]);
  await call.hangUp();
  expect((await recordOf(server, name)).summary).toMatchObject({ outcome: 'answered', agent: 'anna' });
}
