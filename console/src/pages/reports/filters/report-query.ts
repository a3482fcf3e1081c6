import { keepPreviousData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { useSettings } from '../../../settings/settings.ts';
import { serverNow } from '../../../time/server-clock.ts';
import { intervalText } from '../format.ts';
import { messages } from '../messages.ts';
import { type Asked, filled } from '../model/asked.ts';
import type { ReportRow } from '../model/report-rows.ts';
import type { Opened } from '../use-opened.ts';

export interface ReportProps {
  readonly asked: Asked;
  readonly zone: string;
  readonly now: number;
}

/** Figures of today grow while one looks at them. */
const ASK_AGAIN_MS = 60_000;

/** How often a report is asked for; the one before stays on the page while the next comes. */
export function useReportQuery(until: number) {
  return { placeholderData: keepPreviousData, refetchInterval: until > serverNow() ? ASK_AGAIN_MS : (false as const) };
}

/** What rows, intervals and opened figures are called. */
export function useLabels({ interval, from, until, by }: Asked, zone: string) {
  const text = useText(messages);
  const { language } = useSettings();
  return useMemo(() => {
    const begin = (at: number): string => intervalText(at, { interval, zone, language, withDay: from !== until });
    return {
      begin,
      row: ({ name, begin: at, key }: ReportRow<unknown>): string => name ?? (at === undefined ? key : begin(at)),
      /** Begins of a chart of time, without gaps. */
      begins: (rows: readonly ReportRow<unknown>[]): readonly number[] | undefined => (by === 'time' ? filled(rows.flatMap((row) => row.begin ?? []), interval, zone) : undefined),
      opened: ({ word, id, begin: at }: Opened, names: (id: string) => string): string => {
        const of = [id === undefined ? undefined : names(id), at === undefined ? undefined : begin(at)].filter((each) => each !== undefined).join(' · ');
        return word === undefined ? '' : text('callsOf', { figure: text(word), name: of === '' ? text('allOf') : of });
      },
    };
  }, [interval, from, until, by, zone, language, text]);
}
