import { Button } from 'antd';
import { type ReactNode, memo, useState } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { Empty } from '../../../parts/states.tsx';
import { messages } from '../messages.ts';
import type { Trouble } from '../model/trouble.ts';
import { usePlaced } from './use-placed.ts';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** Numbers stand at the end of their column. */
  readonly number?: boolean;
  /** The cell says itself what it is; no title on a card. */
  readonly bare?: boolean;
  /** The first column names the row. */
  readonly cell: (row: Row, over: boolean) => ReactNode;
}

interface LiveTableProps<Row> {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly troubleOf: (row: Row) => Trouble;
  readonly empty: { readonly title: string; readonly next: string };
}

/** The worst come first, so that nobody scrolls through more than this without asking for it; on a phone each is a card. */
const SHOWN = matchMedia('(max-width: 640px)').matches ? 6 : 60;

/** A table that sorts itself by trouble; on a phone each row is a card. */
export function LiveTable<Row extends { readonly id: string }>({ id, title, columns, rows, troubleOf, empty }: LiveTableProps<Row>): ReactNode {
  const text = useText(messages);
  const { rows: placed, held, hold } = usePlaced(rows);
  const [all, showAll] = useState(false);
  const shown = all ? placed : placed.slice(0, SHOWN);
  return (
    <section className="panel floor-panel" aria-labelledby={`floor-${id}`}>
      <header>
        <h2 id={`floor-${id}`}>{title}</h2>
        <span className="figures quiet">{rows.length}</span>
        <span className="floor-held quiet">{held && rows.length > 1 ? text('held') : ''}</span>
      </header>
      {placed.length === 0 ? (
        <Empty title={empty.title}>{empty.next}</Empty>
      ) : (
        <div className={`floor-table floor-table-${id}`} role="table" aria-labelledby={`floor-${id}`} aria-rowcount={rows.length + 1}>
          <div role="row" className="floor-head">
            {columns.map((column) => (
              <span key={column.id} role="columnheader" className={column.number ? 'number' : ''}>
                {column.title}
              </span>
            ))}
          </div>
          <div role="rowgroup" {...hold}>
            {shown.map(({ row, over }) => (
              <LiveRow key={row.id} row={row} over={over} trouble={over ? 0 : troubleOf(row)} columns={columns as readonly Column<never>[]} />
            ))}
          </div>
        </div>
      )}
      {placed.length > shown.length && (
        <Button type="text" block onClick={() => showAll(true)}>
          {text('showAll', { count: placed.length })}
        </Button>
      )}
    </section>
  );
}

interface LiveRowProps {
  readonly row: unknown;
  readonly over: boolean;
  readonly trouble: Trouble;
  readonly columns: readonly Column<never>[];
}

const LiveRow = memo(function LiveRow({ row, over, trouble, columns }: LiveRowProps): ReactNode {
  const text = useText(messages);
  return (
    <div role="row" className={`floor-row trouble-${trouble} ${over ? 'over' : ''}`}>
      {columns.map((column, index) => (
        <span key={column.id} role={index === 0 ? 'rowheader' : 'cell'} className={column.number ? 'number' : ''} data-title={column.bare ? undefined : column.title}>
          {index === 0 && <TroubleMark trouble={trouble} />}
          {column.cell(row as never, over)}
          {index === 0 && over && <span className="quiet"> {text('over')}</span>}
        </span>
      ))}
    </div>
  );
});

/** A shape and words beside the colour. */
export function TroubleMark({ trouble }: { readonly trouble: Trouble }): ReactNode {
  const text = useText(messages);
  if (trouble === 0) return null;
  const words = text(trouble === 2 ? 'act' : 'watch');
  return (
    <span role="img" className={`floor-mark ${trouble === 2 ? 'alarm' : 'warning'}`} aria-label={words} title={words}>
      {trouble === 2 ? '▲' : '△'}
    </span>
  );
}
