import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { Explained } from './explained.tsx';
import { messages } from './messages.ts';
import type { Word } from './table/columns.ts';

export interface KeyFigure {
  readonly word: Word;
  readonly why?: Word;
  readonly value: string;
  readonly note?: string;
  readonly open?: (() => void) | undefined;
}

/** The sums of the whole time, large. */
export function KeyFigures({ figures }: { readonly figures: readonly KeyFigure[] }): ReactNode {
  const text = useText(messages);
  return (
    <dl className="report-keys">
      {figures.map(({ word, why, value, note, open }) => (
        <div key={word} className="panel">
          <dt><Explained word={text(word)} why={why && text(why)} /></dt>
          <dd>
            {open ? <button type="button" className="report-figure figures" aria-label={text('openCalls', { figure: text(word), count: value })} onClick={open}>{value}</button> : <span className="figures">{value}</span>}
            {note !== undefined && <small className="quiet figures">{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
