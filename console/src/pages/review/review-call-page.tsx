import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { ReviewCall } from '#contract';
import { get } from '../../api/client.ts';
import { Shell } from '../../app/shell.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Name, Phone } from '../../parts/names.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { useSettings } from '../../settings/settings.ts';
import { formatMoment } from '../../time/format.ts';
import { CallView } from './call-view.tsx';
import { messages } from './messages.ts';
import { reviewKey, reviewPath } from './review-path.ts';
import { Player } from './player/player.ts';
import { useFollowed } from './use-followed.ts';
import { unsavedDrafts } from './scorecard/unsaved.ts';
import './review.css';

/** One call: hear it, read it, score it. */
export function ReviewCallPage(): ReactNode {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const copy = search.get('copy') ?? undefined;
  const key = reviewKey(id, copy);
  const queries = useQueryClient();
  const [loaded, setLoaded] = useState(0);
  // Never asked again while it is worked on, always asked when it is opened.
  const call = useQuery({ queryKey: key, queryFn: ({ signal }) => unsavedDrafts.settled(copy === undefined ? id : `${id} ${copy}`).then(() => get<ReviewCall>(reviewPath(id, '', copy), { signal })), staleTime: Infinity, gcTime: 0 });
  // The draft on the page goes with what it was loaded from.
  const reload = (): void => void queries.refetchQueries({ queryKey: key }).then(() => setLoaded((times) => times + 1));
  useFollowed(call.data, reload);
  return (
    <Shell header={call.data && <CallFacts call={call.data} />}>
      {call.isPending && <Loading rows={10} />}
      {call.isError && <Failure error={call.error} again={() => void call.refetch()} />}
      {call.data && <WithPlayer key={`${id} ${copy ?? ''} ${loaded}`} call={call.data} reload={reload} />}
    </Shell>
  );
}

function WithPlayer({ call, reload }: { readonly call: ReviewCall; readonly reload: () => void }): ReactNode {
  const [original, hearOriginal] = useState(false);
  const url = `/api/calls/${encodeURIComponent(call.call.id)}/recording${original ? '/original' : ''}`;
  const [player] = useState(() => new Player());
  const [search] = useSearchParams();
  const at = Number(search.get('at') ?? 0);
  const recorded = call.call.recording;
  useEffect(() => {
    if (recorded) player.open(url);
  }, [player, recorded, url]);
  // A link to a moment: the recording stands there, and the words are in sight.
  useEffect(() => {
    if (at > 0) player.seek(at);
    return () => player.close();
  }, [player, at]);
  return <CallView call={call} player={player} url={url} reload={reload} original={original} hearOriginal={hearOriginal} />;
}

function CallFacts({ call: { call } }: { readonly call: ReviewCall }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  return (
    <div className="review-facts">
      <Link to="/review">‹ {text('back')}</Link>
      <h1 className="hidden-text">{text('title')}</h1>
      <span className="figures">{formatMoment(call.startedAt, language)}</span>
      <Phone number={call.from} />
      {call.agentName !== undefined && <Name of={call.agentName} />}
      {call.queueName !== undefined && <Name of={call.queueName} className="quiet" />}
    </div>
  );
}
