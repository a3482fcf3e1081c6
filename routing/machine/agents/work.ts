import type { Millis } from '#core';
import type { AgentState, AgentWork } from '../../model.ts';
import { closeTo } from '../match/pools.ts';
import { type Piece, workRecord } from '../records.ts';
import { type AgentRecord, type Next, type RoutingState, type Turn, type WorkRecord } from '../state.ts';

export const READY: Next = { kind: 'ready' };

/** The one place that assigns an agent's state; keeps the counts of ready and busy agents in step. */
export function assignState(turn: Turn, agent: AgentRecord, state: AgentState): void {
  const before = agent.state.kind;
  if (before === 'ready' || state.kind === 'ready') {
    const change = Number(state.kind === 'ready') - Number(before === 'ready');
    for (const queue of agent.queues) queue.readyCount += change;
  }
  turn.state.busy += Number(state.kind === 'busy') - Number(before === 'busy');
  agent.state = state;
  turn.events.push({ type: 'agent.state', agent: agent.id, state });
}

/** One more piece of work; its time-out is `due`. */
export function addWork(turn: Turn, agent: AgentRecord, piece: Piece, due: Millis): WorkRecord {
  closeTo(agent);
  const work = workRecord(agent, piece, turn.now);
  if (agent.work.length === 0) agent.workingSince = turn.now;
  agent.work.push(work);
  turn.state.alarms.set(work, due);
  tellWork(turn, agent);
  return work;
}

/** Takes a piece out without telling: `tellWork`, or another state, comes from the caller. */
export function dropWork(turn: Turn, work: WorkRecord): void {
  const { agent } = work;
  closeTo(agent);
  turn.state.alarms.clear(work);
  if (work.aside) return void agent.aside.splice(agent.aside.indexOf(work), 1);
  agent.work.splice(agent.work.indexOf(work), 1);
  if (agent.work.length === 0) agent.workedMs += turn.now - agent.workingSince;
}

/** Tells the list, for those who can have several, and the state of the piece that interrupts most, where it is another one now. */
export function tellWork(turn: Turn, agent: AgentRecord): void {
  tellList(turn, agent);
  const work = topPiece(turn.state, agent);
  if (!work) return;
  const state = stateOf(work);
  if (!same(agent.state, state)) assignState(turn, agent, state);
}

export function tellList(turn: Turn, agent: AgentRecord): void {
  if (!agent.several) return;
  turn.events.push({ type: 'agent.work', agent: agent.id, work: agent.work.map(({ contact, channel, queue, phase, since }): AgentWork => ({ contact, channel, queue, phase, since })) });
}

const PHASES = { connected: 0, offered: 1, 'wrap-up': 2 };

export function topPiece(state: RoutingState, agent: AgentRecord): WorkRecord | undefined {
  const power = (work: WorkRecord) => state.channels[work.slot]?.power ?? 0;
  return agent.work.reduce<WorkRecord | undefined>((top, work) => {
    if (!top) return work;
    return (power(work) - power(top) || PHASES[top.phase] - PHASES[work.phase] || top.order - work.order) > 0 ? work : top;
  }, undefined);
}

function stateOf({ phase, since, offer, contact, due }: WorkRecord): AgentState {
  switch (phase) {
    case 'offered':
      return { kind: 'offered', since, offer, contact };
    case 'connected':
      return { kind: 'busy', since, contact };
    case 'wrap-up':
      return { kind: 'wrap-up', since, until: due };
  }
}

function same(a: AgentState, b: AgentState): boolean {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'offered':
      return b.kind === 'offered' && a.offer === b.offer && a.since === b.since;
    case 'busy':
      return b.kind === 'busy' && a.contact === b.contact && a.since === b.since;
    case 'wrap-up':
      return b.kind === 'wrap-up' && a.until === b.until && a.since === b.since;
    default:
      return false;
  }
}
