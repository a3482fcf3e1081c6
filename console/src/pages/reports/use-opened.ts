import type { CountedAs } from '#contract';
import { useAddress } from '../../parts/list/use-address.ts';
import type { OpenedFigure } from './calls/opened-figure.ts';
import type { Word } from './table/columns.ts';
import { type Asked, endOf, spanOf } from './model/asked.ts';
import type { ReportRow } from './model/report-rows.ts';

/** Figures that count calls, and their words. */
const WORDS: Readonly<Record<CountedAs, Word>> = {
  offered: 'offered',
  answered: 'answered',
  'in-time': 'inTime',
  abandoned: 'abandoned',
  'abandoned-short': 'short',
  overflowed: 'overflowed',
  left: 'left',
  lost: 'lost',
  waiting: 'stillWaiting',
  talks: 'conversations',
  transferred: 'transferred',
  missed: 'missed',
  'answered-elsewhere': 'elsewhere',
};
const isFigure = (text: string | null): text is CountedAs => text !== null && Object.hasOwn(WORDS, text);

export interface Opened {
  readonly figure: OpenedFigure | undefined;
  readonly word: Word | undefined;
  readonly id: string | undefined;
  readonly begin: number | undefined;
  open(as: CountedAs, row?: Pick<ReportRow<unknown>, 'id' | 'begin'>): void;
  close(): void;
}

/** The figure whose calls are shown beside the report; it stands in the address (`calls`, `of`, `at`). */
export function useOpened(asked: Asked, zone: string): Opened {
  const [search, change] = useAddress();
  const as = search.get('calls');
  const id = search.get('of') ?? undefined;
  const at = Number(search.get('at') ?? NaN);
  const begin = Number.isSafeInteger(at) ? at : undefined;
  const span = spanOf(asked, zone);
  const { view, interval, team } = asked;
  return {
    figure: isFigure(as) && view !== 'staff' ? { of: view, as, from: begin ?? span.from, until: begin === undefined ? span.until : Math.min(span.until, endOf(begin, interval, zone)), id: id ?? asked.id, team } : undefined,
    word: isFigure(as) ? WORDS[as] : undefined,
    id,
    begin,
    open: (figure, row) => change({ calls: figure, of: row?.id, at: row?.begin === undefined ? undefined : String(row.begin) }, true),
    close: () => change({ calls: undefined, of: undefined, at: undefined }),
  };
}
