import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Review, ReviewCall } from '#contract';
import { post } from '../../../api/client.ts';
import { ApiFault, messageOf } from '../../../api/fault.ts';
import { type Draft, draftOf } from './draft.ts';

/** Typing is saved when it pauses for so long. */
const PAUSE_MS = 800;

export type SavingState =
  | { readonly kind: 'saved' | 'saving' | 'unsaved' | 'changed' }
  | { readonly kind: 'failed'; readonly why: string };

export interface Saving {
  readonly draft: Draft;
  readonly state: SavingState;
  change(how: (draft: Draft) => Draft): void;
  /** Saves what is not saved yet; false when it could not. */
  flush(): Promise<boolean>;
  publish(): Promise<void>;
}

/** The draft of a review, saved by itself, one save at a time; each names the revision it began with. */
export function useSaving(callId: string, review: Review): Saving {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(review));
  const [state, setState] = useState<SavingState>({ kind: 'saved' });
  const now = useRef({ draft, revision: review.revision, dirty: false, conflict: false, timer: 0, saving: Promise.resolve(true) });

  const took = useCallback((next: Review) => {
    now.current.revision = next.revision;
    queries.setQueryData<ReviewCall>(['review-call', callId], (call) => call && { ...call, review: next, call: { ...call.call, review: { status: next.status, ...(next.score === undefined ? {} : { score: next.score }) } } });
    void queries.invalidateQueries({ queryKey: ['review-list'] });
  }, [queries, callId]);

  const save = useCallback(async (): Promise<boolean> => {
    const { current } = now;
    // Somebody else's review stands until it is loaded again.
    if (current.conflict) return false;
    if (!current.dirty) return true;
    current.dirty = false;
    setState({ kind: 'saving' });
    try {
      took(await post<Review>(`/api/review/calls/${encodeURIComponent(callId)}/save`, { revision: current.revision, ...current.draft }));
      setState({ kind: now.current.dirty ? 'unsaved' : 'saved' });
      return true;
    } catch (error) {
      current.dirty = true;
      current.conflict = error instanceof ApiFault && error.code === 'qa.review-changed';
      setState(current.conflict ? { kind: 'changed' } : { kind: 'failed', why: messageOf(error) });
      return false;
    }
  }, [callId, took]);

  const flush = useCallback((): Promise<boolean> => {
    clearTimeout(now.current.timer);
    now.current.saving = now.current.saving.then(save);
    return now.current.saving;
  }, [save]);

  const change = useCallback((how: (draft: Draft) => Draft) => {
    const { current } = now;
    const next = how(current.draft);
    if (next === current.draft) return;
    current.draft = next;
    current.dirty = true;
    setDraft(next);
    setState((before) => (before.kind === 'changed' ? before : { kind: 'unsaved' }));
    clearTimeout(current.timer);
    current.timer = window.setTimeout(() => void flush(), PAUSE_MS);
  }, [flush]);

  const publish = useCallback(async () => {
    // What the rules answered is no review until it is saved once.
    if (now.current.revision === 0) now.current.dirty = true;
    if (!(await flush())) return;
    took(await post<Review>(`/api/review/calls/${encodeURIComponent(callId)}/publish`, { revision: now.current.revision }));
  }, [callId, flush, took]);

  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent): void => {
      if (now.current.dirty) event.preventDefault();
    };
    addEventListener('beforeunload', leaving);
    return () => {
      removeEventListener('beforeunload', leaving);
      void flush();
    };
  }, [flush]);
  return { draft, state, change, flush, publish };
}
