import { Fault, type Result, sleep, systemClock, systemRandom } from '#core';
import type { OpenedStore } from '#store';
import { STANDARD_TEMPLATES, TicketDesk, type TicketWish, unsentBetween } from '#tickets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { surveyCases } from './surveys.ts';
import { everythingIsFound } from './ticket-search.ts';

const world = () => ({ templates: STANDARD_TEMPLATES, queue: 'support', queues: ['sales', 'support'], agents: ['anna', 'bo'] });
const WISH: TicketWish = { template: 'consultation', subject: '怎么用？', fields: { severity: 'minor', impact: 'one', product: 'App', contact: '10086' } };
let store: OpenedStore;
let desks: readonly TicketDesk[];

export interface TicketDatabase {
  open(): Promise<Result<OpenedStore>>;
  /** After the store was closed. */
  tearDown(): Promise<void> | void;
  /** kill -9; it comes back. Without it that test is left out. */
  kill?(store: OpenedStore): Promise<void> | void;
}

/** All migrations, tickets, their search, surveys on a database; `name` is which. */
export function ticketContract(name: string, { open, tearDown, kill }: TicketDatabase): void {
  describe(`tickets on ${name}`, () => {
    beforeAll(async () => {
      const opened = await open();
      if (!opened.ok) throw opened.fault;
      store = opened.value;
      desks = [1, 2].map(() => new TicketDesk({ records: store.tickets, world, clock: systemClock, random: systemRandom }));
    }, 60_000);
    afterAll(async () => {
      await store.close();
      await tearDown();
    });
    test('two servers write the same tickets at once: each step is kept once and in order, a key makes one ticket', twoServers, 60_000);
    test('what is kept is read as it was; lists are newest first, by every filter, page by page', lists, 60_000);
    test('what was written is found within a second by words, in every order, page by page, and counted; what was missed is caught up with', searches, 60_000);
    test('filters and orders of all kinds find what a look at every ticket finds', () => everythingIsFound(store), 60_000);
    test('messages of rules stand in the write of their ticket until they are handed over, the oldest first', messagesKept, 60_000);
    test('views are kept, changed and removed; others see the shared ones', viewsKept, 60_000);
    surveyCases(() => store);
    if (kill) test('a database killed under load loses nothing that was acknowledged, and what is sent again with its key is there once', () => killed(() => kill(store)), 60_000);
  });
}

const desk = (index = 0) => {
  const found = desks[index];
  if (!found) throw new Error('no desk');
  return found;
};
async function made(wish: Partial<TicketWish> = {}, key?: string, at = 0) {
  const created = await desk(at).create({ ...WISH, ...wish }, { by: 'p1', ...(key === undefined ? {} : { key }) });
  if (!created.ok) throw created.fault;
  // The next one is of another millisecond: lists have an order.
  await sleep(systemClock, 2);
  return created.value.ticket;
}

async function messagesKept(): Promise<void> {
  const rule = { id: 'tell', name: { zh: '通知', en: 'Tell' }, version: 'v1', on: ['created'], when: {}, actions: [{ do: 'webhook', hook: 'crm' }], stop: false } as const;
  const telling = new TicketDesk({ records: store.tickets, world: () => ({ ...world(), rules: { rules: [rule], macros: [] } }), clock: systemClock, random: systemRandom });
  const left = async () => (await store.tickets.unsent(...unsentBetween(systemClock.wall() + 1_000), 10)).map(({ ticket }) => ticket);
  const ids: string[] = [];
  for (let n = 0; n < 2; n += 1) {
    const done = await telling.create(WISH, { by: 'p1' });
    if (!done.ok) throw done.fault;
    ids.push(done.value.ticket.id);
    await sleep(systemClock, 2);
  }
  expect([await left(), await store.tickets.unsent(...unsentBetween(0), 10)]).toEqual([ids, []]);
  await store.tickets.sent((await store.tickets.unsent(...unsentBetween(systemClock.wall() + 1_000), 1)));
  expect(await left()).toEqual(ids.slice(1));
}

