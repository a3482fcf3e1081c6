import type { Millis } from '#core';
import type { AgentState } from '../model.ts';
import type { AgentRecord, Next, Turn } from './state.ts';

export const READY: Next = { kind: 'ready' };

/** The one place that assigns an agent's state; keeps the indexes of ready agents and of deadlines in step. */
export function setAgent(turn: Turn, agent: AgentRecord, state: AgentState, deadline?: Millis): void {
  if (agent.deadline !== undefined) turn.state.deadlines.delete(agent);
  if (agent.state.kind === 'ready') for (const queue of agent.queues) queue.ready.delete(agent);
  agent.state = state;
  agent.deadline = deadline;
  if (deadline !== undefined) turn.state.deadlines.add(agent);
  if (state.kind === 'ready') for (const queue of agent.queues) queue.ready.add(agent);
  turn.events.push({ type: 'agent.state', agent: agent.id, state });
}

export function setNotReady(turn: Turn, agent: AgentRecord, reason: string): void {
  agent.next = READY;
  setAgent(turn, agent, { kind: 'not-ready', since: turn.now, reason });
}

/** Signs the agent off; one that is no longer in the settings is forgotten. */
export function setOffline(turn: Turn, agent: AgentRecord): void {
  agent.next = READY;
  setAgent(turn, agent, { kind: 'offline' });
  if (agent.gone) turn.state.agents.delete(agent.id);
}
