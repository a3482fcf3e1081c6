import { describe, expect, it } from 'vitest';
import { keepPlace } from './keep-place.ts';

const row = (id: string, value = 0) => ({ id, value });
const shown = [{ row: row('a'), over: false }, { row: row('b'), over: false }];

describe('rows under the pointer', () => {
  it('take the sorted order while nobody is among them', () => {
    expect(keepPlace(shown, [row('b'), row('a')], false).map((placed) => placed.row.id)).toEqual(['b', 'a']);
  });

  it('keep their place and show new values while held', () => {
    expect(keepPlace(shown, [row('b', 7), row('a', 3)], true)).toEqual([
      { row: row('a', 3), over: false },
      { row: row('b', 7), over: false },
    ]);
  });

  it('stay as over when they are gone, with new ones at the end', () => {
    expect(keepPlace(shown, [row('c'), row('b')], true)).toEqual([
      { row: row('a'), over: true },
      { row: row('b'), over: false },
      { row: row('c'), over: false },
    ]);
  });

  it('are let go when the pointer leaves', () => {
    const held = keepPlace(shown, [row('b')], true);
    expect(keepPlace(held, [row('b')], false)).toEqual([{ row: row('b'), over: false }]);
  });
});
