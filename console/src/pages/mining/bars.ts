export interface DayCount {
  readonly day: string;
  readonly from: number;
  readonly until: number;
  readonly calls: number;
}

/** One place on the axis that all groups share: a day, or several where there are many. */
export interface Span {
  readonly from: number;
  readonly until: number;
  /** The first and the last day. */
  readonly days: readonly [string, string];
}

const DAY_MS = 86_400_000;
/** As many bars as find room beside the figures of a group on a narrow screen. */
const MOST_BARS = 40;
const STEPS = [1, 7, 30] as const;

/** The days from the first to the last one with a call, those without any, too; weeks or thirty days where they would be too many. */
export function spansOf(groups: readonly (readonly DayCount[])[]): readonly Span[] {
  const known = [...new Map(groups.flat().map((day) => [day.from, day])).values()].sort((a, b) => a.from - b.from);
  const days: Span[] = [];
  for (const { day, from, until } of known) {
    const before = days.at(-1);
    // Days have 23 or 25 hours now and then.
    const missing = before === undefined ? 0 : Math.round((from - before.until) / DAY_MS);
    for (let n = 0; before !== undefined && n < missing; n++) {
      const start = before.until + n * DAY_MS;
      const name = new Date(Date.parse(`${before.days[1]}T12:00:00Z`) + (n + 1) * DAY_MS).toISOString().slice(0, 10);
      days.push({ from: start, until: n === missing - 1 ? from : start + DAY_MS, days: [name, name] });
    }
    days.push({ from, until, days: [day, day] });
  }
  const step = STEPS.find((each) => days.length / each <= MOST_BARS) ?? 30;
  // The newest span is a whole one.
  const first = days.length % step;
  return [...(first > 0 ? [joined(days.slice(0, first))] : []), ...Array.from({ length: Math.floor(days.length / step) }, (_, n) => joined(days.slice(first + n * step, first + (n + 1) * step)))].filter((span) => span !== undefined);
}

function joined(days: readonly Span[]): Span | undefined {
  const [first, last] = [days[0], days.at(-1)];
  return first && last && { from: first.from, until: last.until, days: [first.days[0], last.days[1]] };
}

/** Calls of a group in each of these spans. */
export const countsIn = (spans: readonly Span[], days: readonly DayCount[]): readonly number[] =>
  spans.map(({ from, until }) => days.reduce((sum, day) => (day.from >= from && day.from < until ? sum + day.calls : sum), 0));
