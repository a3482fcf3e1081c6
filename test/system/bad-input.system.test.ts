/** Garbage from the network and a disk that gives out, while two people talk: their call does not suffer, no number is logged. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type SimCall, SimPhone, toneUlaw } from '#test/simulators/phone/index';
import type { ServerProcess } from '#test/simulators/server-process';
import { agent, openCompany } from './parts/company.ts';
import { eventually, pause } from './parts/eventually.ts';
import { Floor } from './parts/phones/floor.ts';
import { brokenRtp, brokenSip, fatInvite, pushTcp, sprayUdp } from './parts/noise.ts';
import { openRecordOf, recordOf, toldOf } from './parts/timeline.ts';
import { hearsTone, longestSilenceMs } from './parts/phones/tone.ts';

const QUEUE = '5001';
const [CALLER_HZ, AGENT_HZ] = [1000, 600];
const VICTIM = '13600136001';
const NOISY = '13600136666';
/** A hiccup nobody would call damage. */
const GAP_MS = 100;
/** How often a measurement may be spoilt by others on the machine. */
const ATTEMPTS = 3;

const recordings = mkdtempSync(join(tmpdir(), 'huawu-recordings-'));
let server: ServerProcess;
let floor: Floor;
let phone: SimPhone;
let call: SimCall;
let other: SimCall;

beforeAll(async () => {
  server = await openCompany({ agents: [agent('anna', '1001')], queues: [{ id: 'sales', number: QUEUE }], recordings, logLevel: 'debug' });
  floor = new Floor(server, AGENT_HZ);
  await floor.signIn(['1001']);
});
afterEach(() => phone.close());
afterAll(async () => {
  await floor.close();
  expect(await server.stop()).toBe(0);
  expect(server.output()).toContain('malformed SIP messages were refused');
  rmSync(recordings, { recursive: true, force: true });
  for (const number of [VICTIM, NOISY]) expect(server.output()).not.toContain(number);
});

async function talk(name: string): Promise<void> {
  const before = floor.picked.length;
  phone = await SimPhone.open(server.sip, name);
  call = await phone.call(QUEUE);
  call.audio.say(toneUlaw(CALLER_HZ), { loop: true });
  other = (await eventually('the agent', () => floor.picked[before])).call;
  await pause(500);
}

/** What happened beside a call: nothing when both sides heard each other all the time. */
async function damage(happening: () => Promise<void>): Promise<readonly string[]> {
  for (const side of [call, other]) side.audio.forget();
  const startedAt = performance.now();
  await happening();
  await pause(Math.max(0, 1_000 - (performance.now() - startedAt)));
  const ms = performance.now() - startedAt;
  const ends = { caller: [call, AGENT_HZ], agent: [other, CALLER_HZ] } as const;
  return Object.entries(ends).flatMap(([who, [side, hz]]) => {
    const heard = side.audio.heard();
    const missing = ms - heard.length / 8;
    const silence = longestSilenceMs(heard);
    return [
      ...(missing < 2 * GAP_MS ? [] : [`${who} missed ${Math.round(missing)} of ${Math.round(ms)} ms`]),
      ...(silence < GAP_MS ? [] : [`${who} heard ${silence} ms of silence`]),
      ...(hearsTone(heard, hz, ms / 1000, 0.95) ? [] : [`${who} heard less than the tone`]),
    ];
  });
}

/** Something happens and does not disturb the call. What a busy machine did to it once does not come again; what the noise did, does. */
async function undisturbed(happening: () => Promise<void>): Promise<void> {
  for (let left = ATTEMPTS - 1; left >= 0; left--) {
    const done = await damage(happening);
    if (done.length === 0) break;
    console.log(`disturbed: ${done.join(', ')}`);
    if (left === 0) expect(done).toEqual([]);
  }
  expect(call.isOver).toBe(false);
}

test('garbage, half messages and oversized bodies over SIP do not disturb a call', async () => {
  await talk(VICTIM);
  await undisturbed(() => sprayUdp(server.sip, brokenSip(server, NOISY)));
  await undisturbed(async () => {
    const answers = await Promise.all([
      ...brokenSip(server, NOISY).slice(-15).map((message) => pushTcp(server.sip, message, 500)),
      pushTcp(server.sip, Buffer.alloc(1 << 20, 'x'), 500),
      pushTcp(server.sip, `INVITE sip:4000@127.0.0.1 SIP/2.0\r\nContent-Length: 4000000000\r\n`, 500),
    ]);
    expect(answers.join('')).not.toMatch(/^SIP\/2\.0 5/m);
  });
  await undisturbed(async () => {
    await sprayUdp(server.sip, [fatInvite(server, NOISY, 60_000, 'UDP')]);
    expect(await pushTcp(server.sip, fatInvite(server, NOISY, 300_000, 'TCP'), 800)).toMatch(/^SIP\/2\.0 413 /);
  });
});

test('garbage on the media ports of a call does not disturb it', async () => {
  await talk(VICTIM);
  for (const side of [call, other]) {
    const port = Number(/^m=audio (\d+)/m.exec(side.remoteSdp)?.[1]);
    for (const target of [port, port + 1]) {
      await undisturbed(() => sprayUdp({ host: '127.0.0.1', port: target }, brokenRtp()));
    }
  }
});

test('oversized and broken requests to the API are refused and do not disturb a call', async () => {
  await talk(VICTIM);
  const post = (body: string) =>
    fetch(`${server.url}/api/agents/anna/state`, {
      method: 'POST', body, headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', connection: 'close' },
    }).then(({ status }) => status, () => 413);
  await undisturbed(async () => {
    expect(await post('x'.repeat(5 << 20))).toBe(413);
    expect(await post('{"state":')).toBe(400);
    expect(await post('{"state":"asleep"}')).toBe(400);
  });
});

const mounted = (options: string) => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'huawu-test', recordings], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const unmount = () => execFileSync('umount', [recordings], { stdio: 'ignore' });
mkdirSync(recordings, { recursive: true });
/** Only root may mount a small disk of its own; elsewhere there is no safe way to fill one. */
const canMount = mounted('size=64k');
if (canMount) unmount();

test.skipIf(!canMount).each([
  { what: 'full', options: 'size=96k' },
  { what: 'read-only', options: 'size=96k,ro' },
])('a $what disk for recordings: the call goes on, the record says that it is not recorded', async ({ what, options }) => {
  expect(mounted(options)).toBe(true);
  try {
    const name = `${VICTIM}${what === 'full' ? 1 : 2}`;
    await talk(name);
    await undisturbed(async () => {
      await eventually('the word about the recording', async () => (await openRecordOf(server, name)).events.some(({ type }) => type === 'recording.failed'));
    });
    await undisturbed(() => pause(300));
    await call.hangUp();
    const record = await recordOf(server, name);
    expect(record.summary.outcome).toBe('answered');
    expect(String(toldOf(record, 'recording.failed')['reason'])).not.toBe('');
    // What was stored before the disk was full is kept and can be heard.
    const kept = what === 'full';
    expect([record.summary.recording, record.events.some(({ type }) => type === 'recording.finished')]).toEqual([kept, kept]);
    const headers = { authorization: `Bearer ${server.token}`, connection: 'close' };
    const recording = await fetch(`${server.url}/api/calls/${record.summary.id}/recording`, { headers });
    expect(recording.status).toBe(kept ? 200 : 404);
    await recording.arrayBuffer();
    expect(server.output()).toContain('a call is not recorded');
  } finally {
    unmount();
  }
});
