import type { EpochMillis } from '#core';

/** When customers may be called: local hours `HH:MM`, on these days of the week. */
export interface CallingHours {
  /** IANA name. */
  readonly timeZone: string;
  readonly from: string;
  /** Exclusive; `24:00` = to the end of the day. */
  readonly to: string;
  /** `monday` …; every day when empty. */
  readonly days: readonly string[];
}

const STEP_MS = 900_000;
/** Longer than any row of closed days that a week can have. */
const LOOKS = (8 * 86_400_000) / STEP_MS;

/** The first quarter of an hour from `at` on in which it is allowed (`at` itself when it is now); undefined = never. */
export function callingFrom(hours: CallingHours, at: EpochMillis): EpochMillis | undefined {
  if (isAllowed(hours, at)) return at;
  const next = (Math.floor(at / STEP_MS) + 1) * STEP_MS;
  for (let look = 0; look < LOOKS; look++) if (isAllowed(hours, next + look * STEP_MS)) return next + look * STEP_MS;
  return undefined;
}

function isAllowed({ timeZone, from, to, days }: CallingHours, at: EpochMillis): boolean {
  const parts = new Map(formatterOf(timeZone).formatToParts(at).map(({ type, value }) => [type, value]));
  const time = `${parts.get('hour')}:${parts.get('minute')}`;
  const day = (parts.get('weekday') ?? '').toLowerCase();
  return (days.length === 0 || days.includes(day)) && from <= time && time < to;
}

/** Making one costs far more than its use. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let made = formatters.get(timeZone);
  if (!made) formatters.set(timeZone, (made = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', weekday: 'long', hour: '2-digit', minute: '2-digit' })));
  return made;
}
