import { describe, expect, test } from 'vitest';
import type { Callback, CallbackCommand, CallbackEffect, CallbackRequest, CallbackRules, CallbackWorld } from './model.ts';
import type { CallbacksState } from './state.ts';
import { nextDue, stepCallbacks } from './step-callbacks.ts';

const MINUTE = 60_000;
const RULES: CallbackRules = { attempts: 3, pauses: { busy: 5 * MINUTE, 'no-answer': 30 * MINUTE, unreachable: 60 * MINUTE }, perNumberPerDay: 2, mostOpen: 3, keepMs: 24 * 60 * MINUTE };
const ALWAYS: CallbackWorld = { rules: () => RULES, openFrom: (_, at) => at };
/** Open from minute 100 of each 1,000 on. */
const OFFICE: CallbackWorld = { ...ALWAYS, openFrom: (_, at) => (at % (1_000 * MINUTE) >= 100 * MINUTE ? at : at - (at % (1_000 * MINUTE)) + 100 * MINUTE) };

const wish = (id: string, more: Partial<CallbackRequest> = {}): CallbackRequest => ({ id, number: `1380013800${id.length}`, queue: 'sales', skills: [], priority: 5, language: 'zh', kind: 'keep-place', order: 'agent-first', ...more });

/** Times in minutes; effects told in short. */
class Book {
  state: CallbacksState = new Map();
  readonly #world: CallbackWorld;

  constructor(world = ALWAYS) {
    this.#world = world;
  }

