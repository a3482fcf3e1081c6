import type { AgentStateName, FloorAgent, FloorAlert, FloorCall, FloorQueue } from '#contract';
import { agentTrouble, queueTrouble } from './trouble.ts';

type Compare<Row> = (a: Row, b: Row) => number;

const STATE_ORDER: readonly AgentStateName[] = ['not-ready', 'wrap-up', 'offered', 'busy', 'ready', 'offline'];
const SEVERITY_ORDER: readonly string[] = ['critical', 'warn', 'info'];

/** Worst first, then who waits longest, then by name. */
export function sortQueues(queues: readonly FloorQueue[], now: number): readonly FloorQueue[] {
  return sortBy(queues, [
    (a, b) => queueTrouble(b, now) - queueTrouble(a, now),
    (a, b) => (a.waitingSince ?? Infinity) - (b.waitingSince ?? Infinity),
    byName,
  ]);
}

/** Worst first, then by state (those who could take calls but do not come first), then who is longest in it. */
export function sortAgents(agents: readonly FloorAgent[], now: number, openAlerts: ReadonlySet<string>): readonly FloorAgent[] {
  return sortBy(agents, [
    (a, b) => agentTrouble(b, now, openAlerts) - agentTrouble(a, now, openAlerts),
    (a, b) => STATE_ORDER.indexOf(a.state) - STATE_ORDER.indexOf(b.state),
    (a, b) => (a.state === 'offline' ? 0 : a.since - b.since),
    byName,
  ]);
}

/** Calls with open alerts first, then the oldest. */
export function sortCalls(calls: readonly FloorCall[], openAlerts: ReadonlySet<string>): readonly FloorCall[] {
  return sortBy(calls, [(a, b) => Number(openAlerts.has(b.id)) - Number(openAlerts.has(a.id)), (a, b) => a.since - b.since, byId]);
}

/** What nobody has seen first, requests for a supervisor in calls that go on before all, then by severity, then the newest. */
export function sortAlerts(alerts: readonly FloorAlert[], live: ReadonlySet<string>): readonly FloorAlert[] {
  const asks = ({ request, callId }: FloorAlert): number => Number(request !== undefined && live.has(callId));
  return sortBy(alerts, [
    (a, b) => Number(a.acknowledgedBy !== undefined) - Number(b.acknowledgedBy !== undefined),
    (a, b) => asks(b) - asks(a),
    (a, b) => severityRank(a.severity) - severityRank(b.severity),
    (a, b) => b.at - a.at,
    byId,
  ]);
}

function severityRank(severity: string): number {
  const rank = SEVERITY_ORDER.indexOf(severity);
  return rank === -1 ? SEVERITY_ORDER.length : rank;
}

const byName: Compare<{ readonly id: string; readonly name: string }> = (a, b) => a.name.localeCompare(b.name) || byId(a, b);
const byId: Compare<{ readonly id: string }> = (a, b) => (a.id < b.id ? -1 : Number(a.id > b.id));

function sortBy<Row>(rows: readonly Row[], keys: readonly Compare<Row>[]): readonly Row[] {
  return [...rows].sort((a, b) => {
    for (const key of keys) {
      const order = key(a, b);
      // Infinity − Infinity: neither has what is compared.
      if (order !== 0 && !Number.isNaN(order)) return order;
    }
    return 0;
  });
}
