import { erlangB, type Load, loadOf, type WaitFigures } from './erlang-c.ts';

/** Callers who give up: patience is exponential with this mean (M/M/c+M, C. Palm 1946). */
export interface ImpatientLoad extends Load {
  readonly patienceSeconds: number;
}

export interface ImpatientFigures extends WaitFigures {
  /** Share of callers who give up, 0–1. */
  readonly abandoned: number;
  /** Mean wait of those who were answered. */
  readonly meanWaitAnsweredSeconds: number;
  /** Answered in time ÷ (answered + gave up after that time): who gave up earlier is not counted. */
  serviceLevelOfPatient(seconds: number): number;
}

/** Terms of the line's length are added until the rest is below this share. */
const REST = 1e-12;
const MOST_TERMS = 1_000_000;
/** Steps of Simpson's rule in each piece of the wait; even. */
const STEPS = 1_000;

/**
 * Waiting with giving up; stable under any load. The lengths of the line are added up term by term, starting from Erlang B;
 * the distribution of the wait offered to a caller of endless patience, w(x) = λ p(c−1) exp(λ/θ (1 − e^(−θx)) − cμx), is integrated
 * numerically (error below 1e-6). `serviceLevel` counts callers who gave up as not answered in time.
 */
export function erlangA(given: ImpatientLoad): ImpatientFigures {
  const load = loadOf(given);
  const { agents, handleSeconds, patienceSeconds } = given;
  const [arrivals, serving, leaving] = [given.arrivalsPerHour / 3_600, 1 / handleSeconds, 1 / patienceSeconds];
  if (arrivals === 0 || handleSeconds === 0) return nobodyWaits(load);
  const { busy, line, logAllButOne } = lengths(load, agents, arrivals, serving, leaving);
  const density = (x: number) =>
    arrivals * Math.exp(logAllButOne + (arrivals / leaving) * -Math.expm1(-leaving * x) - agents * serving * x);
  const abandoned = (line * leaving) / arrivals;
  const pieces = piecesOf(arrivals, agents * serving, leaving);
  const until = (seconds: number, share: (x: number) => number) =>
    pieces.reduce((sum, from, i) => sum + simpson((x) => density(x) * share(x), Math.min(seconds, from), Math.min(seconds, pieces[i + 1] ?? from)), 0);
  const answeredWithin = (seconds: number) => Math.min(1, 1 - busy + until(seconds, (x) => Math.exp(-leaving * x)));
  const waitAnswered = until(Infinity, (x) => x * Math.exp(-leaving * x));
  return {
    load,
    occupancy: (load * (1 - abandoned)) / agents,
    waitProbability: busy,
    meanWaitSeconds: line / arrivals,
    meanWaitAnsweredSeconds: abandoned < 1 ? waitAnswered / (1 - abandoned) : 0,
    abandoned,
    serviceLevel: answeredWithin,
    serviceLevelOfPatient(seconds) {
      const goneEarly = until(seconds, (x) => -Math.expm1(-leaving * x)) + Math.max(0, busy - until(seconds, () => 1)) * -Math.expm1(-leaving * seconds);
      return Math.min(1, answeredWithin(seconds) / (1 - Math.max(0, goneEarly)));
    },
  };
}

/** Weights above this are scaled down; overload with long patience would go beyond the numbers of the machine. */
const HEAVY = 1e200;

interface Lengths {
  /** Share of time all agents are at work. */
  readonly busy: number;
  /** Mean length of the line. */
  readonly line: number;
  /** Natural logarithm of the share of time that all but one are at work. */
  readonly logAllButOne: number;
}

function lengths(load: number, agents: number, arrivals: number, serving: number, leaving: number): Lengths {
  // Relative to the state "all at work, nobody waits", whose weight is 1; all states with fewer at work weigh 1/B − 1.
  let below = 1 / erlangB(load, agents) - 1;
  let [weight, sum, first, logScale] = [1, 1, 0, 0];
  for (let n = 1; n < MOST_TERMS; n++) {
    weight *= arrivals / (agents * serving + n * leaving);
    sum += weight;
    first += n * weight;
    if (weight * (n + 1) < REST * sum && arrivals < agents * serving + n * leaving) break;
    if (weight < HEAVY) continue;
    [weight, sum, first, below] = [weight / HEAVY, sum / HEAVY, first / HEAVY, below / HEAVY];
    logScale += Math.log(HEAVY);
  }
  const all = sum + below;
  return { busy: sum / all, line: first / all, logAllButOne: Math.log(agents / load) - Math.log(all) - logScale };
}

/**
 * Where the offered wait is worth integrating: around its peak (there arrivals that stay are as many as can be served), over
 * the time in which patience ends, and over the tail. Left out is less than e^(−40) of it.
 */
function piecesOf(arrivals: number, serving: number, leaving: number): number[] {
  const peak = Math.max(0, Math.log(arrivals / serving) / leaving);
  const width = 12 / Math.sqrt(leaving * serving);
  const ends = [Math.max(0, peak - width), peak, peak + width, 3 / leaving, 30 / leaving, peak + width + 40 / serving];
  return ends.filter((end) => end >= (ends[0] ?? 0)).sort((a, b) => a - b);
}

function simpson(f: (x: number) => number, from: number, to: number): number {
  if (to <= from) return 0;
  const step = (to - from) / STEPS;
  let sum = f(from) + f(to);
  for (let i = 1; i < STEPS; i++) sum += (i % 2 === 0 ? 2 : 4) * f(from + i * step);
  return (sum * step) / 3;
}

const nobodyWaits = (load: number): ImpatientFigures => ({
  load,
  occupancy: 0,
  waitProbability: 0,
  meanWaitSeconds: 0,
  meanWaitAnsweredSeconds: 0,
  abandoned: 0,
  serviceLevel: () => 1,
  serviceLevelOfPatient: () => 1,
});
