import type { Agreement, QuestionAgreement, Scorecard, Text } from '#contract';

type Given = number | 'not-applicable';

/** One reviewer's card of one call. */
export interface CalibrationCard {
  readonly call: string;
  /** Index of the reviewer. */
  readonly reviewer: number;
  readonly answers: ReadonlyMap<string, Given>;
  readonly score?: number | undefined;
}

interface Item {
  readonly call: string;
  readonly question: string;
  readonly text: Text;
  readonly points: number;
  /** In the order of the reviewers. */
  readonly answers: readonly (Given | null)[];
}

/** Figures of a calibration: `reviewers` in their order, the scorecard of each call, the cards handed in. */
export function agreementOf(reviewers: readonly { readonly login: string; readonly name: string }[], calls: readonly { readonly call: string; readonly scorecard: Scorecard }[], cards: readonly CalibrationCard[]): Agreement {
  const items = calls.flatMap(({ call, scorecard }) => itemsOf(call, scorecard, reviewers.length, cards));
  const complete = items.filter(({ answers }) => answers.every((each) => each !== null)).map(({ answers }) => answers as readonly Given[]);
  const cohen = reviewers.length === 2 ? cohenKappa(complete) : undefined;
  const fleiss = reviewers.length >= 2 ? fleissKappa(complete) : undefined;
  const alpha = krippendorffAlpha(items.map(({ answers }) => answers));
  const scores = calls.map(({ call }) => ({ call, scores: reviewers.map((_, i) => cards.find((card) => card.call === call && card.reviewer === i)?.score ?? null) }));
  return {
    percent: rounded(percentOf(items)),
    ...(cohen === undefined ? {} : { cohenKappa: rounded(cohen) }),
    ...(fleiss === undefined ? {} : { fleissKappa: rounded(fleiss) }),
    ...(alpha === undefined ? {} : { krippendorffAlpha: rounded(alpha) }),
    questions: items.map(questionOf),
    reviewers: deviations(reviewers, scores),
    calls: scores.map((each) => {
      const known = each.scores.filter((score) => score !== null);
      return { ...each, ...(known.length > 1 ? { spread: rounded(Math.max(...known) - Math.min(...known)) } : {}) };
    }),
  };
}

function itemsOf(call: string, { sections }: Scorecard, reviewers: number, cards: readonly CalibrationCard[]): Item[] {
  const own = cards.filter((card) => card.call === call);
  return sections.flatMap(({ questions }) =>
    questions.map(({ id, text, points }) => {
      const answers = Array.from({ length: reviewers }, (_, i) => own.find(({ reviewer }) => reviewer === i)?.answers.get(id) ?? null);
      return { call, question: id, text, points, answers };
    }),
  );
}

/** Pairs of reviewers who gave the same answer, and all pairs who gave one. */
function pairsOf(answers: readonly (Given | null)[]): { same: number; all: number } {
  const given = answers.filter((each) => each !== null);
  let same = 0;
  let all = 0;
  for (let a = 0; a < given.length; a++) for (let b = a + 1; b < given.length; b++, all++) if (given[a] === given[b]) same++;
  return { same, all };
}

function percentOf(items: readonly Pick<Item, 'answers'>[]): number {
  let same = 0;
  let all = 0;
  for (const { answers } of items) {
    const pairs = pairsOf(answers);
    same += pairs.same;
    all += pairs.all;
  }
  return all === 0 ? 0 : same / all;
}

/** Cohen 1960: (observed − expected) ÷ (1 − expected), expected from each reviewer's own shares. Undefined where chance explains everything. */
export function cohenKappa(rows: readonly (readonly Given[])[]): number | undefined {
  if (rows.length === 0) return undefined;
  const shares = (index: number) => {
    const counts = new Map<Given | undefined, number>();
    for (const row of rows) counts.set(row[index], (counts.get(row[index]) ?? 0) + 1 / rows.length);
    return counts;
  };
  const [first, second] = [shares(0), shares(1)];
  const observed = rows.filter(([a, b]) => a === b).length / rows.length;
  const expected = [...first].reduce((sum, [answer, share]) => sum + share * (second.get(answer) ?? 0), 0);
  return beyondChance(observed, expected);
}

/** Fleiss 1971: mean agreement of the items against that of the shares of all answers. */
export function fleissKappa(rows: readonly (readonly Given[])[]): number | undefined {
  const raters = rows[0]?.length ?? 0;
  if (raters < 2) return undefined;
  const totals = new Map<Given, number>();
  let observed = 0;
  for (const row of rows) {
    const { same, all } = pairsOf(row);
    observed += same / all / rows.length;
    for (const answer of row) totals.set(answer, (totals.get(answer) ?? 0) + 1);
  }
  const expected = [...totals.values()].reduce((sum, count) => sum + (count / (rows.length * raters)) ** 2, 0);
  return beyondChance(observed, expected);
}

/**
 * Krippendorff's alpha for categories, also where somebody has not answered (K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, C): 1 − observed ÷
 * expected disagreement of all pairs of answers to the same item. Undefined where there are no pairs, or all answers are the same.
 */
export function krippendorffAlpha(rows: readonly (readonly (Given | null)[])[]): number | undefined {
  const totals = new Map<Given, number>();
  let differing = 0;
  let all = 0;
  for (const row of rows) {
    const given = row.filter((each) => each !== null);
    if (given.length < 2) continue;
    const { same, all: pairs } = pairsOf(given);
    differing += (2 * (pairs - same)) / (given.length - 1);
    all += given.length;
    for (const answer of given) totals.set(answer, (totals.get(answer) ?? 0) + 1);
  }
  const expected = all * all - [...totals.values()].reduce((sum, count) => sum + count * count, 0);
  return expected === 0 ? undefined : 1 - ((all - 1) * differing) / expected;
}

const beyondChance = (observed: number, expected: number) => (expected > 1 - 1e-12 ? undefined : (observed - expected) / (1 - expected));

function questionOf({ call, question, text, points, answers }: Item): QuestionAgreement {
  const { same, all } = pairsOf(answers);
  const shares = answers.filter((each) => typeof each === 'number').map((each) => each / points);
  const mean = shares.reduce((sum, each) => sum + each, 0) / shares.length;
  const deviation = shares.reduce((sum, each) => sum + Math.abs(each - mean), 0) / shares.length;
  return { call, question, text, answers, percent: all === 0 ? 0 : rounded(same / all), ...(shares.length > 1 ? { deviation: rounded(deviation) } : {}) };
}

/** How far each reviewer's scores lie from the mean of all, over the calls that all have scored. */
function deviations(reviewers: readonly { readonly login: string; readonly name: string }[], calls: readonly { readonly scores: readonly (number | null)[] }[]): Agreement['reviewers'] {
  const scored = calls.map(({ scores }) => scores.filter((score) => score !== null)).filter((scores) => scores.length === reviewers.length);
  const means = reviewers.map((_, i) => scored.reduce((sum, scores) => sum + (scores[i] ?? 0), 0) / scored.length);
  const mean = means.reduce((sum, each) => sum + each, 0) / reviewers.length;
  return reviewers.map((reviewer, i) => {
    const own = means[i];
    return scored.length === 0 || own === undefined ? reviewer : { ...reviewer, meanScore: rounded(own), deviation: rounded(own - mean) };
  });
}

const rounded = (value: number) => Math.round(value * 10_000) / 10_000;
