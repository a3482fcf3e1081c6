import { waitAgain } from '../contacts/wait.ts';
import { byRank, type ContactRecord, type RoutingState, type Turn } from '../state.ts';
import { match, offerBest } from './offer.ts';

/** Contacts whose offers were withdrawn meanwhile go to others, highest first. */
export function askOthers(turn: Turn): void {
  const { state } = turn;
  while (turn.orphans || turn.interrupted) {
    const { orphans = [], interrupted = [] } = turn;
    turn.orphans = turn.interrupted = undefined;
    const waiting = orphans.sort(byRank).filter((contact) => isAlone(state, contact) && waitAgain(turn, contact, 'interrupted'));
    match(turn, interrupted);
    for (const contact of waiting) if (isAlone(state, contact)) offerBest(turn, contact);
  }
}

const isAlone = (state: RoutingState, contact: ContactRecord): boolean => contact.offers.length === 0 && state.contacts.get(contact.id) === contact;
