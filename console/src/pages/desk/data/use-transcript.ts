import { useQuery } from '@tanstack/react-query';
import { useEffect, useReducer } from 'react';
import type { LiveNews, Transcript } from '#contract';
import { get } from '../../../api/client.ts';
import { useLive } from '../../../live/use-live.ts';
import type { Lines } from './transcript.ts';
import { noLines, withNews, withTranscript } from './transcript.ts';

interface Kept extends Lines {
  readonly callId: string | undefined;
}

type Step =
  | { readonly kind: 'begin'; readonly callId: string | undefined }
  | { readonly kind: 'so-far'; readonly transcript: Transcript }
  | { readonly kind: 'news'; readonly news: readonly LiveNews[] };

/** Both sides of a call as they are said; what was said before the page came is fetched, also after a lost connection. */
export function useTranscript(callId: string | undefined): Lines & { readonly failed: boolean } {
  const [state, step] = useReducer(next, { callId, ...noLines });
  const { data, isError } = useQuery({
    queryKey: ['transcript', callId],
    queryFn: ({ signal }) => get<Transcript>(`/api/calls/${encodeURIComponent(callId ?? '')}/transcript`, { signal }),
    enabled: callId !== undefined,
    staleTime: 0,
    gcTime: 0,
  });
  useEffect(() => step({ kind: 'begin', callId }), [callId]);
  useEffect(() => {
    if (data !== undefined) step({ kind: 'so-far', transcript: data });
  }, [data, callId]);
  useLive(callId === undefined ? undefined : `call:${callId}`, (news) => step({ kind: 'news', news }));
  return { ...(state.callId === callId ? state : noLines), failed: isError };
}

function next(state: Kept, step: Step): Kept {
  switch (step.kind) {
    case 'begin':
      return step.callId === state.callId ? state : { callId: step.callId, ...noLines };
    case 'so-far':
      return step.transcript.callId === state.callId ? { ...state, ...withTranscript(state, step.transcript) } : state;
    case 'news':
      return { ...state, ...withNews(state, step.news) };
  }
}
