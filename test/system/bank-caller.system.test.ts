/** A caller of a bank: an account by keys, its balance from another system that is slow or broken, all phones of the queue at once, a mark; and others outside. */
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { type Ring, type SimCall, SimPhone, toneUlaw } from '#test/simulators/phone/index';
import { type ServerProcess, startServerProcess } from '#test/simulators/server-process';
import { NUMBER, agent, passwordOf, writeCompany } from './parts/company.ts';
import { eventually } from './parts/eventually.ts';
import { rtpPorts } from './parts/free-port.ts';
import { hearsTone } from './parts/phones/tone.ts';
import { type Told, openRecordOf, recordOf, toldOf, untilAgent } from './parts/timeline.ts';

const [ANNA, BO, CHEN, OUTSIDE] = ['1001', '1002', '1003', '02150001234'];
const [CALLER_HZ, OUTSIDE_HZ] = [1_000, 1_700];
const AGENTS_HZ: Readonly<Record<string, number>> = { [ANNA]: 600, [BO]: 1_500, [CHEN]: 2_200 };
/** Longer than `afterSeconds` of the hold action. */
const SLOW_MS = 1_300;

const flowFor = (bank: string) => `
start: account
language: en
variables: { account: text, balance: { type: number, default: 0 }, mark: number, ticket: text }
nodes:
  account:
    type: gather
    prompts: beep
    into: account
    max: 8
    confirm: { prompts: beep }
    next: balance
    giveUp: bye
  balance:
    type: http
    url: '${bank}/accounts/{account}'
    hold: { prompts: music, afterSeconds: 1 }
    take: { balance: accounts.0.balance }
    next: rich
    failed: no-bank
  rich: { type: branch, when: [{ if: balance >= 100, next: wait }], else: outside }
  no-bank:
    type: ticket
    template: fault
    subject: 'No balance of {account}'
    fields: { severity: major, impact: several, product: Balance }
    into: ticket
    next: numbered
    failed: bye
  numbered: { type: branch, when: [{ if: length(ticket) == 10, next: told }], else: bye }
  told: { type: play, prompts: [beep, { say: '{spell(ticket)}' }], note: no-bank, next: bye }
  wait: { type: queue, queue: sales, skills: { $language: 1 }, outcomes: { done: mark } }
  outside: { type: transfer, to: { number: '${OUTSIDE}' }, answered: mark, failed: bye }
  mark: { type: survey, prompts: beep, question: satisfaction, into: mark, next: judged }
  judged: { type: branch, when: [{ if: mark <= 2, next: sorry }], else: bye }
  sorry: { type: play, prompts: beep, note: unhappy, next: bye }
  bye: { type: hangup, cause: normal }
`;

/** The system of the bank: by the first digit of the account rich, poor or broken; answers take their time. */
const bank: Server = createServer((request, response) => {
  const [, kind] = /\/accounts\/(\d)/.exec(request.url ?? '') ?? [];
  setTimeout(() => response.writeHead(kind === '9' ? 500 : 200, { 'content-type': 'application/json' }).end(JSON.stringify({ accounts: [{ balance: kind === '1' ? 250 : 3 }] })), SLOW_MS);
});
let server: ServerProcess;
let trunk: SimPhone;
let folder: string;
const trunkRings: Ring[] = [];
const callers: SimPhone[] = [];
const desks = new Map<string, { readonly phone: SimPhone; rings: Ring[] }>();

