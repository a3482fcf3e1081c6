import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { TicketRow } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { useAgents, useNameOf, useQueues } from '../../../parts/list/queue-names.ts';
import { Ago } from '../../../time/clocks.tsx';
import { KINDS } from '../clocks/clock.tsx';
import { messages as clockMessages } from '../clocks/messages.ts';
import { words } from '../parts/messages.ts';
import { By } from './by.tsx';
import { type TimelineEvent, changesOf, filesOf, textIn } from './event-words.ts';
import { FileList } from './file-list.tsx';
import { messages } from './messages.ts';
import { useValueWords } from './value-words.ts';

/** What was done, on one line; what it was before stands beside it. */
export function StepLine({ event, ticket }: { readonly event: TimelineEvent; readonly ticket: TicketRow }): ReactNode {
  const text = useText(messages);
  const reason = textIn(event.data, 'reason');
  return (
    <div className={`ticket-step ${event.type}`}>
      <span className="ticket-dot" aria-hidden="true" />
      <div>
        <By event={event} /> <Did event={event} /> <span className="quiet"><Ago at={event.at} /></span>
        {event.ticket !== ticket.id && <span className="quiet"> · {text('ofTicket', { number: event.ticket })}</span>}
        {reason !== undefined && <div className="quiet">{text('reason', { reason })}</div>}
        {event.type === 'updated' && <Changes event={event} ticket={ticket} />}
        {event.type === 'attached' && <FileList ticket={event.ticket} files={filesOf(event.data['files'])} />}
      </div>
    </div>
  );
}

function Did({ event }: { readonly event: TimelineEvent }): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const own = useOwn();
  const clockWord = useText(clockMessages);
  const queueName = useNameOf(useQueues());
  const agentName = useNameOf(useAgents());
  const { data, type } = event;
  const number = textIn(data, 'ticket') ?? textIn(data, 'into') ?? '';
  const stateWord = (key: string): string => {
    const state = textIn(data, key) ?? '';
    return state in { new: 1, open: 1, pending: 1, 'on-hold': 1, resolved: 1, closed: 1 } ? word(state as TicketRow['state']) : state;
  };
  switch (type) {
    case 'created': return text('didCreate');
    case 'updated': return <span className="hidden-text">{text('changed', { field: '' })}</span>;
    case 'moved': return text('didMove', { from: stateWord('from'), to: stateWord('to') });
    case 'assigned': return assigned(data, { text, queueName, agentName });
    case 'linked': return <>{text('didLink')} <CallLink call={textIn(data, 'call') ?? ''} /></>;
    case 'unlinked': return text('didUnlink');
    case 'attached': return text('didAttach');
    case 'merged': return <Link to={`/tickets/${number}`}>{text('didMerge', { number })}</Link>;
    case 'unmerged': return text('didUnmerge');
    case 'absorbed': return <Link to={`/tickets/${number}`}>{text('didAbsorb', { number })}</Link>;
    case 'released': return text('didRelease', { number });
    case 'heard': return text('didHear', { number });
    case 'incident': return text('didIncident', { done: Number(data['done'] ?? 0), refused: Number(data['refused'] ?? 0) });
    case 'rule': return text('didRule', { rule: ruleName(data, own) });
    case 'clock': {
      const clock = Object.entries(KINDS).find(([kind]) => kind === data['clock'])?.[1];
      if (data['what'] === 'reckoned') return text('didReckon');
      return data['what'] === 'untouched' ? text('didUntouched') : text(data['what'] === 'breach' ? 'didBreach' : 'didWarn', { clock: clock ? clockWord(clock) : '' });
    }
    case 'judged': return text('didJudge', { score: Number(data['score'] ?? 0) });
    default: return text('didOther', { type });
  }
}

/** Rules have a name in both languages. */
function ruleName(data: TimelineEvent['data'], own: ReturnType<typeof useOwn>): string {
  const name = data['name'];
  const both = name !== null && typeof name === 'object' && 'zh' in name && 'en' in name ? { zh: String(name.zh), en: String(name.en) } : undefined;
  return (both && own(both)) ?? textIn(data, 'rule') ?? '';
}

interface Names {
  readonly text: ReturnType<typeof useText<keyof typeof messages.en>>;
  readonly queueName: (id: string) => string;
  readonly agentName: (id: string) => string;
}

function assigned(data: TimelineEvent['data'], { text, queueName, agentName }: Names): string {
  const queue = textIn(data, 'queue');
  const to = data['to'];
  return [
    ...(queue === undefined ? [] : [text('didQueue', { queue: queueName(queue) })]),
    ...(typeof to === 'string' ? [text('didAssign', { to: agentName(to) })] : to === null ? [text('didFree')] : []),
  ].join(' · ');
}

/** Its recording and transcript, in the player of the reviews. */
export function CallLink({ call }: { readonly call: string }): ReactNode {
  const text = useText(messages);
  return <Link to={`/review/${encodeURIComponent(call)}`}>{text('openCall')}</Link>;
}

function Changes({ event, ticket }: { readonly event: TimelineEvent; readonly ticket: TicketRow }): ReactNode {
  const text = useText(messages);
  const { nameOfKey, wordsOf } = useValueWords(ticket);
  return (
    <ul className="ticket-changes">
      {changesOf(event).map(({ key, from, to }) => <li key={key}><strong>{nameOfKey(key)}</strong> <bdi className="quiet">{text('wasIs', { from: wordsOf(key, from), to: wordsOf(key, to) })}</bdi></li>)}
    </ul>
  );
}
