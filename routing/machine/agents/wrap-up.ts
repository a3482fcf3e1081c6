import type { AgentId, Millis } from '#core';
import type { NotReadyReason } from '../../model.ts';
import { type AgentRecord, ignore, type Turn, type WorkRecord } from '../state.ts';
import { takeContacts } from '../offers/offer.ts';
import { becomeReady, freed, notReadyNext } from './next.ts';
import { addWork, dropWork, READY, tellWork, topPiece } from './work.ts';

/** The conversation is over: wrap-up, or at once what comes after it. */
export function wrapUp(turn: Turn, work: WorkRecord): void {
  if (work.wrapUpMs <= 0) return wrapUpOver(turn, work);
  work.phase = 'wrap-up';
  work.since = turn.now;
  turn.state.alarms.set(work, turn.now + work.wrapUpMs);
  tellWork(turn, work.agent);
}

/** The time is over (or there is none): not ready while something is owed, else what comes next. */
export function wrapUpOver(turn: Turn, work: WorkRecord): void {
  const { agent } = work;
  dropWork(turn, work);
  if (agent.owed !== undefined && agent.next.kind === 'ready') return notReadyNext(turn, agent, agent.owed);
  freed(turn, agent, 'anew');
}

/** Somebody who was away is back in the wrap-up of a contact of before. */
export function wrapUpAgain(turn: Turn, agent: AgentRecord, { ms, owed }: { readonly ms: Millis; readonly owed?: NotReadyReason }): void {
  agent.next = READY;
  agent.owed = owed;
  const order = turn.state.order++;
  const piece = { contact: '', channel: 'voice', slot: 0, queue: '', order, phase: 'wrap-up', offer: '', node: undefined } as const;
  addWork(turn, agent, piece, turn.now + Math.max(0, ms));
  takeContacts(turn, agent);
}

export function wrapUpOwed(turn: Turn, id: AgentId, reason: NotReadyReason | undefined): void {
  const agent = turn.state.agents.get(id);
  if (agent) agent.owed = reason;
}

/** The one that the agent's state tells of, else the oldest. */
function pieceInWrapUp(turn: Turn, agent: AgentRecord | undefined): WorkRecord | undefined {
  const top = agent && topPiece(turn.state, agent);
  return top?.phase === 'wrap-up' ? top : agent?.work.find((work) => work.phase === 'wrap-up');
}

export function wrapUpExtend(turn: Turn, id: AgentId, ms: Millis): void {
  const work = pieceInWrapUp(turn, turn.state.agents.get(id));
  if (!work) return ignore(turn, 'wrap-up.extend', `agent ${id} is not in wrap-up`);
  turn.state.alarms.set(work, work.due + Math.max(0, ms));
  tellWork(turn, work.agent);
}

export function wrapUpFinish(turn: Turn, id: AgentId): void {
  const agent = turn.state.agents.get(id);
  if (!agent) return ignore(turn, 'wrap-up.finish', `no agent ${id} in the settings`);
  const { owed, state } = agent;
  agent.owed = undefined;
  const work = pieceInWrapUp(turn, agent);
  const kept = agent.several && agent.work.length > 0 && agent.next.kind === 'not-ready' && agent.next.reason === owed;
  if (kept) agent.next = READY;
  if (work) {
    dropWork(turn, work);
    return freed(turn, agent, 'anew');
  }
  if (kept) return takeContacts(turn, agent);
  if (state.kind === 'not-ready' && state.reason === owed) return becomeReady(turn, agent);
}
