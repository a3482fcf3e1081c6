import type { EpochMillis } from '#core';
import { type Calendar, dayIn } from './calendar.ts';

export const MINUTES_OF_DAY = 24 * 60;
const HALF_DAY_MS = 12 * 3_600_000;

/** Minutes of the local day; `to` is exclusive and beyond 1440 when the span ends on the next day. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
const WEEKEND = ['saturday', 'sunday'] as const;
type Weekday = (typeof WEEKDAYS)[number] | (typeof WEEKEND)[number];
type WeekKey = Weekday | 'every-day' | 'weekdays' | 'weekend';

export interface OpeningHours {
  /** IANA name. */
  readonly timeZone: string;
  readonly week: Readonly<Partial<Record<WeekKey, readonly Span[] | undefined>>>;
  /** Closed days, both ends included, as `YYYY-MM-DD`. */
  readonly holidays: readonly { readonly from: string; readonly to: string }[];
  /** Its holidays are closed, its make-up working days have the hours of weekdays; `holidays` win over it. */
  readonly calendar?: Calendar | undefined;
  /** Hours of single days by `YYYY-MM-DD`; they win over holidays and the week. */
  readonly specialDays: Readonly<Record<string, readonly Span[]>>;
}

/** A moment on the clock on the wall of a place. */
export interface LocalMoment {
  readonly date: string;
  readonly weekday: string;
  /** Since local midnight. */
  readonly minute: number;
}

/** Making a formatter costs about 50 times its use, so each zone keeps its own. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}

/** What calendars and clocks in `timeZone` show at `at`. */
export function localMoment(timeZone: string, at: EpochMillis): LocalMoment {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(at)) parts[type] = value;
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    weekday: (parts.weekday ?? '').toLowerCase(),
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
}

/**
 * Is it open at `at`? Spans are local wall-clock times: an hour that summer time skips never comes, one that it repeats
 * counts twice. A span over midnight belongs to the day it begins on (so a holiday takes its whole night along).
 */
export function isOpen(hours: OpeningHours, at: EpochMillis): boolean {
  const today = localMoment(hours.timeZone, at);
  // About noon of the day before: far enough from midnight for any change of summer time.
  const yesterday = localMoment(hours.timeZone, at - today.minute * 60_000 - HALF_DAY_MS);
  return (
    covers(spansOf(hours, today), today.minute) || covers(spansOf(hours, yesterday), today.minute + MINUTES_OF_DAY)
  );
}

const covers = (spans: readonly Span[], minute: number) => spans.some((s) => s.from <= minute && minute < s.to);

/** The hours of one day (`YYYY-MM-DD`). */
export function spansOn(hours: OpeningHours, date: string): readonly Span[] {
  const weekday = [...WEEKEND.slice(1), ...WEEKDAYS, ...WEEKEND.slice(0, 1)][new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
  return spansOf(hours, { date, weekday, minute: 0 });
}

function spansOf(hours: OpeningHours, day: LocalMoment): readonly Span[] {
  const special = hours.specialDays[day.date];
  if (special) return special;
  if (hours.holidays.some((h) => h.from <= day.date && day.date <= h.to)) return [];
  const { week, calendar } = hours;
  const kind = calendar ? dayIn(calendar, day.date) : 'usual';
  if (kind === 'holiday') return [];
  if (kind === 'workday') return week.weekdays ?? week.monday ?? week['every-day'] ?? [];
  const weekday = [...WEEKDAYS, ...WEEKEND].find((name) => name === day.weekday);
  const group = WEEKEND.some((name) => name === weekday) ? week.weekend : week.weekdays;
  return (weekday && week[weekday]) ?? group ?? week['every-day'] ?? [];
}
