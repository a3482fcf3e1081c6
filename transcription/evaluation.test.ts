import { describe, expect, test } from 'vitest';
import { characterErrorRate, sumErrors, wordErrorRate } from './evaluation.ts';

describe('the word error rate', () => {
  test('counts substitutions, deletions and insertions of the cheapest alignment', () => {
    expect(wordErrorRate('there is no risk at all', 'well there was no risk all')).toEqual({
      correct: 4,
      substitutions: 1,
      deletions: 1,
      insertions: 1,
      length: 6,
      rate: 0.5,
    });
  });

  test('looks past case, punctuation and spacing', () => {
    expect(wordErrorRate("I can't, sorry.", "  i can't sorry ").rate).toBe(0);
  });

  test('is one when nothing was heard, and zero when nothing was said or heard', () => {
    expect(wordErrorRate('yes please', '').rate).toBe(1);
    expect(wordErrorRate('', '').rate).toBe(0);
  });

  test('can exceed one', () => {
    expect(wordErrorRate('yes', 'yes yes yes').rate).toBe(2);
  });
});

describe('the character error rate', () => {
  test('compares characters whatever the word boundaries', () => {
    expect(characterErrorRate('保本 保息', '保本保息').rate).toBe(0);
    expect(characterErrorRate('我要起诉你们', '我要告诉你')).toMatchObject({ correct: 4, substitutions: 1, deletions: 1, insertions: 0 });
  });
});

test('the errors of several texts add up', () => {
  const sum = sumErrors([wordErrorRate('a b c', 'a b c'), wordErrorRate('a', 'b')]);
  expect(sum).toEqual({ correct: 3, substitutions: 1, deletions: 0, insertions: 0, length: 4, rate: 0.25 });
});
