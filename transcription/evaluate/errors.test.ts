import { describe, expect, test } from 'vitest';
import { alignTexts, characterErrorRate, sumErrors, wordErrorRate } from './errors.ts';

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

test('the texts are shown side by side', () => {
  const shown = alignTexts('there is no risk', 'there was no big risk', 'words').map(({ kind, said, heard }) => `${kind} ${said}/${heard}`);
  expect(shown).toEqual(['correct there/there', 'substitution is/was', 'correct no/no', 'insertion /big', 'correct risk/risk']);
  expect(alignTexts('退款', '退了款项', 'characters').map(({ said, heard }) => `${said}|${heard}`)).toEqual(['退|退', '|了', '款|款', '|项']);
});

test('the errors of several texts add up', () => {
  const sum = sumErrors([wordErrorRate('a b c', 'a b c'), wordErrorRate('a', 'b')]);
  expect(sum).toEqual({ correct: 3, substitutions: 1, deletions: 0, insertions: 0, length: 4, rate: 0.25 });
});
