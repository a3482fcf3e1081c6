import { memo } from 'react';
import type { ReactNode } from 'react';
import type { FloorAlert } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { formatDuration } from '../../../time/format.ts';
import type { Line } from '../data/transcript.ts';
import { messages } from '../messages.ts';

/** One turn: who, when, what; alerts beside the sentence that caused them, with what to say now. */
export const TranscriptLine = memo(function TranscriptLine({ line }: { readonly line: Line }): ReactNode {
  const text = useText(messages);
  return (
    <div className="line" data-speaker={line.speaker} data-partial={line.partial}>
      <span className="line-speaker">{text(line.speaker)}</span>
      <span className="figures quiet">{formatDuration(line.start)}</span>
      <div>
        <bdi>{line.text}</bdi>
        {line.alerts.filter(isTold).map((alert) => <LineAlert key={alert.id} alert={alert} />)}
      </div>
    </div>
  );
});

/** The agent's own request for help stands at the button. */
export const isTold = ({ rule }: FloorAlert): boolean => rule !== '';

export function LineAlert({ alert }: { readonly alert: FloorAlert }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  return (
    <div className="line-alert" data-severity={alert.severity}>
      <span aria-hidden="true">{alert.severity === 'info' ? 'ⓘ' : '⚠'} </span>
      <strong>{own(alert.title)}</strong>
      {alert.hint !== undefined && <> → {text('alertSay', { hint: own(alert.hint) })}</>}
    </div>
  );
}
