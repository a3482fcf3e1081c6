import { erlangA, type ImpatientFigures } from './erlang-a.ts';
import { erlangC, type Load, loadOf, type WaitFigures } from './erlang-c.ts';

/** What is to be reached; every limit that is given must hold. */
export interface StaffTarget {
  /** So large a share (0–1) answered within so many seconds. */
  readonly serviceLevel?: { readonly share: number; readonly seconds: number };
  readonly meanWaitSeconds?: number;
  /** Most callers who may give up, 0–1; needs `patienceSeconds`. */
  readonly abandoned?: number;
  /** Agents are not to be at work for more of their time than this, 0–1. */
  readonly occupancy?: number;
}

export interface StaffQuestion extends Omit<Load, 'agents'> {
  readonly target: StaffTarget;
  /** Mean patience; without it callers wait for ever (Erlang C), with it they give up (Erlang A). */
  readonly patienceSeconds?: number;
  /** Share of paid time that agents are not at their place: breaks, training, illness; 0–1. */
  readonly shrinkage?: number;
}

export interface StaffAnswer {
  /** At their places, ready or at work. */
  readonly agents: number;
  /** To be paid so that so many are there. */
  readonly scheduled: number;
  readonly figures: WaitFigures | ImpatientFigures;
}

/** Nobody has more agents than that in one queue; a target not reached by then cannot be reached. */
const MOST_AGENTS = 100_000;

/** Figures with a number of agents; by Erlang A where patience is known. */
export function figuresOf(question: Omit<StaffQuestion, 'target'>, agents: number): WaitFigures | ImpatientFigures {
  const { patienceSeconds } = question;
  return patienceSeconds === undefined ? erlangC({ ...question, agents }) : erlangA({ ...question, agents, patienceSeconds });
}

/** The fewest agents that reach the target; undefined when no number does. */
export function staffFor(question: StaffQuestion): StaffAnswer | undefined {
  const enough = (agents: number) => reaches(figuresOf(question, agents), question.target);
  // More agents never make it worse: double until it is reached, then halve the interval.
  let high = Math.max(1, Math.ceil(loadOf(question)));
  while (!enough(high)) if ((high *= 2) > MOST_AGENTS) return undefined;
  let low = 0;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (middle > 0 && enough(middle)) high = middle;
    else low = middle;
  }
  const { shrinkage = 0 } = question;
  return { agents: high, scheduled: Math.ceil(high / (1 - shrinkage) - 1e-9), figures: figuresOf(question, high) };
}

function reaches(figures: WaitFigures | ImpatientFigures, { serviceLevel, meanWaitSeconds, abandoned, occupancy }: StaffTarget): boolean {
  if (serviceLevel && !(figures.serviceLevel(serviceLevel.seconds) >= serviceLevel.share)) return false;
  if (meanWaitSeconds !== undefined && !(figures.meanWaitSeconds <= meanWaitSeconds)) return false;
  if (abandoned !== undefined && 'abandoned' in figures && !(figures.abandoned <= abandoned)) return false;
  return occupancy === undefined || figures.occupancy <= occupancy;
}
