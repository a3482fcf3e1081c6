import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import type { ReviewChoices } from '#contract';
import { get } from '../../api/client.ts';
import { Shell } from '../../app/shell.tsx';
import { useText } from '../../i18n/use-text.ts';
import '../../parts/list/list.css';
import { type AddressChange, useAddress } from '../../parts/list/use-address.ts';
import { serverNow } from '../../time/server-clock.ts';
import { askedOf, OPENS } from './asked.ts';
import { FoundCalls } from './found-calls.tsx';
import { IssueView } from './issue-view.tsx';
import { messages } from './messages.ts';
import { MiningBar } from './mining-bar.tsx';
import './mining.css';
import { TalkView } from './talk-view.tsx';
import { ClusterView, EmergingView } from './trend-views.tsx';

const CLOSED: AddressChange = Object.fromEntries(OPENS.map((name) => [name, undefined]));

/** `/mining`: issues over all calls, and the search in what was said. Every figure opens to its calls. */
export function MiningPage(): ReactNode {
  const text = useText(messages);
  const [search, change] = useAddress();
  const [now] = useState(serverNow);
  const asked = askedOf(search, now);
  const choices = useQuery({ queryKey: ['review-choices'], queryFn: ({ signal }) => get<ReviewChoices>('/api/review/choices', { signal }), staleTime: 600_000 });
  useEffect(() => {
    document.title = text('title');
  }, [text]);
  const nameOf = (by: 'queue' | 'agent' | 'day', key: string) => (by === 'day' ? key : (choices.data?.[by === 'queue' ? 'queues' : 'agents'].find(({ id }) => id === key)?.name ?? key));
  const open = (opens: AddressChange) => change({ ...CLOSED, ...opens }, true);
  return (
    <Shell>
      <h1 className="hidden-text">{text('title')}</h1>
      <div className="list-page mining">
        <MiningBar asked={asked} search={search} choices={choices.data} change={change} />
        {asked.calls !== undefined ? (
          <FoundCalls query={asked.calls} told={told(search, text)} back={() => change(CLOSED, true)} nameOf={nameOf} />
        ) : (
          <div className="mining-parts">
            <IssueView asked={asked} open={open} />
            <EmergingView asked={asked} open={open} />
            <ClusterView asked={asked} open={open} />
            <TalkView asked={asked} open={open} nameOf={nameOf} />
          </div>
        )}
      </div>
    </Shell>
  );
}

/** Which calls these are. */
function told(search: URLSearchParams, text: ReturnType<typeof useText<keyof typeof messages.zh>>): string {
  const [group, term, figure] = ['group', 'term', 'figure'].map((name) => search.get(name));
  return [
    ...(group ? [text('withGroup', { name: group })] : []),
    ...(term ? [text('withTerm', { name: term })] : []),
    ...(search.get('cluster') ? [text('withCluster')] : []),
    ...(figure === 'silence' ? [text('withSilence')] : figure === 'agent-interruptions' ? [text('withAgentBreaks')] : figure === 'caller-interruptions' ? [text('withCallerBreaks')] : search.get('mined') ? [text('withFigure')] : []),
  ].join(' · ');
}
