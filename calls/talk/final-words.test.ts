import { expect, test } from 'vitest';
import type { TranscriptUpdate } from '#transcription';
import { cutForRules, nothingGiven } from './final-words.ts';

const said = 'there is no risk at all'.split(' ').map((text, i) => ({ text, start: i, end: i + 1, confidence: 1 }));
const partial = (count: number, settled: number): TranscriptUpdate => ({ kind: 'partial', turn: 7, words: said.slice(0, count), settled });
const final = (from = 0): TranscriptUpdate => ({ kind: 'final', turn: 7, words: said.slice(from) });

function pieces(...updates: TranscriptUpdate[]): string[] {
  let given = nothingGiven;
  return updates.flatMap((update) => {
    const step = cutForRules(given, update);
    given = step.given;
    return step.pieces.map(({ turn, final, words }) => `${turn} ${final ? 'final' : 'partial'}: ${words.map(({ text }) => text).join(' ')}`);
  });
}

test('settled words are final at once, the rest stays partial', () => {
  expect(pieces(partial(2, 0), partial(5, 4))).toEqual(['0 partial: there is', '0 final: there is no risk', '1 partial: at']);
});

test('the final brings only what was not given before', () => {
  expect(pieces(partial(5, 4), final())).toEqual(['0 final: there is no risk', '1 partial: at', '1 final: at all']);
});

test('without settled words a turn is one piece, and the next turn has a number of its own', () => {
  expect(pieces(partial(2, 0), final(), partial(1, 0))).toEqual(['0 partial: there is', '0 final: there is no risk at all', '1 partial: there']);
});

test('a final that corrects nothing and adds nothing still closes its piece', () => {
  expect(pieces(partial(6, 6), final())).toEqual(['0 final: there is no risk at all', '1 partial: ', '1 final: ']);
});

test('where the final corrects a settled word, only what lies behind the given words is new', () => {
  const corrected: TranscriptUpdate = { kind: 'final', turn: 7, words: said.map((word, i) => (i === 1 ? { ...word, text: 'was' } : word)) };
  expect(pieces(partial(5, 4), corrected).at(-1)).toBe('1 final: at all');
});

test('a word that ends before the estimate of the words given still comes after them', () => {
  const given = cutForRules(nothingGiven, { kind: 'partial', turn: 7, words: said.slice(0, 2).map((word) => ({ ...word, end: 3.5 })), settled: 2 }).given;
  const [piece] = cutForRules(given, final()).pieces;
  expect(piece?.words.map(({ text, end }) => [text, end.toFixed(2)])).toEqual([['no', '3.52'], ['risk', '4.00'], ['at', '5.00'], ['all', '6.00']]);
});
