import type { AgentId, Millis } from '#core';
import type { NotReadyReason } from '../model.ts';
import { READY, setAgent, setNotReady } from './agent-state.ts';
import { becomeNext, becomeReady } from './offers.ts';
import { type AgentRecord, ignore, type Turn } from './state.ts';

/** The time is over (or there is none): not ready while something is owed, else what comes next. */
export function wrapUpOver(turn: Turn, agent: AgentRecord): void {
  if (agent.owed !== undefined && agent.next.kind === 'ready') return setNotReady(turn, agent, agent.owed);
  becomeNext(turn, agent);
}

/** Somebody who was away is back in the wrap-up of a contact of before. */
export function wrapUpAgain(turn: Turn, agent: AgentRecord, { ms, owed }: { readonly ms: Millis; readonly owed?: NotReadyReason }): void {
  agent.next = READY;
  agent.owed = owed;
  const until = turn.now + Math.max(0, ms);
  setAgent(turn, agent, { kind: 'wrap-up', since: turn.now, until }, until);
}

export function wrapUpOwed(turn: Turn, id: AgentId, reason: NotReadyReason | undefined): void {
  const agent = turn.state.agents.get(id);
  if (agent) agent.owed = reason;
}

export function wrapUpExtend(turn: Turn, id: AgentId, ms: Millis): void {
  const agent = turn.state.agents.get(id);
  if (agent?.state.kind !== 'wrap-up') return ignore(turn, 'wrap-up.extend', `agent ${id} is not in wrap-up`);
  const until = agent.state.until + Math.max(0, ms);
  setAgent(turn, agent, { ...agent.state, until }, until);
}

export function wrapUpFinish(turn: Turn, id: AgentId): void {
  const agent = turn.state.agents.get(id);
  if (!agent) return ignore(turn, 'wrap-up.finish', `no agent ${id} in the settings`);
  const { owed, state } = agent;
  agent.owed = undefined;
  if (state.kind === 'wrap-up') return becomeNext(turn, agent);
  if (state.kind === 'not-ready' && state.reason === owed) return becomeReady(turn, agent);
}
