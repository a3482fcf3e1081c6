import type { QueueId } from '#core';
import type { RoutingSettings } from '../../model.ts';
import type { DayPart } from '../day/day-line.ts';
import { beginningOf, machineFrom } from '../machine-from.ts';
import { offersIn } from '../replay.ts';
import { drive } from './drive.ts';
import { extract } from './extract.ts';
import { DayFigures, type QueueDay } from './figures.ts';

export interface WhatIf {
  /** As recorded. */
  readonly before: ReadonlyMap<QueueId, QueueDay>;
  /** With the other settings. */
  readonly after: ReadonlyMap<QueueId, QueueDay>;
  /** Share of the recorded offers that the simulation finds again when nothing is changed: how far it can be trusted. */
  readonly faithful: number;
}

/**
 * The day with other settings: what came from outside comes again, the machine decides anew. Parts (a server was
 * started again) happen one after the other, their figures add up.
 */
export function whatIf(parts: readonly DayPart[], settings: RoutingSettings): WhatIf {
  const scenarios = parts.map(extract);
  const before = recorded(parts);
  let [found, all] = [0, 0];
  for (const [i, scenario] of scenarios.entries()) {
    const part = parts[i];
    if (!part) continue;
    const stored = part.entries.flatMap((entry) => offersOf(entry.offers, entry.at));
    const again = new Set<string>();
    drive(scenario, undefined, (_command, events, at) => offersOf(offersIn(events), at).forEach((one) => again.add(one)));
    all += stored.length;
    found += stored.filter((one) => again.has(one)).length;
  }
  const after = new DayFigures();
  for (const scenario of scenarios) {
    after.partBegins(beginningOf(scenario), scenario.from);
    drive(scenario, settings, (command, events, at) => after.hear(command, events, at));
    after.partEnds(scenario.to);
  }
  return { before, after: after.queues(), faithful: all === 0 ? 1 : found / all };
}

function recorded(parts: readonly DayPart[]): ReadonlyMap<QueueId, QueueDay> {
  const figures = new DayFigures();
  for (const { start, entries } of parts) {
    const decide = machineFrom(start);
    figures.partBegins(beginningOf(start), entries[0]?.at ?? start.at);
    for (const entry of entries) figures.hear(entry.command, decide(entry), entry.at);
    figures.partEnds(entries.at(-1)?.at ?? start.at);
  }
  return figures.queues();
}

/** Offers by whom and when, to the tenth of a second: their ids count what came before. */
const offersOf = (offers: readonly { readonly contact: string; readonly agent: string }[], at: number) =>
  offers.map(({ contact, agent }) => `${contact}@${agent} ${Math.round(at / 100)}`);
