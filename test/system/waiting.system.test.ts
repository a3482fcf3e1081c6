/** Callers who do not wait on the line: messages, callbacks by a trunk, and texts spoken to them; with a server that is killed in between. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { readWav } from '#media';
import { type Ring, type SimCall, SimPhone, toneUlaw } from '#test/simulators/phone/index';
import { type ServerProcess, startServerProcess } from '#test/simulators/server-process';
import { NUMBER, agent, passwordOf, writeCompany } from './parts/company.ts';
import { eventually } from './parts/eventually.ts';
import { rtpPorts } from './parts/free-port.ts';
import { hearsTone } from './parts/phones/tone.ts';
import { callRows, openRecordOf, recordOf, toldOf } from './parts/timeline.ts';

const [CUSTOMER, LATER] = ['13800138000', '13900139000'];
const [CUSTOMER_HZ, AGENT_HZ] = [1_000, 600];
const FLOW = `
start: menu
language: en
nodes:
  menu: { type: menu, prompts: beep, choices: { 1: greet, 2: wait }, giveUp: bye }
  greet: { type: say, text: { en: 'Hello {caller.number}, leave a message.' }, next: mail }
  mail: { type: voicemail, queue: sales, prompts: beep, silenceSeconds: 10, next: bye, failed: bye }
  wait: { type: queue, queue: sales, priority: 3, keys: { 1: back } }
  back: { type: callback, queue: sales, priority: 3, next: bye, failed: bye }
  bye: { type: hangup, cause: normal }
`;

const data = mkdtempSync(join(tmpdir(), 'huawu-waiting-'));
const company = writeCompany({ agents: [agent('anna', '1001')], queues: [{ id: 'sales', number: '5001' }], flow: FLOW });
/** Where the server listens; known after its start. */
const address = { host: '127.0.0.1', port: 0 };
let server: ServerProcess;
let trunk: SimPhone;
/** Customers whose phones the trunk let ring. */
const rung: Ring[] = [];
const phones: SimPhone[] = [];

const start = async () => {
  server = await startServerProcess({ config: company.file, data, env: { HUAWU_RTP_PORTS: rtpPorts() } });
  address.port = server.sip.port;
};

beforeAll(async () => {
  trunk = await SimPhone.open(address, 'trunk');
  trunk.onRing = (ring) => void rung.push(ring);
  const config = parse(readFileSync(company.file, 'utf8')) as { sip: object };
  const spoken = join(import.meta.dirname, '..', '..', 'prompts', 'beep.wav');
  const changed = {
    ...config,
    sip: { ...config.sip, trunk: { uri: `sip:127.0.0.1:${trunk.endpoint.port}`, number: '02150001' } },
    callbacks: { from: '00:00', to: '24:00', ringSeconds: 20 },
    speech: { command: ['cp', spoken, '{file}'] },
  };
  writeFileSync(company.file, stringify(changed));
  await start();
});
afterAll(async () => {
  for (const phone of [...phones, trunk]) phone.vanish();
  await server.stop();
  for (const folder of [data, company.folder]) rmSync(folder, { recursive: true, force: true });
});

async function caller(user: string): Promise<SimCall> {
  const phone = await SimPhone.open(server.sip, user);
  phones.push(phone);
  return phone.call(NUMBER);
}

const passed = (user: string, node: string) => eventually(`${user} at ${node}`, async () => (await openRecordOf(server, user)).events.some(({ type, data: told }) => type === 'ivr.entered' && told['node'] === node));

async function signIn(): Promise<Ring[]> {
  const rings: Ring[] = [];
  const phone = await SimPhone.open(server.sip, '1001');
  phones.push(phone);
  phone.onRing = (ring) => void rings.push(ring);
  expect(await phone.register(passwordOf(server, '1001'))).toBe(200);
  return rings;
}

interface CallbackRow {
  readonly id: string;
  readonly state: string;
  readonly call: string;
  readonly attempts: readonly { readonly call?: string; readonly end?: string }[];
}
const callbackTo = async (number: string) => ((await server.get('/api/callbacks')).body as { callbacks: (CallbackRow & { number: string })[] }).callbacks.find((one) => one.number === number);

/** Waits, wants a callback, is hung up. */
async function wantsCallback(user: string): Promise<void> {
  const call = await caller(user);
  await passed(user, 'menu');
  await call.info('2');
  await passed(user, 'wait');
  await call.info('1');
  await call.ended;
  // The call that waits in the customer's place is newer, and open.
  await eventually('the call is over', async () => (await callRows(server)).find(({ from, endedAt, outcome }) => from === user && endedAt !== undefined && outcome === 'finished'));
}

