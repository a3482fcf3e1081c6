import { queryOf } from '../../parts/list/use-address.ts';
import { localDayStart } from '../review/list/filters.ts';

export const DAYS = ['7', '30', '90', 'all'] as const;
const DAY_MS = 86_400_000;
/** What narrows everything on the page, and what opens calls. */
const NARROWS = ['queue', 'agent'] as const;
export const OPENS = ['text', 'speaker', 'atFrom', 'atUntil', 'rule', 'group', 'term', 'cluster', 'figure', 'mined', 'from', 'until'] as const;

export interface Asked {
  readonly days: string;
  readonly from: number;
  readonly until: number;
  readonly queue?: string;
  readonly agent?: string;
  /** The query of the calls that are looked for; undefined = the overview. */
  readonly calls?: string;
}

/** What the address asks for; `now` stays the same while the page is open, so that figures and their calls are of one period. */
export function askedOf(search: URLSearchParams, now: number): Asked {
  // The clock of the server is known to fractions of a millisecond; the API takes whole ones.
  const until = Math.ceil(now);
  const days = DAYS.find((each) => each === search.get('days')) ?? DAYS[0];
  // Days that are named go before the choice of a span.
  const [first, last] = [localDayStart(search.get('fromDay') ?? ''), localDayStart(search.get('untilDay') ?? '', 1)];
  const end = Math.min(last ?? until, until);
  const period = { from: first ?? (days === 'all' ? 0 : Math.max(0, end - Number(days) * DAY_MS)), until: end };
  const given = (names: readonly string[]) => Object.fromEntries(names.flatMap((name) => (search.get(name) ? [[name, search.get(name) ?? '']] : [])));
  const opens = given(OPENS);
  return { days, ...period, ...given(NARROWS), ...(Object.keys(opens).length > 0 ? { calls: queryOf({ ...period, ...given(NARROWS), ...opens }) } : {}) };
}

/** The query of a figure. */
export const periodQuery = ({ from, until, queue, agent }: Asked, more: Readonly<Record<string, string | number>> = {}): string => queryOf({ from, until, queue, agent, ...more });

/** Parts of an excerpt: what is marked stands between U+0001 and U+0002. */
export function markedParts(excerpt: string): readonly { readonly text: string; readonly marked: boolean }[] {
  const [first = '', ...rest] = excerpt.split('\u0001');
  const parts = rest.flatMap((part) => {
    const [match = '', after = ''] = part.split('\u0002');
    return [{ text: match, marked: true }, { text: after, marked: false }];
  });
  return [{ text: first, marked: false }, ...parts].filter(({ text }) => text !== '');
}
