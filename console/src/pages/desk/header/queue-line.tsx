import type { ReactNode } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { Since } from '../../../time/clocks.tsx';
import { useTargets } from '../data/use-desk.ts';
import { messages } from '../messages.ts';

const SHOWN = 3;

/** Who is waiting, the fullest queue first. */
export function QueueLine(): ReactNode {
  const text = useText(messages);
  const { data } = useTargets(false);
  if (data === undefined) return null;
  const waiting = data.queues.filter((queue) => queue.waiting > 0).toSorted((a, b) => b.waiting - a.waiting);
  return (
    <div className="queue-line quiet" role="group" aria-label={text('queues')}>
      {waiting.length === 0 && text('queuesQuiet')}
      {waiting.slice(0, SHOWN).map((queue) => (
        <span key={queue.id}>
          {text('queueWaiting', { queue: queue.name, count: queue.waiting })}
          {queue.waitingSince !== undefined && <> · <Since since={queue.waitingSince} /></>}
        </span>
      ))}
    </div>
  );
}
