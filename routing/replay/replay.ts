import type { RoutingEvent } from '../model.ts';
import type { DayEntry, DayPart, StoredOffer } from './day/day-line.ts';
import { machineFrom } from './machine-from.ts';

/** The first differences are enough to find out why. */
const MOST_DIFFERENCES = 20;

export interface Difference {
  readonly part: number;
  /** Number of the command in its part, 0-based. */
  readonly entry: number;
  readonly stored: readonly StoredOffer[];
  readonly replayed: readonly StoredOffer[];
}

export interface Replayed {
  readonly commands: number;
  readonly offers: number;
  /** Commands that led to other offers than those stored. */
  readonly different: number;
  /** At most 20 of them. */
  readonly differences: readonly Difference[];
}

/** Decides a recorded day again and compares each offer with the stored one. */
export function replay(parts: readonly DayPart[]): Replayed {
  let commands = 0;
  let offers = 0;
  let different = 0;
  const differences: Difference[] = [];
  parts.forEach(({ start, entries }, part) => {
    const decide = machineFrom(start);
    entries.forEach((entry, index) => {
      const replayed = offersIn(decide(entry));
      commands++;
      offers += replayed.length;
      if (same(entry, replayed)) return;
      different++;
      if (differences.length < MOST_DIFFERENCES) differences.push({ part, entry: index, stored: entry.offers, replayed });
    });
  });
  return { commands, offers, different, differences };
}

export function offersIn(events: readonly RoutingEvent[]): StoredOffer[] {
  return events.flatMap((event) => (event.type === 'offer.made' ? [{ offer: event.offer, contact: event.contact, agent: event.agent }] : []));
}

const same = ({ offers }: DayEntry, replayed: readonly StoredOffer[]) =>
  offers.length === replayed.length &&
  offers.every((one, i) => one.offer === replayed[i]?.offer && one.contact === replayed[i]?.contact && one.agent === replayed[i]?.agent);
