import type { Millis } from '#core';
import type { AgentWork } from '../../model.ts';
import { closeTo } from '../match/pools.ts';
import { type Piece, workRecord } from '../records.ts';
import type { AgentRecord, Turn, WorkRecord } from '../state.ts';
import { dropWork } from './work.ts';

/** Background work: kept beside `AgentRecord.work`, so that it changes no agent's state. */

/** One more piece; its time-out is `due`. */
export function addAside(turn: Turn, agent: AgentRecord, piece: Piece, due: Millis): WorkRecord {
  closeTo(agent);
  const work = workRecord(agent, piece, turn.now, true);
  agent.aside.push(work);
  if (work.phase === 'connected') turn.state.held.set(work.contact, work);
  turn.state.alarms.set(work, due);
  tellAside(turn, agent);
  return work;
}

export function tellAside(turn: Turn, agent: AgentRecord): void {
  turn.events.push({ type: 'agent.aside', agent: agent.id, work: agent.aside.map(({ contact, channel, queue, phase, since }): AgentWork => ({ contact, channel, queue, phase, since })) });
}

export function dropRest(turn: Turn, rest: WorkRecord): void {
  dropWork(turn, rest);
  tellAside(turn, rest.agent);
}

/** Who says to be ready has rested. */
export function endRest(turn: Turn, agent: AgentRecord): void {
  const rest = agent.aside.find((work) => work.phase === 'wrap-up');
  if (rest) dropRest(turn, rest);
}

/** Of an agent who leaves the settings; offers are closed already. */
export function dropAside(turn: Turn, agent: AgentRecord): void {
  if (agent.aside.length === 0) return;
  for (const work of [...agent.aside]) {
    turn.state.held.delete(work.contact);
    dropWork(turn, work);
  }
  if (agent.state.kind !== 'offline') tellAside(turn, agent);
}
