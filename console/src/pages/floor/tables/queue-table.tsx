import { type ReactNode, useMemo } from 'react';
import type { FloorQueue } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { Name } from '../../../parts/names.tsx';
import { useSettings } from '../../../settings/settings.ts';
import { Since } from '../../../time/clocks.tsx';
import { formatShare } from '../../../time/format.ts';
import { useNow } from '../../../time/use-now.ts';
import { messages } from '../messages.ts';
import type { ServedAs } from '../model/contacts.ts';
import { sortQueues } from '../model/order.ts';
import { queueTrouble } from '../model/trouble.ts';
import { useOpening } from '../opening.ts';
import { type Column, LiveTable } from './live-table.tsx';
import { NumberButton } from './number-button.tsx';

export function QueueTable({ queues }: { readonly queues: readonly FloorQueue[] }): ReactNode {
  const text = useText(messages);
  const now = useNow();
  const columns = useQueueColumns();
  const rows = useMemo(() => sortQueues(queues, now), [queues, now]);
  return (
    <LiveTable
      id="queues"
      title={text('queues')}
      columns={columns}
      rows={rows}
      troubleOf={(queue) => queueTrouble(queue, now)}
      empty={{ title: text('noQueues'), next: text('noQueuesNext') }}
    />
  );
}

function useQueueColumns(): readonly Column<FloorQueue>[] {
  const text = useText(messages);
  const { language } = useSettings();
  const open = useOpening();
  return useMemo((): readonly Column<FloorQueue>[] => {
    const served = (queue: FloorQueue, count: number, as: ServedAs): ReactNode => (
      <NumberButton value={count} label={text('openServed', { name: queue.name, count })} onClick={() => open({ kind: 'served', queue: queue.id, as })} />
    );
    return [
      { id: 'name', title: text('queue'), cell: (queue) => <Name of={queue.name} /> },
      {
        id: 'waiting',
        title: text('waiting'),
        number: true,
        cell: (queue) => (
          <NumberButton value={queue.waiting} label={text('openQueue', { name: queue.name, count: queue.waiting })} onClick={() => open({ kind: 'waiting', queue: queue.id })} />
        ),
      },
      { id: 'longest', title: text('longest'), number: true, cell: (queue) => (queue.waitingSince === undefined ? '–' : <LongestButton queue={queue} since={queue.waitingSince} />) },
      {
        id: 'level',
        title: text('level'),
        number: true,
        cell: (queue) => (
          <span className="figures">
            {queue.serviceLevel === undefined ? '–' : <LevelButton queue={queue} level={formatShare(queue.serviceLevel, language)} />}
            <span className="quiet"> / {formatShare(queue.target.share, language)}</span>
          </span>
        ),
      },
      { id: 'ready', title: text('ready'), number: true, cell: (queue) => <NumberButton value={queue.agentsReady} label={text('openReady', { name: queue.name, count: queue.agentsReady })} onClick={() => open({ kind: 'agents', states: ['ready'], queue: queue.id })} /> },
      { id: 'answered', title: text('answered'), number: true, cell: (queue) => served(queue, queue.answeredToday, 'answered') },
      { id: 'abandoned', title: text('abandoned'), number: true, cell: (queue) => served(queue, queue.abandonedToday, 'abandoned') },
    ];
  }, [text, language, open]);
}

/** The longest wait; opens who waits, the longest first. */
function LongestButton({ queue, since }: { readonly queue: FloorQueue; readonly since: number }): ReactNode {
  const text = useText(messages);
  const open = useOpening();
  return (
    <button type="button" className="floor-link" onClick={() => open({ kind: 'waiting', queue: queue.id })}>
      <Since since={since} />
      {/* Not by a label: the name of the button is to hold the time that is seen (WCAG 2.5.3). */}
      <span className="hidden-text"> {text('openLongest', { name: queue.name })}</span>
    </button>
  );
}

function LevelButton({ queue, level }: { readonly queue: FloorQueue; readonly level: string }): ReactNode {
  const text = useText(messages);
  const open = useOpening();
  return (
    <button type="button" className="floor-link figures" aria-label={text('openLevel', { name: queue.name, level })} onClick={() => open({ kind: 'served', queue: queue.id, as: 'offered' })}>
      {level}
    </button>
  );
}
