import type { ReactNode } from 'react';
import type { CountedAs } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { Name } from '../../../parts/names.tsx';
import { useSettings } from '../../../settings/settings.ts';
import { Explained } from '../explained.tsx';
import { countText, secondsText, shareText } from '../format.ts';
import { messages } from '../messages.ts';
import type { Report, ReportRow } from '../model/report-rows.ts';
import { type Column, shownColumns } from './columns.ts';

interface Props<T> {
  readonly report: Report<T>;
  readonly columns: readonly Column<T>[];
  /** What the rows are of. */
  readonly head: string;
  readonly labelOf: (row: ReportRow<T>) => string;
  /** Opens the calls behind a figure, of the row or of all. */
  readonly open: (as: CountedAs, row: ReportRow<T> | undefined) => void;
}

/** The figures of a report; those that count calls open them. */
export function ReportTable<T>({ report: { rows, total }, columns, head, labelOf, open }: Props<T>): ReactNode {
  const text = useText(messages);
  const shown = shownColumns(columns, rows);
  const totalRow: ReportRow<T> = { key: 'total', figures: total };
  return (
    <div className="report-scroll panel" tabIndex={0} role="group" aria-label={text('title')}>
      <table className="report-table">
        <caption className="hidden-text">{text('title')}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {shown.map(({ word, why }) => (
              <th key={word} scope="col" className="right"><Explained word={text(word)} why={why && text(why)} /></th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row"><Name of={labelOf(row)} /></th>
              {shown.map((column) => <Cell key={column.word} column={column} row={row} open={(as) => open(as, row)} />)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text('total')}</th>
            {shown.map((column) => <Cell key={column.word} column={column} row={totalRow} open={(as) => open(as, undefined)} />)}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Cell<T>({ column: { word, kind, of, as }, row, open }: { readonly column: Column<T>; readonly row: ReportRow<T>; readonly open: (as: CountedAs) => void }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const value = of(row.figures, row);
  const told = kind === 'share' ? shareText(value, language) : kind === 'seconds' ? secondsText(value) : countText(value ?? 0, language);
  if (as === undefined || (value ?? 0) === 0) return <td className={`right figures${(value ?? 0) === 0 ? ' quiet' : ''}`}>{told}</td>;
  return (
    <td className="right figures">
      <button type="button" className="report-figure" aria-label={text('openCalls', { figure: text(word), count: value ?? 0 })} onClick={() => open(as)}>{told}</button>
    </td>
  );
}
