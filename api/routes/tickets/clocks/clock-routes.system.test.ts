import { silentLog, systemClock, systemRandom } from '#core';
import { IncidentDesk, MOVES, MemoryTickets, MergeDesk, STANDARD_TEMPLATES, SimilarDesk, TicketDesk, clockState, dryRun, filledMacros, memoryTexts, priorityTable } from '#tickets';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TicketPort } from '../../../index.ts';
import { fakeRooms } from '../../../testing/fake-rooms.ts';
import { TOKEN, openHouse } from '../../../testing/open-house.ts';

const words = (text: string) => ({ zh: text, en: text });
const world = {
  templates: STANDARD_TEMPLATES, queue: 'sales', queues: ['sales', 'support'], agents: ['anna', 'bo', 'cy'],
  clocks: { policies: [{ id: 'usual', templates: [], priorities: [], tiers: [], queues: [], targets: { 'first-response': 1_800_000 }, warnAt: 0.75, pauseIn: [] }], hours: new Map() },
  rules: { macros: [{ id: 'hello', ...words('Hello'), text: words('Dear {name}') }], rules: [{ id: 'vip', name: words('VIP'), version: 'v1', on: ['created' as const], when: { tiers: ['gold'] }, actions: [{ do: 'tag' as const, add: ['vip'], remove: [] }], stop: false }] },
};
const records = new MemoryTickets();
const desk = new TicketDesk({ records, world: () => world, clock: systemClock, random: systemRandom });
const tickets: TicketPort = {
  create: (wish, given) => desk.create(wish, given),
  change: (id, change, given) => desk.change(id, change, given),
  get: (id) => desk.get(id),
  find: (query) => desk.find(query),
  history: (id, after, limit) => desk.history(id, after, limit),
  merging: new MergeDesk(desk),
  incidents: new IncidentDesk(desk, systemRandom),
  similar: new SimilarDesk({ desk, texts: memoryTexts(records), clock: systemClock, log: silentLog }),
  choices: () => ({ templates: STANDARD_TEMPLATES, priorities: priorityTable(), moves: MOVES }),
  work: {
    dueBefore: (until, queues, limit) => records.dueBefore(until, queues, limit),
    unassigned: (queue, limit) => records.unassigned(queue, limit),
    stateOf: clockState,
    rules: () => world.rules,
    filledMacros: (ticket, writer) => filledMacros(world.rules, ticket, writer),
    dryRun: (given) => dryRun(given, systemClock.wall(), world),
  },
};
const WISH = { template: 'fault', subject: 'No light', fields: { severity: 'major', impact: 'one', product: 'Router', contact: '1' }, requester: { name: 'Wang', tier: 'gold' } };
let house: Awaited<ReturnType<typeof openHouse>>;
beforeAll(async () => {
  house = await openHouse({ ports: { ...fakeRooms().ports, tickets } });
});
afterAll(() => house.close());

const bodyOf = async (answer: Promise<Response>) => (await (await answer).json()) as Record<string, unknown>;

test('clocks, board and line of own queues; a ticket is taken by one; rules are tried without being kept', async () => {
  const anna = await house.signIn('anna');
  const made = await bodyOf(anna.post('/api/tickets', WISH));
  const { id } = made as unknown as { id: string };
  expect(made['tags']).toEqual(['vip']);
  expect(await bodyOf(anna.get(`/api/tickets/${id}/clocks`))).toMatchObject({ clocks: [{ kind: 'first-response', n: 1, state: 'running', policy: 'usual', targetSeconds: 1_800 }] });
  expect(await bodyOf(anna.get('/api/ticket-board'))).toMatchObject({ rows: [{ id, clock: 'first-response', clockState: 'running' }] });
  expect(await bodyOf(anna.get('/api/ticket-board?withinMinutes=5'))).toMatchObject({ rows: [] });
  expect(await bodyOf(anna.get('/api/ticket-line?queue=sales'))).toMatchObject({ tickets: [{ id }] });
  const takes = await Promise.all([1, 2].map(() => anna.post(`/api/tickets/${id}/take`, {})));
  expect(takes.some(({ status }) => status === 200)).toBe(true);
  expect(await bodyOf(anna.get('/api/ticket-line?queue=sales'))).toMatchObject({ tickets: [] });
  const token = { headers: { authorization: `Bearer ${TOKEN}` } };
  expect((await fetch(`${house.api.url}/api/tickets/${id}/take`, { ...token, method: 'POST' })).status).toBe(403);
  expect((await anna.post(`/api/tickets/${id}/give-back`, {})).status).toBe(200);
  const tried = await bodyOf(anna.post('/api/ticket-rules/test', { wish: WISH }));
  expect([(tried['events'] as { type: string }[]).map(({ type }) => type), records.tickets.size]).toEqual([['created', 'updated', 'rule'], 1]);
  expect(await bodyOf(anna.get('/api/ticket-macros'))).toEqual({ macros: [{ id: 'hello', zh: 'Hello', en: 'Hello', textZh: 'Dear {name}', textEn: 'Dear {name}' }] });
  expect(await bodyOf(anna.get(`/api/ticket-macros?ticket=${id}`))).toMatchObject({ macros: [{ id: 'hello', textEn: 'Dear Wang' }] });
  expect(await bodyOf(anna.get('/api/ticket-rules'))).toMatchObject({ rules: [{ id: 'vip', version: 'v1', on: ['created'] }] });
});
