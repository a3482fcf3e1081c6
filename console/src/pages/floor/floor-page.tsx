import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { Floor } from '#contract';
import { Shell } from '../../app/shell.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Failure, Loading } from '../../parts/states.tsx';
import { AlertInbox } from './alerts/alert-inbox.tsx';
import { HistoryChart } from './chart/history-chart.tsx';
import { FloorDrawer } from './drawer/floor-drawer.tsx';
import './floor.css';
import { ListeningBar } from './listen/listening-bar.tsx';
import { messages } from './messages.ts';
import type { Opened } from './model/contacts.ts';
import { figuresOf } from './model/figures.ts';
import { Numbers } from './numbers/numbers.tsx';
import { Opening } from './opening.ts';
import { AgentTable } from './tables/agent-table.tsx';
import { CallTable } from './tables/call-table.tsx';
import { QueueTable } from './tables/queue-table.tsx';
import { useFloor } from './use-floor.ts';

/** `/floor`: the supervisor's page. */
export function FloorPage(): ReactNode {
  const text = useText(messages);
  const { floor, error, again } = useFloor();
  const waiting = floor ? figuresOf(floor).waiting : 0;
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting}) ${text('title')}` : text('title');
  }, [waiting, text]);
  return (
    <Shell>
      <h1 className="hidden-text">{text('title')}</h1>
      {floor ? <LiveFloor floor={floor} /> : error ? <Failure error={error} again={again} /> : <Loading rows={12} />}
    </Shell>
  );
}

function LiveFloor({ floor }: { readonly floor: Floor }): ReactNode {
  const [stack, setStack] = useState<readonly Opened[]>([]);
  const open = useCallback((opened: Opened) => setStack((now) => [...now, opened]), []);
  const figures = useMemo(() => figuresOf(floor), [floor]);
  return (
    <Opening.Provider value={open}>
      <ListeningBar />
      <div className="floor">
        <div className="floor-top">
          <Numbers figures={figures} />
          <HistoryChart figures={figures} at={floor.at} />
        </div>
        <div className="floor-column">
          <QueueTable queues={floor.queues} />
          <CallTable floor={floor} />
        </div>
        <div className="floor-column">
          <AgentTable agents={floor.agents} alerts={floor.alerts} />
          <AlertInbox floor={floor} />
        </div>
      </div>
      <FloorDrawer floor={floor} stack={stack} onBack={() => setStack((now) => now.slice(0, -1))} onClose={() => setStack([])} />
    </Opening.Provider>
  );
}
