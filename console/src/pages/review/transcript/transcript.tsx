import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import type { ReviewCall } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { createStore, useStore } from '../../../parts/store.ts';
import { formatDuration } from '../../../time/format.ts';
import { messages } from '../messages.ts';
import type { Player } from '../player/player.ts';
import { useSecretName } from '../use-secret-name.ts';
import { type Line, lineAt, moved, rangeText, wordAt, type WordRange } from './lines.ts';
import { pickedRange } from './picked-range.ts';

interface Props {
  readonly lines: readonly Line[];
  readonly alerts: ReviewCall['alerts'];
  readonly player: Player;
  readonly range: WordRange | undefined;
  readonly choose: (range: WordRange | undefined) => void;
}

const ARROWS: Readonly<Record<string, 'left' | 'right' | 'up' | 'down'>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

/** Only the lines on the screen exist, so that ten thousand cost no more than thirty. */
export function Transcript({ lines, alerts, player, range, choose }: Props): ReactNode {
  const text = useText(messages);
  const box = useRef<HTMLDivElement>(null);
  const [lit] = useState(() => createStore(''));
  const rows = useVirtualizer({ count: lines.length, getScrollElement: () => box.current, estimateSize: () => 44, overscan: 10, getItemKey: (index) => index });
  useEffect(() => player.position.follow(() => lit.set(wordAt(lines, player.position.get()))), [lines, player, lit]);
  useEffect(() => lit.follow(() => {
    const line = Number(lit.get().split(':')[0]);
    if (lit.get() !== '' && player.playing.get() && document.getSelection()?.isCollapsed !== false) rows.scrollToIndex(line, { align: 'auto' });
  }), [lit, player, rows]);

  // A link to a moment: there it begins.
  useEffect(() => {
    const at = player.position.get();
    if (at > 0) rows.scrollToIndex(Math.max(0, lineAt(lines, at)), { align: 'center' });
    // eslint-disable-next-line react/exhaustive-deps -- once, when the call is opened
  }, []);

  const pressed = (event: KeyboardEvent): void => {
    const arrow = ARROWS[event.key];
    const at = range === undefined ? undefined : lines[range.line]?.words[range.from]?.start;
    if (event.key === 'Enter' && at !== undefined && event.target === event.currentTarget) player.hear(at);
    if (event.key === 'Escape') choose(undefined);
    if (arrow === undefined) return;
    event.preventDefault();
    const next = moved(lines, range, arrow, event.shiftKey);
    choose(next);
    if (next) rows.scrollToIndex(next.line, { align: 'auto' });
  };
  const picked = (event: MouseEvent): void => {
    const found = pickedRange(document.getSelection(), event.target);
    if (!found) return;
    choose(found.range);
    const start = lines[found.range.line]?.words[found.range.from]?.start;
    if (found.click && start !== undefined) player.hear(start);
  };

  if (lines.length === 0) return <div className="state-box"><h2>{text('noTranscript')}</h2></div>;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys and the pointer choose words to quote, correct or hear */}
      <div ref={box} className="review-transcript" role="group" aria-label={`${text('transcript')}. ${text('transcriptHint')}`} tabIndex={0} onKeyDown={pressed} onMouseUp={picked}>
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map(({ index, start, key }) => {
            const line = lines[index];
            if (!line) return null;
            const chosen = range?.line === index ? range : undefined;
            return (
              <div key={key} data-index={index} ref={rows.measureElement} className="review-row" style={{ transform: `translateY(${start}px)` }}>
                <LineView line={line} index={index} alerts={alerts} lit={lit} from={chosen?.from} to={chosen?.to} hear={(at) => player.hear(at)} />
              </div>
            );
          })}
        </div>
      </div>
      <div className="hidden-text" role="status">{range === undefined ? '' : text('selected', { text: rangeText(lines, range) })}</div>
    </>
  );
}

interface LineProps {
  readonly line: Line;
  readonly index: number;
  readonly alerts: ReviewCall['alerts'];
  readonly lit: ReturnType<typeof createStore<string>>;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly hear: (at: number) => void;
}

const LineView = memo(function LineView({ line, index, alerts, lit, from, to, hear }: LineProps): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const nameOf = useSecretName();
  const now = useStore(lit);
  const word = now.startsWith(`${index}:`) ? Number(now.split(':')[1]) : -1;
  const time = formatDuration(line.start);
  return (
    <div className={`review-line ${line.speaker}`}>
      <button type="button" className="review-time figures" tabIndex={-1} aria-label={text('hearFrom', { time })} onClick={() => hear(line.start)}>{time}</button>
      <span className="review-speaker">{text(line.speaker)}</span>
      <div className="review-words" dir="auto">
        {line.words.map((each, i) => {
          const chosen = from !== undefined && to !== undefined && i >= from && i <= to;
          const title = each.was !== undefined ? text('recognised', { was: each.was, by: each.by ?? '' }) : each.secret === undefined ? undefined : text('silencedWord', { what: nameOf(each.secret) });
          return (
            <span key={i}>
              {each.spaced && ' '}
              <span data-line={index} data-word={i} title={title} className={`review-word${i === word ? ' lit' : ''}${chosen ? ' chosen' : ''}${each.was === undefined ? '' : ' corrected'}${each.secret === undefined ? '' : ' secret'}`}>{each.text}</span>
            </span>
          );
        })}
        {line.alerts.map((alert) => {
          const told = alerts[alert];
          return told && <div key={alert} className={`review-alert ${told.severity}`}><span aria-hidden="true">⚑</span> {formatDuration(told.at)} {own(told.title)}{told.hint && <span> → {text('toSay', { hint: own(told.hint) })}</span>}</div>;
        })}
      </div>
    </div>
  );
});