test('a caller hears a text, leaves a message, and an agent hears it', async () => {
  const call = await caller(CUSTOMER);
  await passed(CUSTOMER, 'menu');
  await call.info('1');
  await passed(CUSTOMER, 'mail');
  // Loud from the beginning: what is said before the recorder runs is not in the message.
  call.audio.say(toneUlaw(CUSTOMER_HZ), { loop: true });
  await eventually('the message began', async () => (await server.counts())['media.recordings'] === 1);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await call.info('#');
  await call.ended;
  const record = await recordOf(server, CUSTOMER);
  expect(record.events.filter(({ type, data: told }) => type === 'ivr.note' && told['note'] === 'not-spoken')).toEqual([]);
  const { voicemail, why } = toldOf(record, 'voicemail.left');
  expect(why).toBe('key');
  const [listed] = await eventually('the message is listed', async () => {
    const { voicemails } = (await server.get('/api/voicemails?done=false')).body as { voicemails: readonly unknown[] };
    return voicemails.length > 0 ? voicemails : undefined;
  });
  expect(listed).toMatchObject({ id: voicemail, queue: 'sales', from: CUSTOMER });
  const sound = await fetch(`${server.url}/api/voicemails/${String(voicemail)}/audio`, { headers: { authorization: `Bearer ${server.token}` } });
  const wav = readWav(new Uint8Array(await sound.arrayBuffer()));
  if (!wav.ok) throw wav.fault;
  const [pcm = new Int16Array(0)] = wav.value.channels;
  expect(wav.value.channels.length).toBe(1);
  expect(pcm.length / 8_000).toBeGreaterThan(1);
  // The tone in the middle of all tenths of a second: a sender on a busy machine leaves one or the other silent.
  const tenths = Array.from({ length: Math.floor(pcm.length / 800) }, (_, i) => pcm.subarray(i * 800, (i + 1) * 800));
  const tones = tenths.map((part) => part.filter((sample, i) => sample >= 0 && (part[i - 1] ?? 0) < 0).length * 10).toSorted((a, b) => a - b);
  expect(Math.abs((tones[tones.length >> 1] ?? 0) - CUSTOMER_HZ)).toBeLessThan(40);
});

test('a caller hangs up and keeps the place: the agent rings, then the customer by the trunk, and they talk', async () => {
  await wantsCallback(CUSTOMER);
  const rings = await signIn();
  const offered = await eventually('the agent rings', () => rings.shift());
  const anna = await offered.answer();
  anna.audio.say(toneUlaw(AGENT_HZ), { loop: true });
  const ring = await eventually('the customer rings', () => rung.shift());
  expect(ring.invite.first).toBe(`INVITE sip:${CUSTOMER}@127.0.0.1:${trunk.endpoint.port} SIP/2.0`);
  const customer = await ring.answer();
  customer.audio.say(toneUlaw(CUSTOMER_HZ), { loop: true });
  await eventually('the customer hears the agent', () => hearsTone(customer.audio.heard(), AGENT_HZ, 1));
  await eventually('the agent hears the customer', () => hearsTone(anna.audio.heard(), CUSTOMER_HZ, 1));
  await customer.hangUp();
  await anna.ended;
  const row = await eventually('the callback is done', async () => {
    const one = await callbackTo(CUSTOMER);
    return one?.state === 'done' ? one : undefined;
  });
  expect(row.attempts).toMatchObject([{ end: 'talked' }]);
  // The callback is done before the last steps of its call are in the database.
  const { summary, events } = await eventually('the call is written down', async () => {
    const record = (await server.get(`/api/calls/${row.attempts[0]?.call}`)).body as Awaited<ReturnType<typeof recordOf>>;
    return record.summary.outcome === 'open' ? undefined : record;
  });
  expect(summary).toMatchObject({ from: CUSTOMER, outcome: 'answered', agent: 'anna', recording: true });
  expect(toldOf({ events }, 'callback.begun')).toMatchObject({ callback: row.id, before: row.call, attempt: 1 });
  expect(await phones.at(-1)?.register(passwordOf(server, '1001'), 0)).toBe(200);
}, 60_000);

test('the server is killed while a customer rings: the next one calls, and the agent who waited for the customer is ready at once', async () => {
  await eventually('nobody is left', async () => ((await server.counts())['calls'] ?? 1) === 0);
  await wantsCallback(LATER);
  await (await eventually('the agent rings', ((rings) => () => rings.shift())(await signIn()))).answer();
  await eventually('the customer rings', () => rung.shift());
  // What agents do is gathered for half a second before it is in the database; no route shows when it is.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  server.process.kill('SIGKILL');
  await once(server.process, 'exit');
  phones.at(-1)?.vanish();
  await start();
  const rings = await signIn();
  // Half a minute of wrap-up, for a conversation that never was, would be the least.
  const anna = await (await eventually('the agent rings', () => rings.shift(), 20_000)).answer();
  const ring = await eventually('the customer rings', () => rung.shift());
  expect(ring.invite.first).toContain(`sip:${LATER}@`);
  ring.reject(486, 'Busy Here');
  const row = await eventually('tried again later', async () => {
    const one = await callbackTo(LATER);
    return one?.attempts.at(-1)?.end === 'busy' ? one : undefined;
  });
  expect([row.state, row.attempts.map(({ end }) => end)]).toEqual(['open', ['interrupted', 'busy']]);
  await anna.ended;
  expect(rung.length).toBe(0);
}, 120_000);
