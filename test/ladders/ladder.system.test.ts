/** Golden ladders: whole calls as they look on the wire. HUAWU_DRAW_LADDERS=1 draws them anew; read the difference. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ring, SimPhone } from '#test/simulators/phone/index';
import type { ServerProcess } from '#test/simulators/server-process';
import { agent, openCompany, passwordOf } from '../system/parts/company.ts';
import { eventually, pause } from '../system/parts/eventually.ts';
import { Ladder, lanesOf } from './ladder.ts';

const [SALES, SUPPORT] = ['5001', '5002'];
/** Long enough for what follows a message to be on the wire before the next step. */
const BREATH_MS = 250;

let server: ServerProcess;
let caller: SimPhone;
let anna: SimPhone;
let ladder: Ladder;

beforeAll(async () => {
  server = await openCompany({
    // Nobody serves support: who is alone in a queue would get a transferred caller back.
    agents: [agent('anna', '1001', { queues: ['sales'] })],
    queues: [{ id: 'sales', number: SALES }, { id: 'support', number: SUPPORT }],
  });
  caller = await SimPhone.open(server.sip, '13900139000');
  anna = await SimPhone.open(server.sip, '1001');
  await anna.register(passwordOf(server, '1001'));
});
afterAll(async () => {
  await Promise.all([caller.close(), anna.close()]);
  expect(await server.stop()).toBe(0);
});

function begin(): Promise<Ring> {
  ladder = new Ladder();
  ladder.watch('caller', caller);
  ladder.watch('agent', anna);
  return new Promise((resolve) => (anna.onRing = resolve));
}

function compare(name: string): void {
  const file = join(import.meta.dirname, `${name}.txt`);
  if (process.env.HUAWU_DRAW_LADDERS === '1') writeFileSync(file, ladder.text);
  expect(lanesOf(ladder.text)).toEqual(lanesOf(readFileSync(file, 'utf8')));
}

const breath = () => pause(BREATH_MS);
const idle = () => eventually('the end of the call', async () => (await server.counts())['calls'] === 0);

test('a call through the queue: answer, hold, resume, hang-up', async () => {
  const rung = begin();
  ladder.note('The caller reaches a queue and hears music; the phone of the agent rings.');
  const call = await caller.call(SALES);
  const ring = await rung;
  ring.ringing();
  await breath();
  ladder.note('The agent answers: both hear each other.');
  const answered = await ring.answer();
  await breath();
  ladder.note('The agent holds: the caller hears music, and nothing is said on that side.');
  await answered.direct('sendonly');
  await breath();
  await answered.direct('sendrecv');
  await breath();
  ladder.note('The caller hangs up.');
  await call.hangUp();
  await answered.ended;
  await idle();
  await breath();
  compare('queue-call');
});

test('a blind transfer to a queue: the agent is told of success and released', async () => {
  const rung = begin();
  const call = await caller.call(SALES);
  const answered = await (await rung).answer();
  await breath();
  ladder.note('The agent refers the caller to the support queue.');
  anna.onRing = (ring) => ring.reject(486, 'Busy Here');
  await answered.refer(SUPPORT);
  await answered.ended;
  await breath();
  ladder.note('Nobody else is there; the caller gives up.');
  await call.hangUp();
  await idle();
  await breath();
  compare('transfer-to-queue');
});

test('hold told in the answer to a late offer', async () => {
  const rung = begin();
  const call = await caller.call(SALES);
  const answered = await (await rung).answer();
  await breath();
  ladder.note('The phone of the agent leaves the offer to us and holds in its answer, then comes back the same way.');
  await answered.directLate('sendonly');
  await breath();
  await answered.directLate('sendrecv');
  await breath();
  await call.hangUp();
  await answered.ended;
  await idle();
  await breath();
  const { calls } = (await server.get('/api/calls?limit=1')).body as { calls: { id: string }[] };
  const { events } = (await server.get(`/api/calls/${calls[0]?.id}`)).body as { events: { type: string }[] };
  expect(events.map(({ type }) => type).filter((type) => /^call\.(held|resumed)$/.test(type))).toEqual(['call.held', 'call.resumed']);
  compare('late-offer-hold');
});

test('a caller who gives up while the phone of an agent rings', async () => {
  const rung = begin();
  const call = await caller.call(SALES);
  const ring = await rung;
  ring.ringing();
  await breath();
  await call.hangUp();
  await ring.cancelled;
  await idle();
  await breath();
  compare('caller-gives-up');
});
