import type { AgentStateName, Floor, FloorAgent, FloorCall } from '#contract';
import { agentsIn } from './figures.ts';

/** `offered`: the calls that the service level is a share of. */
export type ServedAs = 'answered' | 'abandoned' | 'offered';

/** A number that was opened. `served` asks for the calls a number of today counts, which only the server knows. */
export type Opened =
  | { readonly kind: 'waiting'; readonly queue?: string }
  | { readonly kind: 'agents'; readonly states: readonly AgentStateName[]; readonly queue?: string }
  | { readonly kind: 'served'; readonly queue?: string; readonly as?: ServedAs }
  | { readonly kind: 'agent'; readonly agent: string }
  | { readonly kind: 'call'; readonly call: string };

/** The live calls behind a number, the longest first. */
export function callsBehind(floor: Floor, opened: Opened): readonly FloorCall[] {
  const since = (call: FloorCall): number => (opened.kind === 'waiting' ? (call.waitingSince ?? call.since) : call.since);
  return floor.calls.filter((call) => belongs(floor, call, opened)).sort((a, b) => since(a) - since(b));
}

/** The agents behind a number, the longest in the state first. */
export function agentsBehind(floor: Floor, opened: Opened): readonly FloorAgent[] {
  if (opened.kind === 'agents') return agentsIn(floor.agents, opened.states).filter((agent) => serves(agent, opened.queue)).sort((a, b) => a.since - b.since);
  return opened.kind === 'agent' ? floor.agents.filter(({ id }) => id === opened.agent) : [];
}

function belongs(floor: Floor, call: FloorCall, opened: Opened): boolean {
  switch (opened.kind) {
    case 'waiting':
      return call.stage === 'queue' && (opened.queue === undefined || call.queue === opened.queue);
    case 'agents':
      return agentsBehind(floor, opened).some(({ callId }) => callId === call.id);
    case 'agent':
      return floor.agents.some(({ id, callId }) => id === opened.agent && callId === call.id) || call.agent === opened.agent;
    case 'served':
      return false;
    case 'call':
      return call.id === opened.call;
  }
}

/** Ready agents of other teams: the queue counts them, this supervisor's floor does not show them. */
export function agentsElsewhere(floor: Floor, opened: Opened): number {
  if (opened.kind !== 'agents' || opened.queue === undefined) return 0;
  const ready = floor.queues.find(({ id }) => id === opened.queue)?.agentsReady ?? 0;
  return Math.max(0, ready - agentsBehind(floor, opened).length);
}

const serves = ({ queues }: FloorAgent, queue: string | undefined): boolean => queue === undefined || (queues?.includes(queue) ?? false);
