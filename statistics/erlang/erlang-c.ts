/** Callers at random (Poisson), handling times exponential, everybody waits: M/M/c, A. K. Erlang 1917. */

/** What is offered to a group of agents. */
export interface Load {
  readonly arrivalsPerHour: number;
  /** Mean of talking and wrap-up. */
  readonly handleSeconds: number;
  readonly agents: number;
}

export interface WaitFigures {
  /** Mean number of agents at work, in Erlang. */
  readonly load: number;
  /** Share of their time that agents are at work, 0–1. */
  readonly occupancy: number;
  /** Share of callers who wait at all, 0–1. */
  readonly waitProbability: number;
  /** Mean over all callers, those answered at once included; Infinity where the line grows for ever. */
  readonly meanWaitSeconds: number;
  /** Share of callers answered within so many seconds, 0–1. */
  serviceLevel(seconds: number): number;
}

/** Offered load in Erlang. */
export const loadOf = ({ arrivalsPerHour, handleSeconds }: Pick<Load, 'arrivalsPerHour' | 'handleSeconds'>): number =>
  (arrivalsPerHour * handleSeconds) / 3_600;

/** Share of callers who find all of `agents` at work where nobody waits (Erlang B), by its recursion, which cannot overflow. */
export function erlangB(load: number, agents: number): number {
  let blocked = 1;
  for (let n = 1; n <= agents; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked;
}

/** Waiting without giving up. With as much load as agents, or more, everybody waits for ever. */
export function erlangC(given: Load): WaitFigures {
  const load = loadOf(given);
  const { agents, handleSeconds } = given;
  if (load >= agents) {
    return { load, occupancy: 1, waitProbability: 1, meanWaitSeconds: Infinity, serviceLevel: () => 0 };
  }
  const blocked = erlangB(load, agents);
  const free = agents - load;
  const waitProbability = (agents * blocked) / (agents - load * (1 - blocked));
  return {
    load,
    occupancy: load / agents,
    waitProbability,
    meanWaitSeconds: handleSeconds === 0 ? 0 : (waitProbability * handleSeconds) / free,
    serviceLevel: (seconds) => (handleSeconds === 0 ? 1 : 1 - waitProbability * Math.exp((-free * seconds) / handleSeconds)),
  };
}
