import { topicalityOf } from './topical.ts';

export interface Document {
  readonly call: string;
  readonly terms: readonly string[];
}

export interface Cluster {
  /** The first call of the cluster. */
  readonly id: string;
  /** What its calls have in common and others have not. */
  readonly label: readonly string[];
  readonly calls: readonly string[];
}

/** Cosine from which calls are about the same: two of six rare terms in common. */
const ALIKE = 0.25;
const SMALLEST = 2;
const LABEL_TERMS = 4;
/** A term of more than half of all calls tells nothing apart, once there are enough calls to say so. */
const TOO_COMMON = 0.5;
const ENOUGH_CALLS = 10;
/** Of many calls a term of fewer than three in a thousand makes no group. */
const LEAST_SHARE = 0.003;
/** What a term weighs that belongs to no other, beside one that does (1). */
const ALONE = 0.1;
const TOPICAL_POWER = 1.5;
/** Calls looked at in one step. */
const CALLS_IN_A_STEP = 50;

type Vector = ReadonlyMap<string, number>;

/** Sum of the vectors of a group, with its squared length. */
interface Centre {
  readonly sum: Map<string, number>;
  square: number;
}

/**
 * Groups of similar calls, the largest first. Leader clustering of TF-IDF vectors (a term counts once in a call) in the given order, then
 * each call once more to the nearest centre; the same documents in the same order give the same clusters.
 */
export function clusterCalls(documents: readonly Document[]): readonly Cluster[] {
  return finished(clusteringOf(documents));
}

/** All steps without a rest. */
export function finished<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same in steps of some milliseconds: other work has its turn between them. */
export function* clusteringOf(documents: readonly Document[]): Generator<void, readonly Cluster[]> {
  const vectors = yield* vectorsOf(documents);
  const leaders: Centre[] = [];
  yield* leaderPass(vectors, leaders);
  const members = leaders.map((): number[] => []);
  const index = indexOf(leaders);
  for (const [n, vector] of vectors.entries()) {
    if (n % CALLS_IN_A_STEP === 0) yield;
    const best = nearest(vector, leaders, index);
    if (best !== undefined) members[best]?.push(n);
  }
  return members
    .filter((group) => group.length >= SMALLEST)
    .map((group) => ({ id: documents[group[0] ?? 0]?.call ?? '', label: labelOf(group.map((n) => vectors[n] ?? new Map())), calls: group.map((n) => documents[n]?.call ?? '') }))
    .sort((a, b) => b.calls.length - a.calls.length || (a.id < b.id ? -1 : 1));
}

/**
 * Unit vectors over the terms that occur in at least two calls and, of many calls, in three of a thousand: ln((1 + N) / df), times how
 * much the term belongs to others (topical.ts), so that what is said beside every topic does not hide what a call is about.
 */
export function* vectorsOf(documents: readonly Document[]): Generator<void, Vector[]> {
  const frequency = new Map<string, number>();
  for (const { terms } of documents) for (const term of terms) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const count = documents.length;
  const most = count >= ENOUGH_CALLS ? count * TOO_COMMON : count;
  const least = Math.max(SMALLEST, count * LEAST_SHARE);
  const counted = documents.map(({ terms }) => terms.filter((term) => (frequency.get(term) ?? 0) >= least && (frequency.get(term) ?? 0) <= most));
  const topical = yield* topicalityOf(counted, frequency);
  return counted.map((terms) => {
    const weights = terms.map((term): [string, number] => [term, Math.log((1 + count) / (frequency.get(term) ?? 1)) * (ALONE + (topical.get(term) ?? 0) ** TOPICAL_POWER)]);
    const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0));
    return new Map(weights.map(([term, weight]) => [term, weight / length]));
  });
}

function* leaderPass(vectors: readonly Vector[], centres: Centre[]): Generator<void, void> {
  const index = new Map<string, Set<number>>();
  for (const [n, vector] of vectors.entries()) {
    if (n % CALLS_IN_A_STEP === 0) yield;
    if (vector.size === 0) continue;
    const at = nearest(vector, centres, index) ?? centres.push({ sum: new Map(), square: 0 }) - 1;
    const centre = centres[at];
    if (!centre) continue;
    centre.square += 2 * dot(vector, centre.sum) + 1;
    for (const [term, weight] of vector) {
      centre.sum.set(term, (centre.sum.get(term) ?? 0) + weight);
      const known = index.get(term);
      if (known) known.add(at);
      else index.set(term, new Set([at]));
    }
  }
}

/** Which centres have a term. */
function indexOf(centres: readonly Centre[]): Map<string, Set<number>> {
  const index = new Map<string, Set<number>>();
  for (const [at, { sum }] of centres.entries()) for (const term of sum.keys()) index.set(term, (index.get(term) ?? new Set()).add(at));
  return index;
}

/** The centre most like the vector, the earliest of equals; undefined when none is alike. */
function nearest(vector: Vector, centres: readonly Centre[], index: ReadonlyMap<string, ReadonlySet<number>>): number | undefined {
  const products = new Map<number, number>();
  for (const [term, weight] of vector) {
    for (const at of index.get(term) ?? []) products.set(at, (products.get(at) ?? 0) + weight * (centres[at]?.sum.get(term) ?? 0));
  }
  let best: { at: number; cosine: number } | undefined;
  for (const [at, product] of products) {
    const cosine = product / Math.sqrt(centres[at]?.square ?? 1);
    if (cosine >= ALIKE && (!best || cosine > best.cosine || (cosine === best.cosine && at < best.at))) best = { at, cosine };
  }
  return best?.at;
}

function dot(a: Vector, b: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [term, weight] of a) sum += weight * (b.get(term) ?? 0);
  return sum;
}

/** The heaviest terms, no term that is part of another one told. */
function labelOf(vectors: readonly Vector[]): string[] {
  const sums = new Map<string, number>();
  for (const vector of vectors) for (const [term, weight] of vector) sums.set(term, (sums.get(term) ?? 0) + weight);
  const label: string[] = [];
  for (const [term] of [...sums].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))) {
    if (label.some((told) => told.includes(term) || term.includes(told))) continue;
    label.push(term);
    if (label.length === LABEL_TERMS) break;
  }
  return label;
}
