import { Button } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { Link } from 'react-router';
import type { Floor, FloorCall } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { Name, Phone, Tag } from '../../../parts/names.tsx';
import { WhyAgent } from '../../../parts/offers/why-agent.tsx';
import { Empty } from '../../../parts/states.tsx';
import { Since } from '../../../time/clocks.tsx';
import { AlertItem } from '../alerts/alert-item.tsx';
import { ListenButton } from '../listen/listen-button.tsx';
import { messages } from '../messages.ts';
import { sortAlerts } from '../model/order.ts';
import { useNames } from '../tables/call-table.tsx';
import { LANGUAGE_WORDS, STAGE_WORDS } from '../words.ts';
import { LiveTranscript } from './live-transcript.tsx';

/** One call: its facts, listening, alerts, and the words as they are spoken. */
export function CallPanel({ floor, callId }: { readonly floor: Floor; readonly callId: string }): ReactNode {
  const text = useText(messages);
  const names = useNames(floor);
  const call = floor.calls.find(({ id }) => id === callId);
  const alerts = useMemo(() => sortAlerts(floor.alerts.filter((alert) => alert.callId === callId), new Set(call ? [callId] : [])), [floor.alerts, callId, call]);
  return (
    <div className="floor-call">
      {call ? <Facts call={call} names={names} /> : <CallOver callId={callId} />}
      {alerts.length > 0 && (
        <ul className="floor-alerts" aria-label={text('alerts')}>
          {alerts.map((alert) => (
            <AlertItem key={alert.id} alert={alert} over={false} names={names} call={call} />
          ))}
        </ul>
      )}
      <WhyAgent callId={callId} live={call !== undefined} nameOf={(id) => names.get(id) ?? id} />
      <h3>{text('transcript')}</h3>
      {call?.stage === 'flow' ? <Empty title={text('noWords')}>{text('noWordsInMenu')}</Empty> : <LiveTranscript callId={callId} alerts={alerts} />}
    </div>
  );
}

function Facts({ call, names }: { readonly call: FloorCall; readonly names: ReadonlyMap<string, string> }): ReactNode {
  const text = useText(messages);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [text('caller'), <Phone key="from" number={call.from} />],
    [text('stage'), text(call.held ? 'onHold' : STAGE_WORDS[call.stage])],
    [text('time'), <Since key="since" since={call.since} />],
    [text('queue'), call.queue === undefined ? <Ahead key="ahead" call={call} names={names} /> : <Name key="queue" of={names.get(call.queue) ?? call.queue} />],
    [text('agent'), call.agent === undefined ? '–' : <Name key="agent" of={names.get(call.agent) ?? call.agent} />],
    [text('language'), text(LANGUAGE_WORDS[call.language])],
    ...(call.tags && call.tags.length > 0 ? [[text('tags'), call.tags.map((tag) => <Tag key={tag} of={tag} />)] as const] : []),
  ];
  return (
    <>
      <dl className="floor-facts">
        {facts.map(([title, value]) => (
          <div key={title}>
            <dt className="quiet">{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        <ListenButton call={call} over={false} /> <span className="quiet">{text('listenNoted')}</span>
      </p>
    </>
  );
}

/** Where a caller in the menu can still go. */
function Ahead({ call: { queues = [] }, names }: { readonly call: FloorCall; readonly names: ReadonlyMap<string, string> }): ReactNode {
  const text = useText(messages);
  return queues.length === 0 ? '–' : <span className="quiet">{text('canReach', { queues: queues.map((queue) => names.get(queue) ?? queue).join(' · ') })}</span>;
}

function CallOver({ callId }: { readonly callId: string }): ReactNode {
  const text = useText(messages);
  return (
    <p role="status">
      {text('callOver')}{' '}
      <Link to={`/review/${encodeURIComponent(callId)}`}>
        <Button size="small">{text('review')}</Button>
      </Link>
    </p>
  );
}
