import type { RoutingCommand } from '../../model.ts';
import { left } from '../contacts/commands.ts';
import { slotOf } from '../match/demands.ts';
import { closeOffer } from '../offers/close.ts';
import { answered } from '../offers/commands.ts';
import { takeContacts } from '../offers/offer.ts';
import { ignore, NEVER, type Turn } from '../state.ts';
import { addAside } from './aside.ts';
import { letGo } from './hold.ts';
import { freedTogether } from './next.ts';

/** What somebody has who was not offered it, or before the machine knew: taken from a list, given by a person, of before a restart. */
export function agentHolds(turn: Turn, { agent: id, contact: name, channel, queue }: Extract<RoutingCommand, { type: 'agent.holds' }>): void {
  const { state } = turn;
  const agent = state.agents.get(id);
  if (!agent || agent.gone) return ignore(turn, 'agent.holds', `no agent ${id} in the settings`);
  const slot = slotOf(state, channel);
  if ((state.background & (1 << slot)) === 0) return ignore(turn, 'agent.holds', `${channel} is no background channel`);
  const held = state.held.get(name);
  if (held?.agent === agent) return ignore(turn, 'agent.holds', `agent ${id} holds it already`);
  const contact = state.contacts.get(name);
  const own = contact?.offers.find(({ work }) => work.agent === agent && work.aside);
  if (own) return answered(turn, own.id);
  const others = contact?.offers.map(({ work }) => work.agent) ?? [];
  for (const offer of contact?.offers ?? []) closeOffer(turn, offer, 'removed');
  if (contact) left(turn, contact, 'removed');
  if (held) letGo(turn, held);
  addAside(turn, agent, { contact: name, channel, slot, queue, order: state.order++, phase: 'connected', offer: '', node: undefined }, NEVER);
  takeContacts(turn, agent);
  freedTogether(turn, others, 'kept');
}

export function agentLetsGo(turn: Turn, { agent, contact }: Extract<RoutingCommand, { type: 'agent.lets-go' }>): void {
  const held = turn.state.held.get(contact);
  if (held?.agent.id !== agent) return ignore(turn, 'agent.lets-go', `agent ${agent} does not hold this contact`);
  letGo(turn, held);
}
