/** What the list is narrowed by; kept in the address, so that it can be shared and gone back to. */
export const FILTERS = ['text', 'agent', 'queue', 'rule', 'tag', 'status', 'from', 'until', 'since', 'before'] as const;
/** Moments, epoch ms: a figure elsewhere opens to exactly its calls. They go before days. */
const MOMENTS = { since: 'from', before: 'until' } as const;
export type FilterName = (typeof FILTERS)[number];
export type Filters = Readonly<Partial<Record<FilterName, string>>>;

export function filtersOf(search: URLSearchParams): Filters {
  return Object.fromEntries(FILTERS.flatMap((name) => {
    const value = search.get(name)?.trim() ?? '';
    return value === '' ? [] : [[name, value]];
  }));
}

/** The query of the API: days become instants, `until` is the end of its day (`dayStart` of the day after: some have 23 hours). */
export function queryOf(filters: Filters, cursor: string | undefined, dayStart: (day: string, later: number) => number | undefined): string {
  const query = new URLSearchParams();
  for (const name of FILTERS) {
    const value = filters[name];
    if (value === undefined) continue;
    if (name === 'since' || name === 'before') {
      if (/^\d{1,15}$/.test(value)) query.set(MOMENTS[name], value);
      continue;
    }
    if (name !== 'from' && name !== 'until') {
      query.set(name, value);
      continue;
    }
    const start = dayStart(value, name === 'until' ? 1 : 0);
    if (start !== undefined) query.set(name, String(start));
  }
  if (cursor !== undefined) query.set('cursor', cursor);
  return query.toString();
}

/** Where the day `2026-01-05`, or one so many days later, begins here, epoch ms; undefined also for a year half typed, such as 0002. */
export function localDayStart(day: string, later = 0): number | undefined {
  const [year = NaN, month = NaN, date = NaN] = day.split('-').map(Number);
  if (year < 1970 || year > 9998) return undefined;
  const at = new Date(year, month - 1, date + later).getTime();
  return Number.isFinite(at) ? Math.max(0, at) : undefined;
}

/** An excerpt in three parts: before, match, after (U+0001 and U+0002 around the match). */
export function excerptParts(excerpt: string): readonly [string, string, string] {
  const [before = '', rest = ''] = excerpt.split('\u0001', 2);
  const [match = '', after = ''] = rest.split('\u0002', 2);
  return [before, match, after];
}
