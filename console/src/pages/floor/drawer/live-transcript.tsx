import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { FloorAlert, Transcript } from '#contract';
import { get } from '../../../api/client.ts';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { useLive } from '../../../live/use-live.ts';
import { Empty, Failure, Loading } from '../../../parts/states.tsx';
import { formatDuration } from '../../../time/format.ts';
import { messages } from '../messages.ts';
import { severityWord } from '../words.ts';
import { type ReadTurn, turnsAfter, turnsOf } from './turns.ts';

/** Turns drawn at once, and more at each wish: a call of an hour has some hundreds, ten thousand would stop the page. */
const SHOWN = 200;

type Line = { readonly at: number; readonly key: string } & ({ readonly turn: ReadTurn } | { readonly alert: FloorAlert });

/** Both sides as they speak, alerts between the sentences; it follows the end until somebody scrolls up. */
export function LiveTranscript({ callId, alerts }: { readonly callId: string; readonly alerts: readonly FloorAlert[] }): ReactNode {
  const text = useText(messages);
  const { turns, error, loading, again } = useTurns(callId);
  const [most, show] = useState(SHOWN);
  const lines = useMemo(() => linesOf(turns, alerts), [turns, alerts]);
  const list = useFollowedEnd(lines);
  const shown = lines.slice(-most);
  if (error) return <Failure error={error} again={again} />;
  if (loading && turns.length === 0) return <Loading rows={6} />;
  if (lines.length === 0) return <Empty title={text('noWords')}>{text('noWordsNext')}</Empty>;
  return (
    // Without a stop for the keyboard nobody could scroll it without a pointer.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ol ref={list} className="floor-transcript" aria-label={text('transcript')} tabIndex={0}>
      {shown.length < lines.length && (
        <li>
          <Button type="text" onClick={() => show(most + SHOWN)}>
            {text('showEarlier', { count: lines.length - shown.length })}
          </Button>
        </li>
      )}
      {shown.map((line) => ('turn' in line ? <TurnLine key={line.key} turn={line.turn} /> : <AlertLine key={line.key} alert={line.alert} />))}
    </ol>
  );
}

function TurnLine({ turn }: { readonly turn: ReadTurn }): ReactNode {
  const text = useText(messages);
  return (
    <li className={turn.speaker}>
      <span className="quiet figures">
        {text(turn.speaker === 'caller' ? 'customer' : 'agent')} {formatDuration(turn.start)}
      </span>
      <bdi className={turn.partial ? 'quiet' : ''}>{turn.text}</bdi>
    </li>
  );
}

function AlertLine({ alert }: { readonly alert: FloorAlert }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const word = severityWord(alert.severity);
  return (
    <li className={`alert severity-${word}`}>
      <span className="severity">
        <span aria-hidden="true">{word === 'critical' ? '▲' : word === 'warn' ? '△' : 'ⓘ'}</span> {text(word)} <span className="figures">{formatDuration(alert.audioAt)}</span>
      </span>
      <span>{own(alert.title)}</span>
    </li>
  );
}

function useTurns(callId: string): { turns: readonly ReadTurn[]; error: unknown; loading: boolean; again: () => void } {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['transcript', callId],
    queryFn: ({ signal }) => get<Transcript>(`/api/calls/${encodeURIComponent(callId)}/transcript`, { signal }),
    // What came live is newer than what is remembered; begin again when the panel is opened again.
    staleTime: 0,
  });
  const [heard, setHeard] = useState<readonly ReadTurn[]>([]);
  useLive(`call:${callId}`, (news) => {
    const words = news.filter((each) => each.type === 'words');
    if (words.length > 0) setHeard((past) => turnsAfter(past, words));
  });
  const turns = useMemo(() => together(data ? turnsOf(data) : [], heard), [data, heard]);
  return { turns, error: data ? undefined : error, loading: isPending, again: () => void refetch() };
}

/** What the server remembered, and over it what was heard since; final words stay final. */
function together(remembered: readonly ReadTurn[], heard: readonly ReadTurn[]): readonly ReadTurn[] {
  const byKey = new Map(heard.map((turn) => [turn.key, turn]));
  for (const turn of remembered) if (byKey.get(turn.key)?.partial !== false) byKey.set(turn.key, turn);
  return [...byKey.values()].sort((a, b) => a.start - b.start);
}

function linesOf(turns: readonly ReadTurn[], alerts: readonly FloorAlert[]): readonly Line[] {
  const lines: Line[] = [
    ...turns.map((turn) => ({ at: turn.start, key: turn.key, turn })),
    ...alerts.map((alert) => ({ at: alert.audioAt, key: alert.id, alert })),
  ];
  return lines.sort((a, b) => a.at - b.at);
}

/** Keeps the newest line in sight while the reader is at the end. */
function useFollowedEnd(lines: readonly Line[]): React.RefObject<HTMLOListElement | null> {
  const list = useRef<HTMLOListElement>(null);
  const height = useRef(0);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const wasAtEnd = element.scrollTop + element.clientHeight >= height.current - 40;
    height.current = element.scrollHeight;
    if (wasAtEnd) element.scrollTop = element.scrollHeight;
  }, [lines]);
  return list;
}
