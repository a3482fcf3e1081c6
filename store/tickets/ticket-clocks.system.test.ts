import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, Scope, silentLog, systemClock, systemRandom } from '#core';
import { ClockWatch, STANDARD_TEMPLATES, TicketDesk, type TicketWish, type TicketWorld } from '#tickets';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedStore, openStore } from '../index.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'huawu-clocks-'));
const HOUR = 3_600_000;
let ahead = 0;
/** The clock of the machine, set forward by the test. */
const clock: Clock = { now: () => systemClock.now() + ahead, wall: () => systemClock.wall() + ahead, after: (ms, run) => systemClock.after(ms, run), every: (ms, run) => systemClock.every(ms, run) };
const world: TicketWorld = {
  templates: STANDARD_TEMPLATES, queue: 'support', queues: ['support', 'second'], agents: ['anna'],
  clocks: { policies: [{ id: 'usual', templates: [], priorities: [], tiers: [], queues: [], targets: { 'first-response': HOUR, resolution: 8 * HOUR }, warnAt: 0.75, pauseIn: ['pending'] }], hours: new Map(), untouched: { afterMs: 2 * HOUR, raise: true } },
  rules: { macros: [], rules: [{ id: 'late', name: { zh: '超时', en: 'Late' }, version: '1', on: ['breach'], when: { clocks: ['first-response'] }, actions: [{ do: 'escalate', queue: 'second', text: { zh: '请看', en: 'look' } }], stop: false }] },
};
const WISH: TicketWish = { template: 'consultation', subject: '怎么用？', fields: { severity: 'minor', impact: 'one', product: 'App', contact: '10086' } };
let store: OpenedStore;
beforeAll(async () => {
  const databaseUrl = process.env['DATABASE_URL'];
  const opened = await openStore({ dataDir, clock: systemClock, log: silentLog, schema: `huawu_test_${systemRandom.hex(6)}`, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  if (!opened.ok) throw opened.fault;
  store = opened.value;
}, 60_000);
afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

/** A server on this database, as one that starts anew. */
function server() {
  const scope = new Scope();
  const desk = new TicketDesk({ records: store.tickets, world: () => world, clock, random: systemRandom });
  return { desk, scope, watch: new ClockWatch({ desk, records: store.tickets, clock, log: silentLog }, scope) };
}

test('of several servers one tells each warning and breach, also after all of them were away; board and line know', async () => {
  const servers = [server(), server(), server()];
  const [{ desk } = server()] = servers;
  const ids = await Promise.all(Array.from({ length: 60 }, async () => {
    const made = await desk.create(WISH, { by: 'p1' });
    if (!made.ok) throw made.fault;
    return made.value.ticket.id;
  }));
  const told = async (id: string) => (await desk.history(id, 0, 100)).filter(({ type }) => type === 'clock' || type === 'rule').map(({ data }) => `${String(data['what'] ?? data['rule'])} ${String(data['clock'] ?? '')}`.trim());
  ahead = HOUR * 0.8;
  await Promise.all(servers.map(({ watch }) => watch.look()));
  await Promise.all(servers.map(({ watch }) => watch.look()));
  for (const id of ids) expect(await told(id)).toEqual(['warning first-response']);
  for (const { scope } of servers) scope.end('killed');
  ahead = HOUR * 3;
  const later = [server(), server()];
  await expect.poll(async () => (await Promise.all(later.map(({ watch }) => watch.look()))).reduce((a, b) => a + b, 0), { timeout: 20_000 }).toBe(0);
  for (const id of ids) expect(await told(id)).toEqual(['warning first-response', 'breach first-response', 'untouched', 'late']);
  const board = await store.tickets.dueBefore(clock.wall(), ['second'], 100);
  expect(board.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  expect((await store.tickets.dueBefore(clock.wall(), ['support'], 100)).length).toBe(0);
  expect((await store.tickets.unassigned('second', 100)).map(({ priority }) => priority)).toEqual(ids.map(() => 'high'));
  for (const { scope } of later) scope.end('over');
}, 60_000);
