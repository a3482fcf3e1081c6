import type { AgentStateName, FloorAgent, FloorAlert, FloorQueue } from '#contract';

/** How much a row needs a person: nothing, an eye, a hand. */
export type Trouble = 0 | 1 | 2;

const MINUTE = 60_000;

/** After so long in a state an agent's row asks for an eye, then for a hand, ms. */
const PATIENCE: Partial<Record<AgentStateName, readonly [watch: number, act: number]>> = {
  'not-ready': [15 * MINUTE, 30 * MINUTE],
  'wrap-up': [3 * MINUTE, 6 * MINUTE],
  busy: [10 * MINUTE, 20 * MINUTE],
  offered: [MINUTE, 2 * MINUTE],
};

/** A wait is worth an eye beyond the queue's own target, a hand beyond three times of it. */
export function waitTrouble(waitMs: number, targetSeconds: number): Trouble {
  if (waitMs > targetSeconds * 3000) return 2;
  return waitMs > targetSeconds * 1000 ? 1 : 0;
}

/** A service level below its target is worth an eye, 20 points below it a hand. */
export function serviceTrouble(level: number | undefined, share: number): Trouble {
  // In whole points, as it is shown: 79.6 % against 80 % is no trouble a person could see.
  const below = level === undefined ? 0 : Math.round(share * 100) - Math.round(level * 100);
  if (below <= 0) return 0;
  return below > 20 ? 2 : 1;
}

export function queueTrouble(queue: FloorQueue, now: number): Trouble {
  const waiting = queue.waitingSince === undefined ? 0 : waitTrouble(now - queue.waitingSince, queue.target.seconds);
  // Nobody is ready and nobody will be offered this caller: that cannot mend itself.
  const stuck: Trouble = queue.waiting > 0 && queue.agentsReady === 0 ? 1 : 0;
  return worst(waiting, stuck, serviceTrouble(queue.serviceLevel, queue.target.share));
}

/** `openAlerts`: calls with alerts nobody acknowledged. */
export function agentTrouble(agent: FloorAgent, now: number, openAlerts: ReadonlySet<string>): Trouble {
  if (agent.callId !== undefined && openAlerts.has(agent.callId)) return 2;
  const patience = PATIENCE[agent.state];
  if (!patience) return 0;
  const time = now - agent.since;
  if (time > patience[1]) return 2;
  return time > patience[0] ? 1 : 0;
}

export function openAlertCalls(alerts: readonly FloorAlert[]): ReadonlySet<string> {
  return new Set(alerts.filter((alert) => alert.acknowledgedBy === undefined && alert.severity !== 'info').map(({ callId }) => callId));
}

export function worst(...levels: readonly Trouble[]): Trouble {
  return levels.reduce<Trouble>((most, level) => (level > most ? level : most), 0);
}
