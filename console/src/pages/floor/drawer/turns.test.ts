import { describe, expect, it } from 'vitest';
import { joined, turnsAfter, turnsOf } from './turns.ts';

const word = (text: string, start: number) => ({ text, start, end: start + 0.3 });
const news = (speaker: 'caller' | 'agent', turn: number, kind: 'partial' | 'final', ...words: readonly { text: string; start: number; end: number }[]) =>
  ({ type: 'words', callId: 'c1', speaker, turn, kind, words }) as const;

describe('reading a live call', () => {
  it('shows turns of both sides by the time they began', () => {
    const turns = turnsAfter([], [news('agent', 0, 'final', word('hello', 3)), news('caller', 0, 'final', word('hi', 1))]);
    expect(turns.map(({ speaker, text }) => [speaker, text])).toEqual([['caller', 'hi'], ['agent', 'hello']]);
  });

  it('replaces what was guessed by what was heard, and not the other way round', () => {
    const guessed = turnsAfter([], [news('caller', 0, 'partial', word('my', 1))]);
    expect(guessed).toEqual([{ key: 'caller/0', speaker: 'caller', start: 1, text: 'my', partial: true }]);
    const heard = turnsAfter(guessed, [news('caller', 0, 'final', word('my', 1), word('bill', 1.4)), news('caller', 0, 'partial', word('my', 1))]);
    expect(heard).toEqual([{ key: 'caller/0', speaker: 'caller', start: 1, text: 'my bill', partial: false }]);
  });

  it('lets a guess go that turned out to be nothing', () => {
    expect(turnsAfter(turnsAfter([], [news('caller', 0, 'partial', word('m', 1))]), [news('caller', 0, 'final')])).toEqual([]);
  });

  it('begins with what was said before the page came', () => {
    expect(turnsOf({ callId: 'c1', alerts: [], turns: [{ speaker: 'caller', turn: 0, words: [word('你好', 1)] }] })).toEqual([
      { key: 'caller/0', speaker: 'caller', start: 1, text: '你好', partial: false },
    ]);
  });

  it('writes Chinese without spaces and keeps those of English', () => {
    expect(joined(['我', '要', '退', 'iphone', '的', '款'])).toBe('我要退 iphone 的款');
    expect(joined(['two', 'words'])).toBe('two words');
  });
});
