import { expect, test } from 'vitest';
import { SAMPLE_RATE } from '#core';
import { follow, noPartialWords, type PartialWords, shownWords } from './partial-words.ts';

/** The best path at these moments (s), followed in order. */
function hear(...told: [seconds: number, text: string][]): PartialWords {
  return told.reduce((state, [at, partial]) => follow(state, JSON.stringify({ partial }), at * SAMPLE_RATE), noPartialWords);
}
const texts = ({ seen }: PartialWords) => seen.map(({ text }) => text).join(' ');

test('a word settles when it stood unchanged for 0.6 s', () => {
  expect(hear([1, 'no'], [1.5, 'no risk']).settled).toBe(0);
  expect(hear([1, 'no'], [1.5, 'no risk'], [1.7, 'no risk']).settled).toBe(1);
  expect(hear([1, 'no'], [1.5, 'no risk'], [2.2, 'no risk at']).settled).toBe(2);
});

test('a word that changes starts anew, and so do those after it', () => {
  const state = hear([1, 'we buy it'], [1.5, 'we by it'], [1.7, 'we by it']);
  expect([texts(state), state.settled]).toEqual(['we by it', 1]);
});

test('a settled word stays as it was promised', () => {
  const state = hear([1, 'new return'], [1.8, 'new return'], [2, 'no return rate']);
  expect([texts(state), state.settled]).toEqual(['new return rate', 2]);
});

test('a path that grows shorter never takes settled words back', () => {
  expect(texts(hear([1, 'no risk'], [1.8, 'no risk'], [2, '']))).toBe('no risk');
});

test('only changes are news, and a word that settled is one', () => {
  expect(hear([1, 'no']).news).toBe(true);
  expect(hear([1, 'no'], [1.2, 'no']).news).toBe(false);
  expect(hear([1, 'no'], [1.7, 'no']).news).toBe(true);
  expect(hear([1, 'no'], [1.7, 'no'], [1.9, 'no']).news).toBe(false);
});

test('what is no word is left out', () => {
  expect(texts(hear([1, '[unk] no <noise> risk']))).toBe('no risk');
});

test('words end where they appeared and begin at the word before, at most 0.6 s earlier', () => {
  const words = shownWords(hear([1.2, 'no'], [1.6, 'no risk'], [4, 'no risk at']), 1);
  expect(words.map(({ text, start, end }) => [text, start, end])).toEqual([['no', 1, 1.2], ['risk', 1.2, 1.6], ['at', 3.4, 4]]);
});

test('words that appeared together share the time since the word before', () => {
  const words = shownWords(hear([1.2, 'there'], [1.6, 'there is no']), 1);
  expect(words.map(({ text, start, end }) => [text, start.toFixed(2), end.toFixed(2)])).toEqual([
    ['there', '1.00', '1.20'],
    ['is', '1.20', '1.40'],
    ['no', '1.40', '1.60'],
  ]);
});
