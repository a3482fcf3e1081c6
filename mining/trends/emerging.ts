import type { TermCount } from '../model.ts';

export interface EmergingTerm extends TermCount {
  /** Log-odds ratio in units of its standard deviation: how sure it is that the term became more frequent. */
  readonly z: number;
  /** Share of the terms up to this one that is expected to be there by chance, many terms having been looked at: 0.05 = one of twenty. */
  readonly q: number;
}

/** Occurrences the prior is worth, at least; and as a share of the smaller period: with less, what was never said before could not be told from chance in many calls. */
const LEAST_PRIOR_WEIGHT = 500;
const PRIOR_SHARE = 0.3;
/** 97.5 % one-sided. */
const SURE_Z = 1.96;
/** A single talkative customer is no trend. */
const FEWEST_CALLS = 3;
/** A shorter term that is nearly always part of a longer one says the same. */
const PART_OF = 0.8;

export interface TermPeriods {
  readonly terms: readonly TermCount[];
  readonly nowTotal: number;
  readonly beforeTotal: number;
}

/**
 * Terms that became more frequent, the surest first: log-odds ratio with an informative Dirichlet prior, which is the frequency in both
 * periods together (B. Monroe, M. Colaresi, K. Quinn, Fightin' Words, 2008, §3.5.1).
 *
 *   δ = ln((y₁+α)/(n₁+α₀−y₁−α)) − ln((y₂+α)/(n₂+α₀−y₂−α)),  z = δ/√(1/(y₁+α) + 1/(y₂+α))
 */
export function emergingTerms({ terms, nowTotal, beforeTotal }: TermPeriods, most: number): readonly EmergingTerm[] {
  const total = nowTotal + beforeTotal;
  const looked = terms
    .filter(({ now }) => now >= FEWEST_CALLS)
    .map((count) => ({ ...count, z: zOf(count, { nowTotal, beforeTotal, total }) }))
    .sort((a, b) => b.z - a.z || b.now - a.now || (a.term < b.term ? -1 : 1));
  const chance = falseShares(looked.map(({ z }) => upperTail(z)));
  const risen = looked.map((term, rank) => ({ ...term, q: chance[rank] ?? 1 })).filter(({ z }) => z >= SURE_Z);
  return withoutParts(risen, most);
}

export function zOf({ now, before }: TermCount, { nowTotal, beforeTotal, total }: { readonly nowTotal: number; readonly beforeTotal: number; readonly total: number }): number {
  const weight = Math.max(LEAST_PRIOR_WEIGHT, PRIOR_SHARE * Math.min(nowTotal, beforeTotal));
  const prior = (weight * (now + before)) / total;
  const [a, b] = [now + prior, before + prior];
  const delta = Math.log(a / (nowTotal + weight - a)) - Math.log(b / (beforeTotal + weight - b));
  return Math.round((delta / Math.sqrt(1 / a + 1 / b)) * 1_000) / 1_000;
}

/** Y. Benjamini, Y. Hochberg, Controlling the false discovery rate, 1995: of chances in rising order the smallest p·m/k of this rank k or a later one. */
function falseShares(chances: readonly number[]): readonly number[] {
  let smallest = 1;
  return chances.map((chance, rank) => (chance * chances.length) / (rank + 1)).toReversed().map((share) => Math.round((smallest = Math.min(smallest, share)) * 10_000) / 10_000).toReversed();
}

/** Chance of z or more under the normal distribution; M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 26.2.17, error below 7.5e-8. */
export function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  const t = 1 / (1 + 0.231_641_9 * z);
  const series = t * (0.319_381_53 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

/** Without "登录" where "无法登录" says the same about nearly as many calls: the first `most`, so that no more are looked at. */
function withoutParts(terms: readonly EmergingTerm[], most: number): EmergingTerm[] {
  const kept: EmergingTerm[] = [];
  for (const each of terms) {
    if (kept.length >= most) break;
    const { term, now } = each;
    const spaced = ` ${term} `;
    const isPart = (whole: string) => whole.includes(term) && (HAN.test(whole) || ` ${whole} `.includes(spaced));
    if (!terms.some((other) => other.now >= PART_OF * now && other.term !== term && isPart(other.term))) kept.push(each);
  }
  return kept;
}

const HAN = /\p{Script=Han}/u;
