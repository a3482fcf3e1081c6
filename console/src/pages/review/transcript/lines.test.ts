import { describe, expect, it } from 'vitest';
import type { ReviewCall } from '#contract';
import { evidenceOf, lineAt, linesOf, moved, rangeText, wordAt } from './lines.ts';

const word = (text: string, start: number) => ({ text, start, end: start + 0.5 });
const call: Pick<ReviewCall, 'turns' | 'corrections' | 'alerts'> = {
  turns: [
    { speaker: 'caller', turn: 0, words: [word('我', 1), word('忘', 1.5), word('my', 2), word('password', 2.5)] },
    { speaker: 'agent', turn: 1, words: [word('把', 5), word('秘', 5.5), word('码', 6)] },
  ],
  corrections: [{ speaker: 'agent', turn: 1, word: 1, was: '秘', text: '密', by: 'rita', at: 0 }],
  alerts: [{ rule: 'r', severity: 'critical', title: { zh: '', en: '' }, at: 6.4, evidence: '' }],
};
const lines = linesOf(call);

describe('the transcript', () => {
  it('has spaces around English words only', () => {
    expect([rangeText(lines, { line: 0, from: 0, to: 3 }), rangeText(lines, { line: 1, from: 0, to: 2 })]).toEqual(['我忘 my password', '把密码']);
  });
  it('shows a correction with the recognised word beside it', () => expect(lines[1]?.words[1]).toMatchObject({ text: '密', was: '秘', by: 'rita' }));
  it('keeps every correction of a word, the last one shown', () => {
    const twice = { ...call, corrections: [...call.corrections, { speaker: 'agent' as const, turn: 1, word: 1, was: '秘', text: '蜜', by: 'sam', at: 9 }] };
    const word = linesOf(twice)[1]?.words[1];
    expect([word?.text, word?.was, word?.by, word?.history?.map(({ by, text }) => `${by} ${text}`)]).toEqual(['蜜', '秘', 'sam', ['rita 密', 'sam 蜜']]);
  });
  it('has each alert at the turn that caused it', () => expect(lines.map(({ alerts }) => alerts)).toEqual([[], [0]]));
  it('has an alert about words at the turn of who said them', () => {
    const both = { ...call, turns: [...call.turns, { speaker: 'caller' as const, turn: 2, words: [word('哦', 6.2)] }], alerts: [{ rule: 'r', severity: 'critical', title: { zh: '', en: '' }, speaker: 'agent' as const, at: 6.5, evidence: '把密码' }] };
    expect(linesOf(both).map(({ alerts }) => alerts)).toEqual([[], [0], []]);
  });
  it('knows the word of a moment', () => {
    expect([wordAt(lines, 0.5), wordAt(lines, 2.2), wordAt(lines, 4), wordAt(lines, 5)]).toEqual(['', '0:2', '', '1:0']);
    expect([lineAt(lines, 0), lineAt(lines, 3), lineAt(lines, 99)]).toEqual([-1, 0, 1]);
  });
  it('gives words as evidence with their times', () => expect(evidenceOf(lines, { line: 0, from: 2, to: 3 })).toEqual({ from: 2, to: 3, text: 'my password' }));
  it('can be walked with the arrow keys', () => {
    expect(moved(lines, undefined, 'down', false)).toEqual({ line: 0, from: 0, to: 0 });
    expect(moved(lines, { line: 0, from: 0, to: 0 }, 'right', true)).toEqual({ line: 0, from: 0, to: 1 });
    expect(moved(lines, { line: 0, from: 3, to: 3 }, 'right', false)).toEqual({ line: 0, from: 3, to: 3 });
    expect(moved(lines, { line: 1, from: 2, to: 2 }, 'down', false)).toEqual({ line: 1, from: 0, to: 0 });
  });
});
