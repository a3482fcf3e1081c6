import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CallOffers, ExplainedOffer } from '#contract';
import { get } from '../../api/client.ts';
import { ApiFault } from '../../api/fault.ts';
import { useText } from '../../i18n/use-text.ts';
import { type Language, useSettings } from '../../settings/settings.ts';
import { formatDuration, formatMoment } from '../../time/format.ts';
import { Name } from '../names.tsx';
import { useReason } from '../reasons/use-reason.ts';
import { Failure, Loading } from '../states.tsx';
import { messages } from './messages.ts';
import { EXCLUDED, outcomeKey, STRATEGY_WORDS, WHY_AGENT, WHY_CONTACT } from './offer-words.ts';

interface Names {
  readonly agentName: (id: string) => string;
  readonly queueName: (id: string) => string;
}

interface Props extends Names {
  readonly callId: string;
  /** The call goes on: more phones may ring. */
  readonly live: boolean;
}

const ASK_AGAIN_MS = 3_000;

/** Every phone that rang for a call, in the order of time, and why. */
export function Offers({ callId, live, ...names }: Props): ReactNode {
  const text = useText(messages);
  const { data, error, refetch } = useQuery({ queryKey: ['offers', callId], queryFn: ({ signal }) => get<CallOffers>(`/api/calls/${encodeURIComponent(callId)}/offers`, { signal }), refetchInterval: live ? ASK_AGAIN_MS : false });
  if (!data) {
    if (error instanceof ApiFault && error.status === 403) return <p className="quiet">{text('noRight')}</p>;
    return error ? <Failure error={error} again={() => void refetch()} /> : <Loading rows={3} />;
  }
  if (data.offers.length === 0) return <p className="quiet">{text('none')} · {text('noneHint')}</p>;
  return (
    <ol className="offers" aria-label={text('title')}>
      {data.offers.map((offer) => <Offer key={`${offer.at} ${offer.agent}`} offer={offer} {...names} />)}
    </ol>
  );
}

function Offer({ offer, agentName, queueName }: Names & { readonly offer: ExplainedOffer }): ReactNode {
  const text = useText(messages);
  const reason = useReason();
  const { language } = useSettings();
  const { at, queue, agent, outcome, seconds, waitedSeconds, strategy, whyAgent, whyContact, ahead = 0, candidateCount } = offer;
  const key = outcomeKey(outcome);
  const why = text(WHY_AGENT[whyAgent], { count: candidateCount, strategy: text(STRATEGY_WORDS[strategy]) });
  return (
    <li>
      <div className="offer-head">
        <time className="quiet figures" dateTime={new Date(at).toISOString()} title={formatMoment(at, language)}>{timeOf(at, language)}</time>
        <b>{text('offerTo', { queue: queueName(queue), agent: agentName(agent) })}</b>
        <span className={`offer-outcome${outcome === 'answered' ? ' answered' : ''}`}>{key ? text(key) : reason(outcome)}{seconds !== undefined && <> {text('after', { time: formatDuration(seconds) })}</>}</span>
      </div>
      <p>{why} {text(WHY_CONTACT[whyContact], { ahead })}</p>
      <Facts offer={offer} waited={formatDuration(waitedSeconds)} />
      <Candidates offer={offer} agentName={agentName} />
      <Excluded offer={offer} agentName={agentName} />
    </li>
  );
}

const timeOf = (at: number, language: Language) => new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);

function Facts({ offer: { strategy, step, needs = [], priority }, waited }: { readonly offer: ExplainedOffer; readonly waited: string }): ReactNode {
  const text = useText(messages);
  const list = needs.map(({ skill, level }) => text('need', { skill, level })).join(' · ');
  return (
    <ul className="offer-facts">
      <li>{text('waited', { time: waited })}</li>
      <li>{text('strategy', { name: text(STRATEGY_WORDS[strategy]) })}</li>
      <li>{text('stepIs')}: {step === undefined ? text('noSteps') : text('step', { step: step + 1 })}</li>
      <li>{text('needs')}: <bdi>{list === '' ? text('noNeeds') : list}</bdi></li>
      {priority !== undefined && priority !== 0 && <li>{text('priority')}: <span className="figures">{priority}</span></li>}
    </ul>
  );
}

function Candidates({ offer: { agent: chosen, candidates, candidateCount }, agentName }: Pick<Names, 'agentName'> & { readonly offer: ExplainedOffer }): ReactNode {
  const text = useText(messages);
  if (candidates.length === 0) return null;
  const scored = candidates.some(({ score }) => score !== undefined);
  return (
    <table className="offer-candidates">
      <caption>{candidateCount > candidates.length ? text('candidatesMore', { listed: candidates.length, count: candidateCount }) : text('candidates')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('place')}</th>
          <th scope="col">{text('agent')}</th>
          <th scope="col" className="right">{text('free')}</th>
          {scored && <th scope="col" className="right" title={text('scoreHint')}>{text('score')}</th>}
        </tr>
      </thead>
      <tbody>
        {candidates.map(({ agent, idleSeconds, score }, index) => (
          <tr key={agent} className={agent === chosen ? 'chosen' : ''}>
            <td className="figures">{index + 1}</td>
            <th scope="row"><Name of={agentName(agent)} />{agent === chosen && <> · {text('chosen')}</>}</th>
            <td className="right figures">{formatDuration(idleSeconds)}</td>
            {scored && <td className="right figures">{score === undefined ? '–' : Math.round(score * 100) / 100}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Excluded({ offer: { excluded }, agentName }: Pick<Names, 'agentName'> & { readonly offer: ExplainedOffer }): ReactNode {
  const text = useText(messages);
  const why = useWhyExcluded();
  if (excluded.length === 0) return null;
  return (
    <details className="offer-excluded">
      <summary>{text('excluded', { count: excluded.length })}</summary>
      <ul>
        {excluded.map((each) => <li key={each.agent}><Name of={agentName(each.agent)} /> <span className="quiet">{why(each)}</span></li>)}
      </ul>
    </details>
  );
}

type ExcludedAgent = ExplainedOffer['excluded'][number];

function useWhyExcluded() {
  const text = useText(messages);
  const reasonOf = useReason();
  return ({ why, skill = '', level = 0, reason = '', text: words }: ExcludedAgent) => {
    if (why === 'missing-skill') return text('missingSkill', { skill, level });
    if (why === 'not-ready') return text('notReady', { reason: reasonOf(reason) });
    return why === 'other' ? words : text(EXCLUDED[why]);
  };
}
