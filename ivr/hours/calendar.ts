/** Public holidays of a place, for the years that are known. Days are `YYYY-MM-DD`. */
export interface Calendar {
  /** For people. */
  readonly name: string;
  /** Years that are known; of others nothing can be said. */
  readonly years: readonly number[];
  /** Closed days, both ends included. */
  readonly holidays: readonly { readonly from: string; readonly to: string; readonly name: string }[];
  /** Days of weekends on which people work instead. */
  readonly workdays: readonly string[];
}

/** What a calendar says about a day; `usual` = what the week says, `unknown` = its year is not in the calendar. */
export type DayKind = 'holiday' | 'workday' | 'usual' | 'unknown';

export function dayIn(calendar: Calendar, date: string): DayKind {
  if (!calendar.years.includes(Number(date.slice(0, 4)))) return 'unknown';
  if (calendar.workdays.includes(date)) return 'workday';
  return calendar.holidays.some(({ from, to }) => from <= date && date <= to) ? 'holiday' : 'usual';
}

/** From November on next year's days are published and should be known. */
const NEXT_YEAR_FROM = '-11-01';

/** Years a calendar should know on this day (`YYYY-MM-DD`) and does not. */
export function yearsMissing({ years }: Calendar, today: string): readonly number[] {
  const year = Number(today.slice(0, 4));
  return (today.slice(4) >= NEXT_YEAR_FROM ? [year, year + 1] : [year]).filter((one) => !years.includes(one));
}