  at(minute: number, command: CallbackCommand): string[] {
    const step = stepCallbacks(this.state, command, minute * MINUTE, this.#world);
    this.state = step.state;
    return step.effects.map(told);
  }

  book(minute: number, request: CallbackRequest) {
    return this.at(minute, { type: 'book', request });
  }

  one(id = 'a'): Callback {
    return this.state.get(id)!;
  }

  get due(): number {
    return (nextDue(this.state) ?? NaN) / MINUTE;
  }
}

function told(effect: CallbackEffect): string {
  switch (effect.type) {
    case 'save':
      return `save ${effect.callback.state}`;
    case 'attempt':
      return `attempt ${effect.callback.attempts.length}`;
    case 'refused':
      return `refused ${effect.why}`;
    case 'ignored':
      return `ignored ${effect.why}`;
    default:
      return effect.type;
  }
}

describe('a callback that keeps the place', () => {
  test('is attempted at once, with the age of the wait, and done when they talked', () => {
    const book = new Book();
    expect(book.book(10, wish('a', { waitingSince: 4 * MINUTE, call: 'c1' }))).toEqual(['save open', 'booked']);
    expect(book.due).toBe(10);
    expect(book.at(10, { type: 'tick' })).toEqual(['save attempting', 'attempt 1']);
    expect(book.at(11, { type: 'tick' })).toEqual([]);
    expect(book.at(11, { type: 'begun', id: 'a', call: 'c2' })).toEqual(['save attempting']);
    expect(book.at(20, { type: 'ended', id: 'a', end: 'talked' })).toEqual(['save done']);
    expect(book.one()).toMatchObject({ call: 'c1', waitingSince: 4 * MINUTE, attempts: [{ at: 10 * MINUTE, call: 'c2', end: 'talked' }], revision: 4 });
    expect(book.due).toBeNaN();
  });

  test('is repeated after the pause of its reason, and given up after the last attempt', () => {
    const book = new Book();
    book.book(0, wish('a'));
    book.at(0, { type: 'tick' });
    expect(book.at(1, { type: 'ended', id: 'a', end: 'busy' })).toEqual(['save open']);
    expect(book.due).toBe(6);
    expect(book.at(5, { type: 'tick' })).toEqual([]);
    expect(book.at(6, { type: 'tick' })).toEqual(['save attempting', 'attempt 2']);
    book.at(7, { type: 'ended', id: 'a', end: 'no-answer' });
    expect(book.due).toBe(37);
    book.at(37, { type: 'tick' });
    expect(book.at(38, { type: 'ended', id: 'a', end: 'unreachable' })).toEqual(['save given-up']);
  });

  test('is not counted as tried when no agent stayed or the server stopped', () => {
    const book = new Book();
    book.book(0, wish('a'));
    for (let minute = 0; minute < 10; minute++) {
      book.at(minute, { type: 'tick' });
      expect(book.at(minute, { type: 'ended', id: 'a', end: minute % 2 ? 'no-agent' : 'interrupted' })).toEqual(['save open']);
      expect(book.due).toBe(minute + 0.5);
    }
  });
});

describe('a scheduled callback', () => {
  test('waits for its time, and for the hours of the queue', () => {
    const book = new Book(OFFICE);
    book.book(200, wish('a', { kind: 'scheduled', notBefore: 1_010 * MINUTE }));
    expect(book.due).toBe(1_100);
    expect(book.at(1_099, { type: 'tick' })).toEqual([]);
    expect(book.at(1_100, { type: 'tick' })).toEqual(['save attempting', 'attempt 1']);
  });

  test('that was not made by the end of its window expires', () => {
    const book = new Book();
    book.book(0, wish('a', { kind: 'scheduled', notBefore: 10 * MINUTE, until: 20 * MINUTE }));
    expect(book.at(20, { type: 'tick' })).toEqual(['save expired']);
    const tried = new Book();
    tried.book(0, wish('a', { kind: 'scheduled', notBefore: 10 * MINUTE, until: 20 * MINUTE }));
    tried.at(10, { type: 'tick' });
    expect(tried.at(12, { type: 'ended', id: 'a', end: 'no-answer' })).toEqual(['save given-up']);
  });

  test('can be moved while nobody is being called, and not into the past', () => {
    const book = new Book();
    book.book(0, wish('a'));
    expect(book.at(1, { type: 'move', id: 'a', notBefore: 50 * MINUTE })).toEqual(['save open']);
    expect(book.one()).toMatchObject({ kind: 'scheduled', waitingSince: 50 * MINUTE, until: (50 + 24 * 60) * MINUTE });
    expect(book.at(1, { type: 'move', id: 'a', notBefore: 50 * MINUTE, until: 40 * MINUTE })).toEqual(['ignored bad-window']);
    book.at(50, { type: 'tick' });
    expect(book.at(51, { type: 'move', id: 'a', notBefore: 60 * MINUTE })).toEqual(['ignored attempting']);
    expect(book.at(51, { type: 'move', id: 'b', notBefore: 60 * MINUTE })).toEqual(['ignored unknown']);
  });
});

describe('not booked', () => {
  test('is a second one of the same number and queue, however it is written', () => {
    const book = new Book();
    book.book(0, wish('a', { number: '+8613800138000' }));
    expect(book.book(1, wish('b', { number: '8613800138000' }))).toEqual(['refused duplicate']);
    expect(book.book(1, wish('c', { number: '8613800138000', queue: 'support' }))).toEqual(['save open', 'booked']);
  });

  test('are more of one number in a day than are allowed, also when the others are over', () => {
    const book = new Book();
    for (const [minute, id] of [[0, 'a'], [1, 'b']] as const) {
      book.book(minute, wish(id, { number: '10086' }));
      book.at(minute, { type: 'cancel', id, by: 'anna' });
    }
    expect(book.book(3, wish('c', { number: '10086' }))).toEqual(['refused limit']);
    expect(book.book(24 * 60 + 2, wish('c', { number: '10086' }))).toEqual(['save open', 'booked']);
  });

  test('are more than a queue can have open, numbers that are none, and what has no hours', () => {
    const book = new Book();
    for (const id of ['a', 'bb', 'ccc']) book.book(0, wish(id));
    expect(book.book(0, wish('dddd'))).toEqual(['refused full']);
    for (const number of ['anonymous', '', '12', '1234567890123456', '1;2']) expect(book.book(0, wish('e', { number }))).toEqual(['refused bad-number']);
    expect(new Book({ ...ALWAYS, openFrom: () => undefined }).book(0, wish('a'))).toEqual(['refused closed']);
    expect(new Book().book(5, wish('a', { kind: 'scheduled', until: 5 * MINUTE }))).toEqual(['refused bad-window']);
  });
});

test('cancelled while it is attempted: the attempt is stopped, its end changes nothing', () => {
  const book = new Book();
  book.book(0, wish('a'));
  book.at(0, { type: 'tick' });
  expect(book.at(1, { type: 'cancel', id: 'a', by: 'sue' })).toEqual(['save cancelled', 'stop']);
  expect(book.at(1, { type: 'ended', id: 'a', end: 'talked' })).toEqual(['ignored over']);
  expect(book.at(1, { type: 'cancel', id: 'a', by: 'sue' })).toEqual(['ignored over']);
  expect(book.one().cancelledBy).toBe('sue');
});

test('after a restart an attempt of before is made again at once; what is over stays', () => {
  const before = new Book();
  before.book(0, wish('a'));
  before.at(0, { type: 'tick' });
  before.book(0, wish('bb'));
  before.at(0, { type: 'cancel', id: 'bb', by: 'x' });
  const after = new Book();
  expect(after.at(9, { type: 'restored', callbacks: [...before.state.values()] })).toEqual(['save open']);
  expect(after.at(9, { type: 'tick' })).toEqual(['save attempting', 'attempt 2']);
  expect(after.one().attempts).toMatchObject([{ end: 'interrupted' }, { at: 9 * MINUTE }]);
  expect(after.one('bb').state).toBe('cancelled');
});
