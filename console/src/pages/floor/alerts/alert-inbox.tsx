import { type ReactNode, useMemo, useRef } from 'react';
import type { Floor } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { useKeys } from '../../../keys/keys.ts';
import { Empty } from '../../../parts/states.tsx';
import { messages } from '../messages.ts';
import { sortAlerts } from '../model/order.ts';
import { useNames } from '../tables/call-table.tsx';
import { usePlaced } from '../tables/use-placed.ts';
import { AlertItem } from './alert-item.tsx';
import { NewAlerts } from './new-alerts.tsx';

/** What waits for somebody, the worst first; what was acknowledged is folded away. */
export function AlertInbox({ floor }: { readonly floor: Floor }): ReactNode {
  const text = useText(messages);
  const list = useRef<HTMLUListElement>(null);
  const names = useNames(floor);
  const live = useMemo(() => new Set(floor.calls.map(({ id }) => id)), [floor.calls]);
  const sorted = useMemo(() => sortAlerts(floor.alerts, live), [floor.alerts, live]);
  const waiting = useMemo(() => sorted.filter(({ acknowledgedBy }) => acknowledgedBy === undefined), [sorted]);
  const seen = useMemo(() => sorted.filter(({ acknowledgedBy }) => acknowledgedBy !== undefined), [sorted]);
  const requests = waiting.filter(({ request, callId }) => request !== undefined && live.has(callId)).length;
  const { rows, hold } = usePlaced(waiting);
  useKeys(text('alerts'), [{ key: 'a', does: text('keyAlert'), run: () => list.current?.querySelector('button')?.focus() }]);
  return (
    <section className="panel floor-panel" aria-labelledby="floor-alerts">
      <header>
        <h2 id="floor-alerts">{text('alerts')}</h2>
        <span className="figures quiet">{waiting.length}</span>
        {requests > 0 && <strong className="alarm figures">{text('requests', { count: requests })}</strong>}
      </header>
      <NewAlerts alerts={waiting} />
      {rows.length === 0 ? (
        <Empty title={text('noAlerts')}>{text('noAlertsNext')}</Empty>
      ) : (
        <ul ref={list} className="floor-alerts" {...hold}>
          {rows.map(({ row, over }) => (
            <AlertItem key={row.id} alert={row} over={over} names={names} call={floor.calls.find(({ id }) => id === row.callId)} />
          ))}
        </ul>
      )}
      {seen.length > 0 && (
        <details className="floor-seen">
          <summary className="quiet">{text('showSeen', { count: seen.length })}</summary>
          <ul className="floor-alerts">
            {seen.map((alert) => (
              <AlertItem key={alert.id} alert={alert} over={false} names={names} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
