import type { EpochMillis } from '#core';
import type { Ticket } from '../model.ts';

/** When the first clock that is not met runs out, or did. */
export function dueOf({ clocks = [] }: Pick<Ticket, 'clocks'>): EpochMillis | undefined {
  const open = clocks.filter(({ metAt }) => metAt === undefined).flatMap(({ dueAt, breachedAt }) => breachedAt ?? dueAt ?? []);
  return open.length === 0 ? undefined : Math.min(...open);
}