beforeAll(async () => {
  bank.listen(0, '127.0.0.1');
  await once(bank, 'listening');
  const at = bank.address();
  const company = writeCompany({
    agents: [agent('anna', ANNA), agent('bo', BO), agent('chen', CHEN)],
    queues: [{ id: 'sales' }],
    flow: flowFor(`http://127.0.0.1:${typeof at === 'object' ? at?.port : 0}`),
  });
  folder = company.folder;
  const address = { host: '127.0.0.1', port: 0 };
  trunk = await SimPhone.open(address, 'trunk');
  trunk.onRing = (ring) => void trunkRings.push(ring);
  const config = parse(readFileSync(company.file, 'utf8')) as { sip: object; queues: object[] };
  const sip = { ...config.sip, trunk: { uri: `sip:127.0.0.1:${trunk.endpoint.port}` } };
  const queues = config.queues.map((queue) => ({ ...queue, strategy: 'ring-all' }));
  writeFileSync(company.file, stringify({ ...config, sip, queues }));
  server = await startServerProcess({ config: company.file, env: { HUAWU_RTP_PORTS: rtpPorts() } });
  address.port = server.sip.port;
  for (const extension of [ANNA, BO, CHEN]) desks.set(extension, await openDesk(extension));
});
afterEach(async () => {
  for (const phone of callers.splice(0)) await phone.close();
  for (const id of ['anna', 'bo', 'chen']) await untilAgent(server, id, 'ready');
  for (const desk of desks.values()) desk.rings = [];
});
afterAll(async () => {
  for (const phone of [trunk, ...[...desks.values()].map((desk) => desk.phone)]) phone.vanish();
  bank.close();
  expect(await server.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

async function openDesk(extension: string) {
  const phone = await SimPhone.open(server.sip, extension);
  const desk = { phone, rings: [] as Ring[] };
  phone.onRing = (ring) => {
    ring.ringing();
    desk.rings.push(ring);
  };
  expect(await phone.register(passwordOf(server, extension))).toBe(200);
  return desk;
}

/** Types an account, the `#` that all type after it, and yes; the call is in the tone of callers. */
async function caller(user: string, account: string): Promise<SimCall> {
  const phone = await SimPhone.open(server.sip, user);
  callers.push(phone);
  const call = await phone.call(NUMBER);
  call.audio.say(toneUlaw(CALLER_HZ), { loop: true });
  call.audio.press(`${account}#1`);
  return call;
}

const happened = (user: string, what: string, is: (event: Told) => boolean) =>
  eventually(`${what} of ${user}`, async () => (await openRecordOf(server, user)).events.find(is));
const at = (user: string, node: string) => happened(user, node, ({ type, data }) => type === 'ivr.entered' && data['node'] === node);

/** The phones that ring, once all three do. */
const allRing = () => eventually('three phones that ring', () => {
  const rings = [...desks].flatMap(([extension, desk]) => desk.rings.map((ring) => ({ extension, ring })));
  return rings.length === 3 && rings;
});

/** All pick up in the same moment; resolves with who talks. */
async function allPickUp() {
  const answered = await Promise.all((await allRing()).map(async ({ extension, ring }) => ({ extension, call: await ring.answer() })));
  for (const { extension, call } of answered) call.audio.say(toneUlaw(AGENTS_HZ[extension] ?? 0), { loop: true });
  return answered;
}

test('who picks up first of three at the same moment talks; the balance took its time with music; a bad mark is heard', async () => {
  const call = await caller('13900139001', '12345678');
  const answered = await allPickUp();
  await eventually('one call left', () => answered.filter((one) => !one.call.isOver).length === 1);
  const [winner] = answered.filter((one) => !one.call.isOver);
  if (!winner) throw new Error('nobody talks');
  await eventually('the agent heard', () => hearsTone(call.audio.heard(), AGENTS_HZ[winner.extension] ?? 0, 0.5));
  await eventually('the caller heard', () => hearsTone(winner.call.audio.heard(), CALLER_HZ, 0.5));
  await winner.call.hangUp();
  await at('13900139001', 'mark');
  call.audio.press('2');
  await call.ended;
  const record = await recordOf(server, '13900139001');
  const notes = record.events.filter(({ type }) => type === 'ivr.note').map(({ data }) => data['note']);
  expect(notes).toEqual(['gathered', 'confirmed', 'http', 'queue', 'unhappy']);
  expect(toldOf(record, 'survey.answered')).toMatchObject({ score: 2, question: 'satisfaction' });
  const { offers } = (await server.get(`/api/calls/${record.summary.id}/offers`)).body as { offers: { outcome: string; strategy: string }[] };
  expect(offers.map(({ outcome }) => outcome).toSorted()).toEqual(['answered', 'answered elsewhere', 'answered elsewhere']);
  expect(new Set(offers.map(({ strategy }) => strategy))).toEqual(new Set(['ring-all']));
}, 40_000);

test('a caller who hangs up while all phones are picked up leaves nobody behind', async () => {
  const call = await caller('13900139002', '12345678');
  const rings = await allRing();
  const answering = rings.map(({ ring }) => ring.answer());
  await call.hangUp();
  const calls = await Promise.all(answering);
  await eventually('no call left', () => calls.every(({ isOver }) => isOver));
  for (const id of ['anna', 'bo', 'chen']) await untilAgent(server, id, 'ready');
}, 40_000);

test('a poor caller is led outside by the trunk; both hear each other, and the flow goes on afterwards', async () => {
  const call = await caller('13900139003', '22345678');
  const ring = await eventually('a call by the trunk', () => trunkRings.at(-1));
  expect(ring.invite.first).toContain(OUTSIDE);
  const other = await ring.answer();
  other.audio.say(toneUlaw(OUTSIDE_HZ), { loop: true });
  await eventually('the other side heard', () => hearsTone(call.audio.heard(), OUTSIDE_HZ, 0.5));
  await eventually('the caller heard', () => hearsTone(other.audio.heard(), CALLER_HZ, 0.5));
  await other.hangUp();
  await at('13900139003', 'mark');
  call.audio.press('5');
  await call.ended;
  expect((await recordOf(server, '13900139003')).summary.outcome).toBe('finished');
}, 40_000);

/** The node `told` is reached only with a number of ten digits. */
test('a bank that fails is told so, and a ticket tells it to the agents', async () => {
  const call = await caller('13900139004', '92345678');
  await happened('13900139004', 'no-bank', ({ data }) => data['note'] === 'no-bank');
  await call.ended;
  const record = await recordOf(server, '13900139004');
  expect(record.events.find(({ data }) => data['note'] === 'http')?.data).toMatchObject({ status: 500 });
  const { tickets } = (await server.get(`/api/tickets?call=${record.summary.id}`)).body as { tickets: Record<string, unknown>[] };
  const number = toldOf(record, 'ticket.created')?.['ticket'];
  expect(tickets).toMatchObject([{ id: number, template: 'fault', subject: 'No balance of 92345678', state: 'new', queue: 'sales', priority: 'high', requester: { number: '13900139004' }, fields: { contact: '13900139004' }, missing: [] }]);
}, 40_000);
