import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { OwnReviewRow, ReviewCallRow } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { Name, Phone } from '../../../parts/names.tsx';
import { useSettings } from '../../../settings/settings.ts';
import { formatDuration, formatMoment } from '../../../time/format.ts';
import { messages } from '../messages.ts';
import { excerptParts } from './filters.ts';

/** Calls, the newest first; the time is the link, the whole row is its target. */
export function CallTable({ calls, caption }: { readonly calls: readonly (ReviewCallRow | OwnReviewRow)[]; readonly caption: string }): ReactNode {
  const text = useText(messages);
  return (
    <table className="review-table">
      <caption className="hidden-text">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{text('time')}</th>
          <th scope="col">{text('agent')}</th>
          <th scope="col">{text('queue')}</th>
          <th scope="col">{text('number')}</th>
          <th scope="col" className="right">{text('talk')}</th>
          <th scope="col" className="right">{text('alerts')}</th>
          <th scope="col">{text('status')}</th>
          <th scope="col" className="right">{text('automatic')}</th>
          <th scope="col" className="right">{text('score')}</th>
        </tr>
      </thead>
      <tbody>{calls.map((call) => <Row key={`${call.id} ${'copy' in call ? call.copy : ''}`} call={call} />)}</tbody>
    </table>
  );
}

function Row({ call }: { readonly call: ReviewCallRow | OwnReviewRow }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  const status = call.review?.status ?? 'none';
  return (
    <tr>
      <th scope="row">
        <Link className="review-link figures" to={`/review/${encodeURIComponent(call.id)}${'copy' in call && call.copy !== undefined ? `?copy=${call.copy}` : ''}`}>{formatMoment(call.startedAt, language)}</Link>
        {call.language !== undefined && <span className="quiet"> {text(call.language === 'zh' ? 'zhCall' : 'enCall')}</span>}
        {'tags' in call && call.tags?.map((tag) => <Link key={tag} className="call-tag review-tag-link" title={text('onlyTag', { tag })} aria-label={text('onlyTag', { tag })} to={`/review?tag=${encodeURIComponent(tag)}`}><bdi>{tag}</bdi></Link>)}
        {call.excerpt !== undefined && <Excerpt excerpt={call.excerpt} />}
      </th>
      <td>{call.agentName !== undefined && <Name of={call.agentName} />}</td>
      <td>{call.queueName !== undefined && <Name of={call.queueName} />}</td>
      <td><Phone number={call.from} /></td>
      <td className="right figures">{call.outcome === 'abandoned' ? <span className="quiet">{text('gaveUp', { time: formatDuration(call.waitSeconds ?? 0) })}</span> : formatDuration(call.talkSeconds)}</td>
      <td className={`right figures${call.alerts > 0 ? ' alarm' : ' quiet'}`}>{call.alerts > 0 ? `⚑ ${call.alerts}` : '0'}</td>
      <td><span className={`review-status ${status}`}>{text(status)}</span></td>
      <td className="right figures quiet">{('automatic' in call ? call.automatic : undefined) ?? text('noScore')}</td>
      <td className="right figures">{call.review?.score ?? text('noScore')}</td>
    </tr>
  );
}

function Excerpt({ excerpt }: { readonly excerpt: string }): ReactNode {
  const [before, match, after] = excerptParts(excerpt);
  return <div className="review-excerpt" dir="auto">{before}<mark>{match}</mark>{after}</div>;
}
