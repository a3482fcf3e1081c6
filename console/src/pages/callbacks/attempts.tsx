import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CallbackRow } from '#contract';
import { useText } from '../../i18n/use-text.ts';
import { useMe } from '../../session/session.ts';
import { useSettings } from '../../settings/settings.ts';
import { formatWhen } from './format-when.ts';
import { messages } from './messages.ts';
import { END_WORDS } from './stages.ts';

/** Each time the customer was to be called, and how that ended. */
export function Attempts({ callback: { attempts }, now }: { readonly callback: CallbackRow; readonly now: number }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const { person } = useMe();
  if (attempts.length === 0) return <span className="quiet">{text('noAttempt')}</span>;
  return (
    <ol className="callback-attempts" aria-label={text('attempts')}>
      {attempts.map(({ at, call, end }) => (
        <li key={at}>
          <span className="figures">{formatWhen(at, now, language)}</span> {text(end ? END_WORDS[end] : 'going')}
          {call !== undefined && person.role !== 'agent' && <> · <Link to={`/review/${encodeURIComponent(call)}`}>{text('openCall')}</Link></>}
        </li>
      ))}
    </ol>
  );
}