async function twoServers(): Promise<void> {
  const twins = await Promise.all([0, 1, 0, 1].map((at) => made({}, 'same', at)));
  expect(new Set(twins.map(({ id }) => id)).size).toBe(1);
  const tickets = await Promise.all(Array.from({ length: 20 }, () => made()));
  const notes = tickets.flatMap(({ id }) => [0, 1].flatMap((at) => [1, 2, 3].map((n) => desk(at).change(id, { type: 'note', text: `n${n}` }, { by: `p${at}` }))));
  expect((await Promise.all(notes)).filter(({ ok }) => !ok)).toEqual([]);
  for (const { id } of tickets) {
    expect((await desk().get(id))?.version).toBe(7);
    const history = await desk().history(id, 0, 100);
    expect(history.map(({ seq, type }) => `${seq} ${type}`)).toEqual(['1 created', '2 noted', '3 noted', '4 noted', '5 noted', '6 noted', '7 noted']);
  }
  expect(await desk().history(tickets[0]?.id ?? '', 5, 1)).toMatchObject([{ seq: 6, type: 'noted' }]);
}

async function lists(): Promise<void> {
  const parent = await made({ queue: 'sales', tags: ['list'], subject: 'parent' });
  const rest: string[] = [];
  for (const wish of [{ assignee: 'bo' }, { parent: parent.id, calls: ['c1'], watchers: ['sue'] }, { requester: { number: '10010' }, priority: 'urgent' as const }]) {
    // Lists are ordered by the millisecond.
    await sleep(systemClock, 2);
    rest.push((await made({ queue: 'sales', tags: ['list', 'x'], ...wish })).id);
  }
  const [bo = '', child = '', urgent = ''] = rest;
  expect(await desk().get(parent.id)).toEqual(parent);
  const ids = async (query: Partial<Parameters<TicketDesk['find']>[0]>) => (await desk().find({ limit: 10, marks: ['tag:list'], ...query })).map(({ id }) => id);
  const all = await ids({});
  expect(all).toEqual([urgent, child, bo, parent.id]);
  const first = await desk().find({ limit: 2, marks: ['tag:list'] });
  const last = first.at(-1);
  expect(await ids({ before: { at: last?.createdAt ?? 0, id: last?.id ?? '' } })).toEqual([bo, parent.id]);
  expect([await ids({ assignee: 'bo' }), await ids({ states: ['open'] }), await ids({ states: ['open', 'new'], unassigned: true })]).toEqual([[bo], [bo], [urgent, child, parent.id]]);
  expect([await ids({ marks: [`parent:${parent.id}`] }), await ids({ marks: ['call:c1', 'tag:x'] }), await ids({ marks: ['watcher:sue'] })]).toEqual([[child], [child], [child]]);
  expect([await ids({ requester: '10010' }), await ids({ priorities: ['urgent'] }), await ids({ template: 'fault' }), await ids({ queue: 'support' })]).toEqual([[urgent], [urgent], [], []]);
  expect([await ids({ seenBy: { queues: [], agent: 'bo' } }), await ids({ seenBy: { queues: ['sales'] } }), await ids({ from: parent.createdAt, until: parent.createdAt })]).toEqual([[bo], all, []]);
  await desk().change(child, { type: 'update', update: { removeTags: ['x'], parent: null } }, { by: 'p1' });
  expect([await ids({ marks: ['tag:x'] }), await ids({ marks: [`parent:${parent.id}`] })]).toEqual([[urgent, bo], []]);
}

/** Sends again what may or may not have been done, until there is an answer. */
async function untilDone<T>(work: () => Promise<{ ok: true; value: T } | { ok: false; fault: Fault }>): Promise<T> {
  for (;;) {
    try {
      const done = await work();
      if (done.ok) return done.value;
      if (!done.fault.retryable) throw done.fault;
    } catch (error) {
      if (!(error instanceof Fault) || !error.retryable) throw error;
    }
    await sleep(systemClock, 50);
  }
}

async function killed(kill: () => Promise<void> | void): Promise<void> {
  const ledger = new Map<string, string[]>();
  let stop = false;
  const client = async (name: string) => {
    for (let n = 0; !stop; n += 1) {
      const { ticket } = await untilDone(() => desk().create(WISH, { by: 'p1', key: `${name}-${n}` }));
      ledger.set(ticket.id, []);
      for (const text of [`${name}-${n}-a`, `${name}-${n}-b`]) {
        await untilDone(() => desk().change(ticket.id, { type: 'note', text }, { by: 'p1', key: text }));
        ledger.get(ticket.id)?.push(text);
      }
    }
  };
  const clients = Array.from({ length: 24 }, (_, index) => client(`c${index}`));
  await expect.poll(() => ledger.size).toBeGreaterThan(100);
  await kill();
  const before = ledger.size;
  await expect.poll(() => ledger.size).toBeGreaterThan(before + 100);
  stop = true;
  await Promise.all(clients);
  for (const [id, notes] of ledger) {
    const history = await desk().history(id, 0, 100);
    expect(history.map(({ type, data }) => (type === 'noted' ? data['text'] : type))).toEqual(['created', ...notes]);
  }
  expect((await desk().find({ limit: 100_000 })).filter(({ key }) => /^c\d/.test(key ?? '')).length).toBe(ledger.size);
}

