import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Agitation } from '#contract';
import { get } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { formatDuration } from '../../../time/format.ts';
import type { Player } from '../player/player.ts';
import { areaPath, curvePath, HEIGHT, highest, type Side, WIDTH } from './curve-path.ts';
import './agitation.css';
import { messages } from './messages.ts';

const SIDES = ['caller', 'agent'] as const;

/** How excited both speakers were; undefined where it was not measured or may not be read. */
export function useAgitation(id: string): Agitation | undefined {
  const { data } = useQuery({ queryKey: ['agitation', id], queryFn: ({ signal }) => get<Agitation>(`/api/calls/${encodeURIComponent(id)}/agitation`, { signal }), retry: false, staleTime: 60_000 });
  return data && data.curves.length > 0 ? data : undefined;
}

/** The curve of each speaker, drawn over the own lane of the waveform. */
export function AgitationLanes({ agitation, seconds }: { readonly agitation: Agitation | undefined; readonly seconds: number }): ReactNode {
  if (!agitation) return null;
  return SIDES.map((side, lane) => <Lane key={side} side={side} lane={lane} curves={agitation.curves} seconds={seconds} />);
}

function Lane({ side, lane, curves, seconds }: { readonly side: Side; readonly lane: number; readonly curves: Agitation['curves']; readonly seconds: number }): ReactNode {
  const text = useText(messages);
  const told = useTold()(curves, side);
  if (!told) return null;
  return (
    <svg className={`review-agitation-lane ${side}`} data-lane={lane} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={`${text('title')}: ${told.words}`}>
      <path className="area" d={areaPath(curves, side, seconds)} />
      <path d={curvePath(curves, side, seconds)} />
    </svg>
  );
}

/** The highest point of each speaker, and the way to it. */
export function AgitationHighest({ agitation, player }: { readonly agitation: Agitation | undefined; readonly player: Player }): ReactNode {
  const text = useText(messages);
  const toldOf = useTold();
  if (!agitation) return null;
  const told = SIDES.flatMap((side) => toldOf(agitation.curves, side) ?? []);
  return (
    <p className="review-agitation" title={text('note')}>
      <span className="review-agitation-key" aria-hidden="true" /> {text('title')}{told.length === 0 && `: ${text('none')}`}
      {told.map(({ side, at, words }) => <button key={side} type="button" onClick={() => player.seek(at)}>{words}</button>)}
    </p>
  );
}

function useTold(): (curves: Agitation['curves'], side: Side) => { readonly side: Side; readonly at: number; readonly words: string } | undefined {
  const text = useText(messages);
  return (curves, side) => {
    const most = highest(curves, side);
    return most && { side, at: most.from, words: text(side, { most: most.value.toFixed(2), time: formatDuration(most.from) }) };
  };
}
