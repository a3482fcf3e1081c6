import type { AgentStateName, Floor, FloorAgent, FloorCall } from '#contract';
import { agentsIn } from './figures.ts';

/** A number that was opened. `served` asks for finished calls of today, which only the server knows. */
export type Opened =
  | { readonly kind: 'waiting'; readonly queue?: string }
  | { readonly kind: 'agents'; readonly states: readonly AgentStateName[] }
  | { readonly kind: 'served'; readonly queue?: string; readonly outcome?: 'answered' | 'abandoned' }
  | { readonly kind: 'agent'; readonly agent: string }
  | { readonly kind: 'call'; readonly call: string };

/** The live calls behind a number, the longest first. */
export function callsBehind(floor: Floor, opened: Opened): readonly FloorCall[] {
  return floor.calls.filter((call) => belongs(floor, call, opened)).sort((a, b) => a.since - b.since);
}

/** The agents behind a number, the longest in the state first. */
export function agentsBehind(floor: Floor, opened: Opened): readonly FloorAgent[] {
  if (opened.kind === 'agents') return [...agentsIn(floor.agents, opened.states)].sort((a, b) => a.since - b.since);
  return opened.kind === 'agent' ? floor.agents.filter(({ id }) => id === opened.agent) : [];
}

function belongs(floor: Floor, call: FloorCall, opened: Opened): boolean {
  switch (opened.kind) {
    case 'waiting':
      return call.stage === 'queue' && (opened.queue === undefined || call.queue === opened.queue);
    case 'agents':
      return agentsIn(floor.agents, opened.states).some(({ callId }) => callId === call.id);
    case 'agent':
      return floor.agents.some(({ id, callId }) => id === opened.agent && callId === call.id) || call.agent === opened.agent;
    case 'served':
      return false;
    case 'call':
      return call.id === opened.call;
  }
}
