import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CallbackRow } from '#contract';
import { useText } from '../../i18n/use-text.ts';
import { Name, Phone } from '../../parts/names.tsx';
import { useMe } from '../../session/session.ts';
import { useSettings } from '../../settings/settings.ts';
import { Ago } from '../../time/clocks.tsx';
import { Attempts } from './attempts.tsx';
import { CallbackActions } from './callback-actions.tsx';
import { messages } from './messages.ts';
import { END_WORDS, stageOf } from './stages.ts';
import { formatWhen } from './format-when.ts';

interface Props {
  readonly list: readonly CallbackRow[];
  readonly now: number;
  readonly queueName: (id: string) => string;
}

/** Newest first: what becomes of each, and why not. */
export function CallbackTable({ list, now, queueName }: Props): ReactNode {
  const text = useText(messages);
  return (
    <table className="list-table cards">
      <caption className="hidden-text">{text('title')}</caption>
      <thead>
        <tr>
          {(['number', 'state', 'asked', 'attempts', 'actions'] as const).map((column) => <th key={column} scope="col">{text(column)}</th>)}
        </tr>
      </thead>
      <tbody>
        {list.map((each) => (
          <tr key={each.id}>
            <th scope="row">
              <Link className="callback-number" to={`/callbacks?id=${encodeURIComponent(each.id)}`}><Phone number={each.number} /></Link>
              <div className="quiet"><Name of={queueName(each.queue)} /> · {text(each.language === 'zh' ? 'chinese' : 'english')}</div>
            </th>
            <td><State callback={each} now={now} /></td>
            <td data-title={text('asked')}><Asked callback={each} /></td>
            <td data-title={text('attempts')}><Attempts callback={each} now={now} /></td>
            <td className="callback-actions"><CallbackActions callback={each} now={now} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const LOOKS = { waiting: 'strong', scheduled: '', running: 'strong', done: '', failed: 'alarm', cancelled: '' } as const;

function State({ callback, now }: { readonly callback: CallbackRow; readonly now: number }): ReactNode {
  const text = useText(messages);
  const stage = stageOf(callback, now);
  const { state } = callback;
  return (
    <>
      <span className={`list-tag ${LOOKS[stage]}`}>{text(state === 'expired' ? 'expired' : state === 'given-up' ? 'givenUp' : stage)}</span>
      <div className="quiet figures callback-when"><When callback={callback} now={now} /></div>
    </>
  );
}

/** When it is its turn, or why nothing came of it. */
function When({ callback, now }: { readonly callback: CallbackRow; readonly now: number }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const { state, kind, waitingSince, notBefore, until, attempts, cancelledByName } = callback;
  const time = (at: number): string => formatWhen(at, now, language);
  const last = attempts.at(-1);
  switch (state) {
    case 'open':
      if (notBefore > now) return <>{text(attempts.length === 0 ? 'dueAt' : 'againAt', { time: time(notBefore) })}<br />{text('untilAt', { time: time(until) })}</>;
      return <>{text('waitingSince', { time: time(waitingSince) })}{kind === 'keep-place' && <><br />{text('keepPlace')}</>}</>;
    case 'attempting':
      return text('runningSince', { time: time(last?.at ?? now) });
    case 'given-up':
      return text('failedWhy', { count: attempts.length, why: last?.end ? text(END_WORDS[last.end]) : '–' });
    case 'expired':
      return text('expiredWhy', { time: time(until) });
    case 'cancelled':
      return cancelledByName === undefined ? null : text('cancelledByName', { name: cancelledByName });
    case 'done':
      return last ? time(last.at) : null;
  }
}

function Asked({ callback: { askedAt, by, byName, order, call } }: { readonly callback: CallbackRow }): ReactNode {
  const text = useText(messages);
  const { person } = useMe();
  return (
    <>
      <Ago at={askedAt} />{' '}
      <span className="quiet">{by === undefined ? text('byCaller') : text('byPerson', { name: byName ?? by })}</span>
      <div className="quiet">
        {text(order === 'agent-first' ? 'agentFirst' : 'customerFirst')}
        {call !== undefined && person.role !== 'agent' && <> · <Link to={`/review/${encodeURIComponent(call)}`}>{text('askedCall')}</Link></>}
      </div>
    </>
  );
}
