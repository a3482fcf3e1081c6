import { expect, test } from 'vitest';
import type { TranscriptUpdate } from '../port.ts';
import { StablePartials } from './stable-partials.ts';

const words = (text: string) => text.split(' ').filter(Boolean).map((each, i) => ({ text: each, start: i, end: i + 1, confidence: 1 }));
const partial = (text: string, settled = 0, turn = 1): TranscriptUpdate => ({ kind: 'partial', turn, words: words(text), settled });

/** What is told after each update: `kind settled: words`. */
function told(...updates: readonly TranscriptUpdate[]): readonly string[] {
  const stable = new StablePartials();
  return updates.flatMap((update) => stable.hear(update) ?? []).map(({ kind, words: shown, settled }) => `${kind} ${settled ?? '-'}: ${shown.map(({ text }) => text).join(' ')}`);
}

test('a word is shown when it stood in two updates, with all words before it', () => {
  expect(told(partial('no'), partial('no risk'), partial('no risk at'), partial('no wrist at all'))).toEqual(['partial 0: no', 'partial 0: no risk']);
});

test('what was shown does not change before the final', () => {
  expect(told(partial('we by'), partial('we by'), partial('we buy it'), partial('we buy it'), partial('we'), { kind: 'final', turn: 1, words: words('we buy it') })).toEqual([
    'partial 0: we by', 'partial 0: we by it', 'final -: we buy it',
  ]);
});

test('a settled word is shown at once and told to be settled', () => {
  expect(told(partial('no', 1), partial('no', 1), partial('no risk', 1), partial('no risk', 2))).toEqual(['partial 1: no', 'partial 2: no risk']);
});

test('each turn begins anew', () => {
  expect(told(partial('yes'), partial('yes'), partial('no', 0, 2), partial('no', 0, 2))).toEqual(['partial 0: yes', 'partial 0: no']);
});

test('words that follow shown ones follow them in time', () => {
  const stable = new StablePartials();
  const at = (start: number, end: number, text: string) => ({ text, start, end, confidence: 1 });
  stable.hear({ kind: 'partial', turn: 1, words: [at(0, 2, 'long')] });
  stable.hear({ kind: 'partial', turn: 1, words: [at(0, 2, 'long')] });
  stable.hear({ kind: 'partial', turn: 1, words: [at(0, 1, 'song'), at(1, 1.5, 'ago')] });
  const last = stable.hear({ kind: 'partial', turn: 1, words: [at(0, 1, 'song'), at(1, 1.5, 'ago')] });
  expect(last?.words.map(({ text, start, end }) => [text, start, end])).toEqual([['long', 0, 2], ['ago', 2, 2]]);
});