async function searches(): Promise<void> {
  const index = store.ticketIndex;
  const hears = desk().changed.on(({ ticket }) => index.add(ticket));
  const router = await made({ queue: 'sales', subject: 'The router is broken', fields: { ...WISH.fields, product: 'Router X9' }, priority: 'urgent', requester: { name: '王小芳', number: '13800139944' }, tags: ['search'] });
  const login = await made({ queue: 'sales', subject: '无法登录App', assignee: 'bo', tags: ['search'] });
  hears();
  const missed = await made({ queue: 'support', subject: 'Router and 登录', priority: 'low', tags: ['search'] }, undefined, 1);
  const found = async (text: string, more: Partial<Parameters<typeof store.ticketSearch.search>[0]> = {}) => (await store.ticketSearch.search({ filter: { text, tags: ['search'] }, sort: 'newest', limit: 10, ...more })).ids;
  await expect.poll(() => found('登录')).toEqual([login.id]);
  index.start();
  await expect.poll(() => found('登录')).toEqual([missed.id, login.id]);
  expect([await found('router'), await found('rout brok'), await found('x9 王小芳'), await found('9944'), await found('"is broken"'), await found('"broken is"'), await found('录登'), await found(' ，')]).toEqual([[missed.id, router.id], [router.id], [router.id], [router.id], [router.id], [], [], []]);
  const orders = await Promise.all((['oldest', 'priority', 'updated'] as const).map((sort) => found('', { sort })));
  expect(orders).toEqual([[router.id, login.id, missed.id], [router.id, login.id, missed.id], [missed.id, login.id, router.id]]);
  for (const sort of ['newest', 'priority'] as const) {
    const first = await store.ticketSearch.search({ filter: { tags: ['search'] }, sort, limit: 2 });
    const rest = await store.ticketSearch.search({ filter: { tags: ['search'] }, sort, limit: 2, cursor: first.next ?? '' });
    expect([...first.ids, ...rest.ids]).toEqual(await found('', { sort }));
    expect(rest.next).toBeUndefined();
  }
  await expect(store.ticketSearch.search({ filter: {}, sort: 'newest', limit: 2, cursor: 'x' })).rejects.toThrow('cursor');
  expect([await found('', { seenBy: { queues: ['support'], agent: 'bo' } }), await found('登录', { filter: { text: '登录', assignees: ['me', 'none'], queues: ['support'] }, me: 'bo' })]).toEqual([[missed.id, login.id], [missed.id]]);
  const count = (filter: Parameters<typeof store.ticketSearch.count>[0]['filter'], most = 1_000) => store.ticketSearch.count({ filter, me: 'bo' }, most);
  expect([await count({ tags: ['search'] }), await count({ tags: ['search'] }, 2), await count({ tags: ['search'], text: 'router' }), await count({ tags: ['search'], assignees: ['me'], states: ['open'] })]).toEqual([3, 2, 2, 1]);
  // Words that are taken away are found no more; what did not change stays.
  const again = desk().changed.on(({ ticket }) => index.add(ticket));
  await desk().change(login.id, { type: 'update', update: { subject: '可以登录了' } }, { by: 'p1' });
  await desk().change(router.id, { type: 'note', text: 'x' }, { by: 'p1' });
  await expect.poll(() => found('无法')).toEqual([]);
  again();
  expect(await found('router', { sort: 'updated' })).toEqual([router.id, missed.id]);
}

async function viewsKept(): Promise<void> {
  const views = store.ticketViews;
  const view = { id: 'v1', name: '我的', owner: 'p1', shared: false, filter: { states: ['open' as const], text: 'x' }, sort: 'priority' as const };
  await views.save(view);
  await views.save({ ...view, id: 'v2', owner: 'p2', shared: true });
  expect([await views.of('p1'), (await views.of('p3')).map(({ id }) => id)]).toEqual([[view, { ...view, id: 'v2', owner: 'p2', shared: true }], ['v2']]);
  await views.save({ ...view, name: 'Other' });
  expect(await views.get('v1')).toEqual({ ...view, name: 'Other' });
  await views.remove('v1');
  expect(await views.get('v1')).toBeUndefined();
}
