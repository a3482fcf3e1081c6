import { ManualClock, jsonLog } from '#core';
import { expect, test } from 'vitest';
import { CallbackDesk, type MakeAttempt } from './callback-desk.ts';
import type { AttemptEnd, Callback, CallbackRequest } from './model.ts';
import type { CallbackRecords } from './port.ts';

/** A store that can be away, and may be shared by two servers. */
class Records implements CallbackRecords {
  readonly kept = new Map<string, Callback>();
  away = false;

  async save(callback: Callback): Promise<boolean> {
    if (this.away) throw new Error('away');
    if ((this.kept.get(callback.id)?.revision ?? 0) !== callback.revision - 1) return false;
    this.kept.set(callback.id, callback);
    return true;
  }

  async load(): Promise<readonly Callback[]> {
    if (this.away) throw new Error('away');
    return [...this.kept.values()];
  }

  async get(id: string) {
    return this.kept.get(id);
  }

  async find() {
    return [...this.kept.values()];
  }
}

const RULES = { attempts: 2, pauses: { busy: 60_000, 'no-answer': 60_000, unreachable: 60_000 }, perNumberPerDay: 5, mostOpen: 10, keepMs: 86_400_000 };
const WISH: CallbackRequest = { id: 'a', number: '10086', queue: 'sales', skills: [], priority: 0, language: 'en', kind: 'keep-place', order: 'agent-first' };

function open(records = new Records(), clock = new ManualClock()) {
  const desk = new CallbackDesk({ records, clock, log: jsonLog({ clock, level: 'error', write: () => {} }), world: { rules: () => RULES, openFrom: (_, at) => at } });
  const made: { callback: Callback; end: (end: AttemptEnd) => void; stopped: () => boolean }[] = [];
  const make: MakeAttempt = (callback, scope, begun) => {
    begun(`call-${made.length}`);
    return new Promise((end) => made.push({ callback, end, stopped: () => scope.ended }));
  };
  const pass = async (ms: number) => {
    for (let turn = 0; turn < 30; turn++) await Promise.resolve();
    clock.advance(ms);
    for (let turn = 0; turn < 30; turn++) await Promise.resolve();
  };
  return { desk, records, clock, made, make, pass };
}

test('what is booked is kept, attempted and done', async () => {
  const { desk, records, made, make, pass } = open();
  await desk.begin(make);
  expect(await desk.book(WISH)).toMatchObject({ ok: true, callback: { state: 'open' } });
  await pass(0);
  expect([made.length, records.kept.get('a')]).toMatchObject([1, { state: 'attempting', attempts: [{ call: 'call-0' }] }]);
  made[0]?.end('busy');
  await pass(59_000);
  expect(made.length).toBe(1);
  await pass(1_000);
  expect(made.length).toBe(2);
  made[1]?.end('talked');
  await pass(0);
  expect(records.kept.get('a')?.state).toBe('done');
  expect(await desk.book({ ...WISH, id: 'b', number: 'x' })).toEqual({ ok: false, why: 'bad-number' });
});

test('a server that is killed in an attempt: the next one makes it again, once', async () => {
  const first = open();
  await first.desk.begin(first.make);
  await first.desk.book(WISH);
  await first.pass(0);
  const second = open(first.records, first.clock);
  await second.desk.begin(second.make);
  await second.pass(0);
  expect([second.made.length, second.records.kept.get('a')?.attempts.map(({ end }) => end)]).toEqual([1, ['interrupted', undefined]]);
  // The one of before comes back to life: the store does not take its word.
  first.made[0]?.end('talked');
  await first.pass(0);
  expect(first.records.kept.get('a')?.state).toBe('attempting');
});

test('two servers at the same due time: one attempt', async () => {
  const one = open();
  const two = open(one.records, one.clock);
  await one.desk.begin(one.make);
  await one.desk.book({ ...WISH, kind: 'scheduled', notBefore: one.clock.wall() + 60_000 });
  await two.desk.begin(two.make);
  await one.pass(60_000);
  await two.pass(0);
  expect(one.made.length + two.made.length).toBe(1);
});

test('while the database is away nothing is booked and nothing attempted; what happened is told when it is back', async () => {
  const { desk, records, made, make, pass } = open();
  records.away = true;
  await desk.begin(make);
  await expect(desk.book(WISH)).rejects.toThrow('away');
  records.away = false;
  await pass(5_000);
  await desk.book(WISH);
  await pass(0);
  records.away = true;
  made[0]?.end('talked');
  await pass(0);
  records.away = false;
  await pass(5_000);
  expect(records.kept.get('a')?.state).toBe('done');
});

test('cancelling stops the attempt; changes of what is over are refused with a reason', async () => {
  const { desk, made, make, pass, clock } = open();
  await desk.begin(make);
  await desk.book(WISH);
  await pass(0);
  expect(await desk.move('a', clock.wall() + 1_000)).toMatchObject({ ok: false, fault: { code: 'callbacks.attempting' } });
  expect(await desk.cancel('a', 'sue')).toMatchObject({ ok: true, value: { state: 'cancelled' } });
  expect(made[0]?.stopped()).toBe(true);
  expect(await desk.cancel('a', 'sue')).toMatchObject({ ok: false, fault: { code: 'callbacks.over' } });
  expect(await desk.cancel('b', 'sue')).toMatchObject({ ok: false, fault: { code: 'callbacks.unknown' } });
  expect(desk.counts()).toEqual({ open: 0, attempting: 1 });
  made[0]?.end('interrupted');
  await pass(0);
  desk.close();
  expect([desk.counts().attempting, clock.pending]).toEqual([0, 0]);
});
