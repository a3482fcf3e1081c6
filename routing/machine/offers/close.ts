import { tellAside } from '../agents/aside.ts';
import { dropWork } from '../agents/work.ts';
import { NEVER, type OfferRecord, type Turn } from '../state.ts';

/** Closes an offer, telling the phone to stop ringing when `why` is given. Leaves agent and contact to the caller. */
export function closeOffer(turn: Turn, offer: OfferRecord, why?: string): void {
  const { contact, work } = offer;
  turn.state.offers.delete(offer.id);
  contact.offers = contact.offers.filter((one) => one !== offer);
  if (contact.offers.length === 0) contact.ringEnds = contact.ringMore = NEVER;
  dropWork(turn, work);
  if (work.aside) tellAside(turn, work.agent);
  if (why !== undefined) turn.events.push({ type: 'offer.withdrawn', offer: offer.id, contact: contact.id, agent: work.agent.id, why });
}
