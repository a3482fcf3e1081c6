/** What the list is narrowed by; kept in the address, so that it can be shared and gone back to. */
export const FILTERS = ['text', 'agent', 'queue', 'rule', 'status', 'from', 'until'] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filters = Readonly<Partial<Record<FilterName, string>>>;

export function filtersOf(search: URLSearchParams): Filters {
  return Object.fromEntries(FILTERS.flatMap((name) => {
    const value = search.get(name)?.trim() ?? '';
    return value === '' ? [] : [[name, value]];
  }));
}

/** The query of the API: days become instants, `until` is the end of its day. */
export function queryOf(filters: Filters, cursor: string | undefined, dayStart: (day: string) => number | undefined): string {
  const query = new URLSearchParams();
  for (const name of FILTERS) {
    const value = filters[name];
    if (value === undefined) continue;
    if (name !== 'from' && name !== 'until') {
      query.set(name, value);
      continue;
    }
    const start = dayStart(value);
    if (start !== undefined) query.set(name, String(name === 'until' ? start + 86_400_000 : start));
  }
  if (cursor !== undefined) query.set('cursor', cursor);
  return query.toString();
}

/** Midnight here of `2026-01-05`, epoch ms. */
export function localDayStart(day: string): number | undefined {
  const [year, month, date] = day.split('-').map(Number);
  const at = new Date(year ?? NaN, (month ?? NaN) - 1, date ?? NaN).getTime();
  return Number.isFinite(at) ? at : undefined;
}

/** An excerpt in three parts: before, match, after (U+0001 and U+0002 around the match). */
export function excerptParts(excerpt: string): readonly [string, string, string] {
  const [before = '', rest = ''] = excerpt.split('\u0001', 2);
  const [match = '', after = ''] = rest.split('\u0002', 2);
  return [before, match, after];
}
