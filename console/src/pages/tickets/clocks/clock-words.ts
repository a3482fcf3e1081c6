import type { TicketClockRow } from '#contract';

export type ClockLook = 'calm' | 'soon' | 'late' | 'paused' | 'met' | 'missed';

/** The clock of a ticket that runs out (or ran out) first; those that are over do not count. */
export function nextClock(clocks: readonly TicketClockRow[]): TicketClockRow | undefined {
  const open = clocks.filter(({ metAt }) => metAt === undefined);
  return open.toSorted((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity))[0];
}

/** How a clock stands, and the time it is about: left, late, or left when it stopped. */
export function leftWords({ dueAt, warnAt, metAt, breachedAt, targetMs, spentMs }: TicketClockRow, now: number): { readonly look: ClockLook; readonly value: string } {
  if (metAt !== undefined) return { look: breachedAt === undefined ? 'met' : 'missed', value: '' };
  if (dueAt === undefined) return breachedAt === undefined ? { look: 'paused', value: spanOf(targetMs - spentMs) } : { look: 'late', value: '' };
  if (now >= dueAt) return { look: 'late', value: spanOf(now - dueAt) };
  return { look: warnAt !== undefined && now >= warnAt ? 'soon' : 'calm', value: spanOf(dueAt - now) };
}

/** `0:42`, `12:05`, `3:05:09`, `2d 04:10`. */
export function spanOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60];
  if (days > 0) return `${days}d ${two(hours)}:${two(minutes)}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
