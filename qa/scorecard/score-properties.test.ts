import { describe, expect, it } from 'vitest';
import type { ReviewAnswer, Scorecard, ScorecardQuestion } from '#contract';
import { type Random, seededRandom } from '#core';
import { automaticScore } from './automatic-score.ts';
import { scoreOf } from './score.ts';

const both = { zh: '表', en: 'card' };
const CARDS = 3_000;
/** Divisible by every number of points, 1 to 9. */
const WHOLE = 2_520n;

type Points = number | 'not-applicable';

/** A card of up to four sections, and an answer to each of its questions. */
function made(random: Random): { card: Scorecard; points: ReadonlyMap<string, Points> } {
  let n = 0;
  const points = new Map<string, Points>();
  const question = (): ScorecardQuestion => {
    const id = `q${n++}`;
    const highest = 1 + random.int(9);
    const mayNotApply = random.int(3) === 0;
    const failing = random.int(8);
    points.set(id, mayNotApply && random.int(2) === 0 ? 'not-applicable' : random.int(3) === 0 ? highest : random.int(highest + 1));
    return { id, text: both, weight: 1 + random.int(20), points: highest, autoFail: failing === 0, mayNotApply, rule: `rule-${id}`, ...(failing === 1 ? { failsSection: true } : {}) };
  };
  const sections = Array.from({ length: 1 + random.int(4) }, (_, s) => ({ id: `s${s}`, name: both, questions: Array.from({ length: 1 + random.int(5) }, question) }));
  return { card: { id: 'card', version: 1, name: both, sections }, points };
}

const answersOf = (points: ReadonlyMap<string, Points>): ReviewAnswer[] => [...points].map(([question, given]) => ({ question, points: given, evidence: [] }));

/** The same by whole numbers alone: tenths of a per cent, a half rounded up. */
function byHand({ sections }: Scorecard, points: ReadonlyMap<string, Points>): number | undefined {
  const all = sections.flatMap(({ questions }) => questions);
  if (all.some(({ id, autoFail }) => autoFail && points.get(id) === 0)) return 0;
  let [reached, total] = [0n, 0n];
  for (const { questions } of sections) {
    const counted = questions.filter(({ id }) => points.get(id) !== 'not-applicable');
    total += counted.reduce((sum, { weight }) => sum + BigInt(weight) * WHOLE, 0n);
    if (questions.some(({ id, failsSection }) => failsSection === true && points.get(id) === 0)) continue;
    reached += counted.reduce((sum, { id, weight, points: highest }) => sum + BigInt(weight) * BigInt(Number(points.get(id))) * (WHOLE / BigInt(highest)), 0n);
  }
  return total === 0n ? undefined : Number((reached * 2_000n + total) / (2n * total)) / 10;
}

const scored = (card: Scorecard, points: ReadonlyMap<string, Points>) => scoreOf(card, answersOf(points)).score;
const changed = (card: Scorecard, change: (question: ScorecardQuestion) => ScorecardQuestion | undefined): Scorecard => ({
  ...card,
  sections: card.sections.map((section) => ({ ...section, questions: section.questions.flatMap((question) => change(question) ?? []) })),
});

describe('the score of any card', () => {
  const random = seededRandom(5);
  const cards = Array.from({ length: CARDS }, () => made(random));

  it('is what a calculation in whole numbers gives', () => {
    for (const { card, points } of cards) expect([JSON.stringify(card), scored(card, points)]).toEqual([JSON.stringify(card), byHand(card, points)]);
    expect(cards.filter(({ card, points }) => byHand(card, points) === undefined).length).toBeGreaterThan(10);
  });
  it('lies from 0 to 100, is 100 with all points, and does not depend on the unit of weights', () => {
    for (const { card, points } of cards) {
      const score = scored(card, points) ?? 0;
      expect(score >= 0 && score <= 100).toBe(true);
      expect(scored(changed(card, (each) => ({ ...each, weight: each.weight * 7 })), points)).toBe(scored(card, points));
      const full = new Map(card.sections.flatMap(({ questions }) => questions.map(({ id, points: highest }) => [id, highest] as const)));
      expect(scored(card, full)).toBe(100);
    }
  });
  it('is the same without the questions that do not apply', () => {
    for (const { card, points } of cards) expect(scored(changed(card, (each) => (points.get(each.id) === 'not-applicable' ? undefined : each)), points)).toBe(scored(card, points));
  });
  it('never falls when an answer gets a point more', () => {
    for (const { card, points } of cards) {
      for (const { id, points: highest } of card.sections.flatMap(({ questions }) => questions)) {
        const given = points.get(id);
        if (typeof given !== 'number' || given === highest) continue;
        expect((scored(card, new Map([...points, [id, given + 1]])) ?? 0) >= (scored(card, points) ?? 0)).toBe(true);
      }
    }
  });
  it('made by rules alone is that of the card with the questions that rules answered', () => {
    for (const { card, points } of cards) {
      const questions = card.sections.flatMap((section) => section.questions);
      // A rule is kept, broken, does not apply, or was not judged.
      const verdicts = questions.flatMap(({ id }) => {
        const given = points.get(id);
        const verdict = given === 'not-applicable' ? 'not-applicable' : given === 0 ? 'violated' : Number(given) % 3 === 1 ? undefined : 'met';
        return verdict === undefined ? [] : [{ rule: `rule-${id}`, verdict } as const];
      });
      const alerts = verdicts.filter(({ verdict }) => verdict === 'violated').map(({ rule }, n) => ({ rule, policyVersion: '1', kind: 'violation', severity: 'warn', channel: 'agent', at: n, message: '', evidence: { words: [], from: n, to: n + 1 } }) as const);
      const automatic = automaticScore(card, verdicts, alerts);
      const known = new Map(questions.flatMap(({ id, points: highest }): [string, Points][] => {
        const verdict = verdicts.find(({ rule }) => rule === `rule-${id}`)?.verdict;
        return verdict === undefined ? [] : [[id, verdict === 'met' ? highest : verdict === 'violated' ? 0 : 'not-applicable']];
      }));
      expect(automatic.score).toBe(byHand(changed(card, (each) => (known.has(each.id) ? each : undefined)), known));
      const weighed = (each: readonly ScorecardQuestion[]) => each.reduce((sum, { weight }) => sum + weight, 0);
      expect(Math.abs(automatic.coverage - weighed(questions.filter(({ id }) => known.has(id))) / weighed(questions))).toBeLessThan(0.000_501);
      // Evidence is where the alert says, of that rule.
      for (const { question, points: given, evidence } of automatic.answers) expect(evidence.map(({ from, to }) => [from, to])).toEqual(given === 0 ? alerts.filter(({ rule }) => rule === `rule-${question}`).map(({ evidence: { from, to } }) => [from, to]) : []);
    }
  });
});
