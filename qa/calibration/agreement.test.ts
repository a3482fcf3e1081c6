import { describe, expect, it } from 'vitest';
import { agreementOf, cohenKappa, fleissKappa, krippendorffAlpha } from './agreement.ts';
import type { Scorecard } from '#contract';

describe('kappa', () => {
  it("of two reviewers is Cohen's: 50 items, 35 the same, 0.4", () => {
    // The textbook table: both yes 20, only the first 5, only the second 10, both no 15.
    const rows = [...Array.from({ length: 20 }, () => [1, 1]), ...Array.from({ length: 5 }, () => [1, 0]), ...Array.from({ length: 10 }, () => [0, 1]), ...Array.from({ length: 15 }, () => [0, 0])] as (readonly number[])[];
    expect(cohenKappa(rows)).toBeCloseTo(0.4, 10);
  });
  it("of many is Fleiss's: 10 items, 14 raters, 5 answers, 0.210", () => {
    const table = [[0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1], [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]];
    const rows = table.map((counts) => counts.flatMap((count, answer) => Array.from({ length: count }, () => answer)));
    expect(fleissKappa(rows)).toBeCloseTo(0.2099, 4);
  });
  it("is Krippendorff's alpha where answers are missing: his example of 3 observers and 15 units, 0.691", () => {
    const [a, b, c] = ['* * * * * 3 4 1 2 1 1 3 3 * 3', '1 * 2 1 3 3 4 3 * * * * * * *', '* * 2 1 3 4 4 * 2 1 1 3 3 * 4'].map((line) => line.split(' ').map((each) => (each === '*' ? null : Number(each))));
    expect(krippendorffAlpha((a ?? []).map((each, unit) => [each, b?.[unit] ?? null, c?.[unit] ?? null]))).toBeCloseTo(0.691, 3);
    // By hand: 2 reviewers, 4 items (1,1) (1,0) (0,0) (0,0): 2 of 8 answers' pairs differ; totals 3 and 5; 1 − 7·2 ÷ 30.
    expect(krippendorffAlpha([[1, 1], [1, 0], [0, 0], [0, 0]])).toBeCloseTo(1 - 14 / 30, 10);
    expect([krippendorffAlpha([[1, null]]), krippendorffAlpha([[1, 1]])]).toEqual([undefined, undefined]);
  });
  it('has no value where everybody gave one answer to everything', () => {
    expect([cohenKappa([[1, 1], [1, 1]]), fleissKappa([[1, 1], [1, 1]]), cohenKappa([])]).toEqual([undefined, undefined, undefined]);
  });
});

const both = { zh: '问', en: 'q' };
const question = (id: string, points: number) => ({ id, text: both, weight: 1, points, autoFail: false, mayNotApply: true });
const scorecard: Scorecard = { id: 'card', version: 1, name: both, sections: [{ id: 's', name: both, questions: [question('yes', 1), question('four', 4)] }] };
const PEOPLE = [{ login: 'rita', name: 'Rita' }, { login: 'lee', name: 'Lee' }, { login: 'sam', name: 'Sam' }];
const card = (reviewer: number, yes: number | 'not-applicable', four: number, score: number) => ({ call: 'c1', reviewer, score, answers: new Map<string, number | 'not-applicable'>([['yes', yes], ['four', four]]) });

describe('the figures of a calibration', () => {
  it('tell agreement, deviation of each question and of each reviewer', () => {
    const figures = agreementOf(PEOPLE, [{ call: 'c1', scorecard }], [card(0, 1, 4, 100), card(1, 1, 2, 75), card(2, 0, 4, 50)]);
    expect(figures).toMatchObject({
      percent: 0.3333,
      questions: [
        { call: 'c1', question: 'yes', answers: [1, 1, 0], percent: 0.3333, deviation: 0.4444 },
        { call: 'c1', question: 'four', answers: [4, 2, 4], percent: 0.3333, deviation: 0.2222 },
      ],
      reviewers: [{ login: 'rita', meanScore: 100, deviation: 25 }, { login: 'lee', meanScore: 75, deviation: 0 }, { login: 'sam', meanScore: 50, deviation: -25 }],
      calls: [{ call: 'c1', scores: [100, 75, 50], spread: 50 }],
    });
    expect(figures.cohenKappa).toBeUndefined();
    // Fleiss by hand: observed 1/3; shares of 1, 0, 4, 2: 1/3, 1/6, 1/3, 1/6, so expected 10/36.
    expect(figures.fleissKappa).toBeCloseTo((1 / 3 - 10 / 36) / (1 - 10 / 36), 3);
  });
  it('count "not applicable" as an answer of its own, and leave out who has not handed in', () => {
    const figures = agreementOf(PEOPLE.slice(0, 2), [{ call: 'c1', scorecard }], [card(0, 'not-applicable', 4, 100)]);
    expect(figures).toMatchObject({ percent: 0, questions: [{ answers: ['not-applicable', null] }, { answers: [4, null] }], reviewers: [{ login: 'rita', name: 'Rita' }, { login: 'lee' }], calls: [{ scores: [100, null] }] });
    expect(agreementOf(PEOPLE.slice(0, 2), [{ call: 'c1', scorecard }], [card(0, 1, 4, 100), card(1, 1, 3, 90)])).toMatchObject({ percent: 0.5, cohenKappa: 0.3333 });
  });
});
