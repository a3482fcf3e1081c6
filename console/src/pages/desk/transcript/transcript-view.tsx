import { useVirtualizer } from '@tanstack/react-virtual';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { FloorAlert } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { useTranscript } from '../data/use-transcript.ts';
import { messages } from '../messages.ts';
import { isTold, LineAlert, TranscriptLine } from './transcript-line.tsx';

/** A line of text; longer ones are measured when they are shown. */
const USUAL_HEIGHT = 30;
/** Nearer to the end than this counts as "at the end", px. */
const NEAR = 40;

/** Both sides as they speak: follows the end unless scrolled up; only what is seen is drawn. */
export function TranscriptView({ callId }: { readonly callId: string }): ReactNode {
  const text = useText(messages);
  const { lines, failed } = useTranscript(callId);
  const box = useRef<HTMLDivElement>(null);
  const [follows, follow] = useState(true);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => USUAL_HEIGHT,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 8,
  });
  const height = virtual.getTotalSize();
  useEffect(() => {
    if (follows) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [follows, lines, height]);
  const scrolled = (): void => {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = box.current ?? {};
    follow(scrollHeight - scrollTop - clientHeight < NEAR);
  };
  return (
    <section className="transcript" aria-label={text('transcript')}>
      {failed && <p className="notice">{text('transcriptFailed')}</p>}
      {lines.length === 0 && !failed && <p className="quiet transcript-empty">{text('transcriptEmpty')}</p>}
      <div ref={box} className="transcript-box" onScroll={scrolled} tabIndex={0} role="log" aria-live="off" aria-label={text('transcript')}>
        <div style={{ height, position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index];
            return line === undefined ? null : (
              <div key={item.key} ref={virtual.measureElement} data-index={item.index} className="transcript-row" style={{ transform: `translateY(${item.start}px)` }}>
                <TranscriptLine line={line} />
              </div>
            );
          })}
        </div>
      </div>
      {!follows && <Button className="to-end" size="small" onClick={() => follow(true)}>{text('toEnd')} ↓</Button>}
      <AlertVoice newest={lines.findLast((line) => line.alerts.some(isTold))?.alerts.findLast(isTold)} />
    </section>
  );
}

/** Words are not read out while one listens to the caller, but alerts are. */
function AlertVoice({ newest }: { readonly newest: FloorAlert | undefined }): ReactNode {
  return <div className="hidden-text" role="status" aria-live="polite">{newest !== undefined && <LineAlert alert={newest} />}</div>;
}
