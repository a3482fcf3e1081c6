import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Agitation } from '#contract';
import { get } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { formatDuration } from '../../../time/format.ts';
import type { Player } from '../player/player.ts';
import { curvePath, HEIGHT, highest, WIDTH } from './curve-path.ts';
import './agitation.css';
import { messages } from './messages.ts';

const SIDES = ['caller', 'agent'] as const;

/** How excited both speakers were, below the waveform; nothing where it was not measured or may not be read. */
export function AgitationCurve({ id, seconds, player }: { readonly id: string; readonly seconds: number; readonly player: Player }): ReactNode {
  const text = useText(messages);
  const { data } = useQuery({ queryKey: ['agitation', id], queryFn: ({ signal }) => get<Agitation>(`/api/calls/${encodeURIComponent(id)}/agitation`, { signal }), retry: false, staleTime: 60_000 });
  if (!data || data.curves.length === 0) return null;
  const told = SIDES.flatMap((side) => {
    const most = highest(data.curves, side);
    return most ? [{ side, at: most.from, words: text(side, { most: most.value.toFixed(2), time: formatDuration(most.from) }) }] : [];
  });
  const summary = told.length > 0 ? told.map(({ words }) => words).join(' · ') : text('none');
  return (
    <figure className="review-agitation">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={`${text('title')}: ${summary}`}>
        <line className="middle" x1={0} x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
        {SIDES.map((side) => <path key={side} className={side} d={curvePath(data.curves, side, seconds)} />)}
      </svg>
      <figcaption title={text('note')}>
        {text('title')}: {told.length === 0 && text('none')}
        {told.map(({ side, at, words }) => (
          <button key={side} type="button" className={side} onClick={() => player.seek(at)}>{words}</button>
        ))}
      </figcaption>
    </figure>
  );
}
