import type { EpochMillis } from '#core';
import { type Calendar, dayIn } from '#ivr';

/** When customers may be called: local hours `HH:MM`, on these days of the week. */
export interface CallingHours {
  /** IANA name. */
  readonly timeZone: string;
  readonly from: string;
  /** Exclusive; `24:00` = to the end of the day. */
  readonly to: string;
  /** `monday` …; every day when empty. */
  readonly days: readonly string[];
  /** Its holidays are closed, its make-up working days are weekdays. */
  readonly calendar?: Calendar;
  /** Closed days `YYYY-MM-DD` or `YYYY-MM-DD..YYYY-MM-DD`; they win over the calendar. */
  readonly holidays?: readonly string[];
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const STEP_MS = 900_000;
/** Longer than a row of closed days: a week of holidays between weeks with one open day, and some more. */
const LOOKS = (40 * 86_400_000) / STEP_MS;

/** The first quarter of an hour from `at` on in which it is allowed (`at` itself when it is now); undefined = never. */
export function callingFrom(hours: CallingHours, at: EpochMillis): EpochMillis | undefined {
  if (isAllowed(hours, at)) return at;
  const next = (Math.floor(at / STEP_MS) + 1) * STEP_MS;
  for (let look = 0; look < LOOKS; look++) if (isAllowed(hours, next + look * STEP_MS)) return next + look * STEP_MS;
  return undefined;
}

function isAllowed(hours: CallingHours, at: EpochMillis): boolean {
  const parts = new Map(formatterOf(hours.timeZone).formatToParts(at).map(({ type, value }) => [type, value]));
  const time = `${parts.get('hour')}:${parts.get('minute')}`;
  if (time < hours.from || time >= hours.to) return false;
  return isCallingDay(hours, `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`, (parts.get('weekday') ?? '').toLowerCase());
}

function isCallingDay({ days, calendar, holidays = [] }: CallingHours, date: string, weekday: string): boolean {
  const isClosed = holidays.some((range) => {
    const [first = range, last = first] = range.split('..');
    return first <= date && date <= last;
  });
  const kind = calendar ? dayIn(calendar, date) : 'usual';
  if (isClosed || kind === 'holiday') return false;
  return days.length === 0 || days.includes(weekday) || (kind === 'workday' && WEEKDAYS.some((day) => days.includes(day)));
}

const FORM = { calendar: 'gregory', hourCycle: 'h23', weekday: 'long', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
/** Making one costs far more than its use. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let made = formatters.get(timeZone);
  if (!made) formatters.set(timeZone, (made = new Intl.DateTimeFormat('en-US', { ...FORM, timeZone })));
  return made;
}
