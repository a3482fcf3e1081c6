import { seededRandom } from '#core';
import { describe, expect, it } from 'vitest';
import { Alarms } from '../order/alarms.ts';
import { Oldest } from '../order/oldest.ts';
import { RankedList } from '../order/ranked-list.ts';

interface Item {
  readonly a: number;
  readonly b: number;
}

describe('a ranked list', () => {
  it.each([
    ['by comparison alone', undefined],
    ['by keys that tell most', (item: Item) => item.a],
    ['by keys that tell less than the comparison', (item: Item) => item.a >> 3],
  ])('is a sorted array, %s', (_how, key) => {
    const random = seededRandom(5);
    const compare = (x: Item, y: Item) => x.a - y.a || x.b - y.b;
    const list = new RankedList(compare, key);
    const plain: Item[] = [];
    for (let step = 0; step < 4_000; step++) {
      // Grows to a thousand and more, then shrinks to nothing.
      if (random.int(10) < (step < 2_500 ? 7 : 2)) {
        const item = { a: random.int(200), b: step };
        const index = list.add(item);
        plain.push(item);
        plain.sort(compare);
        expect(index).toBe(plain.indexOf(item));
      } else if (plain.length > 0) {
        const at = random.int(plain.length);
        const [item] = plain.splice(at, 1);
        if (item) expect([list.indexOf(item), list.delete(item), list.delete(item)]).toEqual([at, at, -1]);
      }
      expect([list.size, list.first, list.at(plain.length >> 1)]).toEqual([plain.length, plain[0], plain[plain.length >> 1]]);
      if (step % 500 === 0) expect([...list]).toEqual(plain);
    }
    list.fill(plain);
    expect([...list]).toEqual(plain);
  });
});

describe('alarms', () => {
  it('come in order of their instants, then of their ties, however they are put off', () => {
    const random = seededRandom(6);
    const alarms = new Alarms();
    const all = Array.from({ length: 300 }, (_, tie) => ({ due: 0, heapAt: -1, tie }));
    for (let step = 0; step < 5_000; step++) {
      const alarm = all[random.int(all.length)];
      if (alarm) alarms.set(alarm, random.int(5) ? random.int(100) : Number.POSITIVE_INFINITY);
      const set = all.filter((one) => one.heapAt >= 0).sort((a, b) => a.due - b.due || a.tie - b.tie);
      expect([alarms.size, alarms.first?.tie]).toEqual([set.length, set[0]?.tie]);
    }
  });
});

describe('the oldest', () => {
  it('is who is here and came first', () => {
    const random = seededRandom(7);
    const here = new Set<{ since: number }>();
    const oldest = new Oldest<{ since: number }>((one) => here.has(one));
    for (let step = 0; step < 3_000; step++) {
      const [any] = [...here].slice(random.int(here.size || 1));
      if (random.int(2) && any) here.delete(any);
      else {
        const item = { since: step - random.int(50) };
        here.add(item);
        oldest.add(item, here.size);
      }
      expect(oldest.first?.since).toBe(here.size ? Math.min(...[...here].map((one) => one.since)) : undefined);
    }
  });
});
