import type { AgentStateName, Floor, FloorAgent, FloorQueue } from '#contract';
import { serviceTrouble, type Trouble, waitTrouble, worst } from './trouble.ts';

/** The big numbers. */
export interface Figures {
  readonly waiting: number;
  /** Since when the longest waiting caller waits, epoch ms, and the queue's own target. */
  readonly longest?: { readonly since: number; readonly queue: string; readonly targetSeconds: number };
  /** Today's calls over all queues, 0–1; undefined before the first. */
  readonly serviceLevel?: number;
  /** What it should be: the queues' targets, weighed by their calls. */
  readonly target: number;
  readonly ready: number;
  readonly talking: number;
  readonly notReady: number;
  readonly wrapUp: number;
  readonly offline: number;
}

export function figuresOf(floor: Floor): Figures {
  const count = (...states: readonly AgentStateName[]) => agentsIn(floor.agents, states).length;
  const longest = floor.queues
    .flatMap((queue) => (queue.waitingSince === undefined ? [] : [{ since: queue.waitingSince, queue: queue.id, targetSeconds: queue.target.seconds }]))
    .sort((a, b) => a.since - b.since)[0];
  const serviceLevel = serviceLevelOf(floor.queues);
  return {
    waiting: floor.queues.reduce((sum, { waiting }) => sum + waiting, 0),
    ...(longest ? { longest } : {}),
    ...(serviceLevel === undefined ? {} : { serviceLevel }),
    target: mean(floor.queues.map((queue) => [queue.target.share, Math.max(1, offeredIn(queue))])) ?? 0.8,
    ready: count('ready'),
    talking: count('busy', 'offered'),
    notReady: count('not-ready'),
    wrapUp: count('wrap-up'),
    offline: count('offline'),
  };
}

/** Trouble of the number that says how long somebody waits. */
export function longestTrouble({ longest }: Figures, now: number): Trouble {
  return longest ? waitTrouble(now - longest.since, longest.targetSeconds) : 0;
}

/** Trouble of the whole floor, for the title of the page. */
export function floorTrouble(figures: Figures, now: number): Trouble {
  return worst(longestTrouble(figures, now), serviceTrouble(figures.serviceLevel, figures.target));
}

export function agentsIn(agents: readonly FloorAgent[], states: readonly AgentStateName[]): readonly FloorAgent[] {
  return agents.filter(({ state }) => states.includes(state));
}

/** Of the calls of all queues together. */
function serviceLevelOf(queues: readonly FloorQueue[]): number | undefined {
  const inTime = queues.reduce((sum, { levelToday }) => sum + (levelToday?.inTime ?? 0), 0);
  const offered = queues.reduce((sum, queue) => sum + offeredIn(queue), 0);
  return offered === 0 ? undefined : inTime / offered;
}

const offeredIn = ({ levelToday }: FloorQueue): number => levelToday?.offered ?? 0;

/** Mean of values by their weights; undefined when there is none. */
function mean(values: readonly (readonly [value: number, weight: number])[]): number | undefined {
  const weight = values.reduce((sum, [, each]) => sum + each, 0);
  return weight === 0 ? undefined : values.reduce((sum, [value, each]) => sum + value * each, 0) / weight;
}
