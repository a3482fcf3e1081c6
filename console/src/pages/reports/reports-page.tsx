import { Segmented } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { Shell } from '../../app/shell.tsx';
import { useText } from '../../i18n/use-text.ts';
import '../../parts/list/list.css';
import { useAddress } from '../../parts/list/use-address.ts';
import { Loading } from '../../parts/states.tsx';
import { serverNow } from '../../time/server-clock.ts';
import { AgentView } from './agent-view.tsx';
import { messages } from './messages.ts';
import { askedOf, VIEWS } from './model/asked.ts';
import { QueueView } from './queue-view.tsx';
import './reports.css';
import { StaffCalculator } from './staff/staff-calculator.tsx';
import { useZone } from './filters/use-zone.ts';

/** `/reports`: figures of queues and agents by interval, and how many agents a target needs. */
export function ReportsPage(): ReactNode {
  const text = useText(messages);
  const [search, change] = useAddress();
  const zone = useZone();
  const now = serverNow();
  const asked = zone === undefined ? undefined : askedOf(search, now, zone);
  useEffect(() => {
    document.title = text('title');
  }, [text]);
  return (
    <Shell>
      <h1 className="hidden-text">{text('title')}</h1>
      <div className="list-page reports">
        <Segmented
          className="report-views"
          value={asked?.view ?? 'queues'}
          aria-label={text('view')}
          options={VIEWS.map((value) => ({ value, label: text(value) }))}
          onChange={(value) => change({ view: value === 'queues' ? undefined : value, id: undefined, calls: undefined, of: undefined, at: undefined }, true)}
        />
        {!asked || zone === undefined ? (
          <Loading rows={10} />
        ) : asked.view === 'staff' ? (
          <StaffCalculator />
        ) : asked.view === 'agents' ? (
          <AgentView asked={asked} zone={zone} now={now} />
        ) : (
          <QueueView asked={asked} zone={zone} now={now} />
        )}
      </div>
    </Shell>
  );
}
