import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { FloorAlert, FloorCall } from '#contract';
import { post } from '../../../api/client.ts';
import { messageOf } from '../../../api/fault.ts';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { Name } from '../../../parts/names.tsx';
import { Ago } from '../../../time/clocks.tsx';
import { formatDuration } from '../../../time/format.ts';
import { ListenButton } from '../listen/listen-button.tsx';
import { messages } from '../messages.ts';
import { useOpening } from '../opening.ts';
import { severityWord } from '../words.ts';

interface AlertItemProps {
  readonly alert: FloorAlert;
  /** Acknowledged just now, here or elsewhere, and kept in place. */
  readonly over: boolean;
  readonly names: ReadonlyMap<string, string>;
  /** While it goes on: a request leads to it and into it. */
  readonly call?: FloorCall | undefined;
}

/** One alert: what, whose, since when, the words that caused it; open the call, or acknowledge. */
export function AlertItem({ alert, over, names, call }: AlertItemProps): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const open = useOpening();
  const title = own(alert.title);
  const word = severityWord(alert.severity);
  const seen = over || alert.acknowledgedBy !== undefined;
  return (
    <li className={`severity-${word} ${seen ? 'over' : ''} ${alert.request && call && !seen ? 'request' : ''}`}>
      <div>
        <span className="severity">
          <span aria-hidden="true">{word === 'critical' ? '▲' : word === 'warn' ? '△' : 'ⓘ'}</span> {text(word)}
        </span>{' '}
        <button type="button" className="floor-link" onClick={() => open({ kind: 'call', call: alert.callId })}>
          {title}
        </button>
      </div>
      {alert.request && (
        <div className="floor-request">
          <strong>{text('request')}</strong> <bdi>{own(alert.request)}</bdi>
          {!call && !seen && <span className="quiet">{text('requestOver')}</span>}
          {call?.stage === 'talk' && <ListenButton call={call} over={over} />}
        </div>
      )}
      {alert.evidence !== '' && (
        <blockquote>
          <Name of={alert.evidence} />
        </blockquote>
      )}
      <div className="foot quiet">
        {alert.agent !== undefined && <Name of={names.get(alert.agent) ?? alert.agent} />}
        <span>
          <Ago at={alert.at} /> · {text('audioAt', { time: formatDuration(alert.audioAt) })}
        </span>
        {seen ? <span>{alert.acknowledgedBy !== undefined && text('acknowledgedBy', { name: alert.acknowledgedBy })}</span> : <Acknowledge alert={alert} title={title} />}
      </div>
    </li>
  );
}

function Acknowledge({ alert, title }: { readonly alert: FloorAlert; readonly title: string }): ReactNode {
  const text = useText(messages);
  const { message } = App.useApp();
  const [sending, setSending] = useState(false);
  const acknowledge = async (): Promise<void> => {
    setSending(true);
    try {
      await post('/api/alerts/acknowledge', { id: alert.id });
    } catch (error) {
      message.error(messageOf(error));
    } finally {
      setSending(false);
    }
  };
  return (
    <Button size="small" loading={sending} aria-label={text('acknowledgeNamed', { title })} onClick={() => void acknowledge()}>
      {text('acknowledge')}
    </Button>
  );
}
