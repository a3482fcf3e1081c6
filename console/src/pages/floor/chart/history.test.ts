import { describe, expect, it } from 'vitest';
import { addSample, type Sample } from './history.ts';

describe('history of the floor', () => {
  it('keeps the highest number waiting between two samples', () => {
    const history = [1, 4, 2].reduce<readonly Sample[]>((all, waiting, index) => addSample(all, { at: index * 1000, waiting }), []);
    expect(history).toEqual([{ at: 0, waiting: 4 }]);
  });

  it('takes a new sample every five seconds', () => {
    expect(addSample([{ at: 0, waiting: 4 }], { at: 5000, waiting: 1, serviceLevel: 0.9 })).toHaveLength(2);
  });

  it('thins itself without losing a peak', () => {
    let history: readonly Sample[] = [];
    for (let index = 0; index < 2000; index++) history = addSample(history, { at: index * 5000, waiting: index === 100 ? 50 : 1 });
    expect(history.length).toBeLessThanOrEqual(480);
    expect(Math.max(...history.map(({ waiting }) => waiting))).toBe(50);
    expect(history.at(-1)?.at).toBe(1999 * 5000);
  });
});
