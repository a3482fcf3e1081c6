import { openTo } from '../match/pools.ts';
import type { AgentRecord, Turn } from '../state.ts';
import { closeOffer } from './close.ts';

/** Something of this channel comes first: background offers that may not stand beside it go to others. */
export function interrupt(turn: Turn, agent: AgentRecord, slot: number): void {
  withdrawAside(turn, agent, 'interrupted', slot);
  openTo(turn.state, agent);
  (turn.interrupted ??= []).push(agent);
}

/** Withdraws background offers of an agent; others are asked at the end (`askOthers`). */
export function withdrawAside(turn: Turn, agent: AgentRecord, why: string, beside?: number): void {
  const { state } = turn;
  for (const work of [...agent.aside]) {
    const offer = work.phase === 'offered' ? state.offers.get(work.offer) : undefined;
    const may = beside !== undefined && ((state.channels[work.slot]?.besides ?? 0) & (1 << beside)) !== 0;
    if (!offer || may) continue;
    closeOffer(turn, offer, why);
    if (offer.contact.offers.length === 0) (turn.orphans ??= []).push(offer.contact);
  }
}
