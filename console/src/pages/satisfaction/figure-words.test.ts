import { expect, test } from 'vitest';
import { shownFigures } from './figure-words.ts';

const NOTHING = { resolved: 0, firstContact: 0, asked: 0, answered: 0, scored: 0, satisfied: 0, low: 0, npsAnswers: 0, promoters: 0, detractors: 0 };

test('what was never counted is a dash and opens nothing', () => {
  expect(shownFigures(NOTHING, 'en').map(({ word, value, counts }) => `${word} ${value} ${counts ?? ''}`.trim())).toEqual(['csat –', 'averageScore –', 'low –', 'nps –', 'responseRate –', 'resolved 0', 'fcr –']);
});

test('each figure opens to what can be looked into: bad marks, who would not recommend, what was not solved at once', () => {
  const row = { ...NOTHING, resolved: 4, firstContact: 3, fcr: 0.75, asked: 4, answered: 3, responseRate: 0.75, scored: 3, satisfied: 2, low: 1, csat: 2 / 3, averageScore: 3.33, npsAnswers: 3, promoters: 1, detractors: 1, nps: 0 };
  expect(shownFigures(row, 'en').map(({ value, counts }) => `${value} ${counts ?? ''}`)).toEqual(['67% satisfied', '3.3 answered', '1 low', '0 detractor', '75% answered', '4 resolved', '75% not-first-contact']);
});
