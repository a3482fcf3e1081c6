import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Review, ReviewCall } from '#contract';
import { post } from '../../../api/client.ts';
import { useStore } from '../../../parts/store.ts';
import type { Draft } from './draft.ts';
import { Saver, type SavingState } from './saver.ts';
import { unsavedDrafts } from './unsaved.ts';

export interface Saving {
  readonly draft: Draft;
  readonly state: SavingState;
  change(how: (draft: Draft) => Draft): void;
  /** Saves what is not saved yet; false when it could not. */
  flush(): Promise<boolean>;
  /** False when it was not, which `state` then tells. */
  publish(): Promise<boolean>;
}

const pathOf = (callId: string, order: 'save' | 'publish'): string => `/api/review/calls/${encodeURIComponent(callId)}/${order}`;

/** The draft of a review while its page is shown. */
export function useSaving(callId: string, review: Review): Saving {
  const queries = useQueryClient();
  const [saver] = useState(() => new Saver(callId, review, {
    unsaved: unsavedDrafts,
    save: (call, body) => post<Review>(pathOf(call, 'save'), body),
    publish: (call, revision) => post<Review>(pathOf(call, 'publish'), { revision }),
    took: (next) => {
      queries.setQueryData<ReviewCall>(['review-call', callId], (call) => call && { ...call, review: next, call: { ...call.call, review: { status: next.status, ...(next.score === undefined ? {} : { score: next.score }) } } });
      void queries.invalidateQueries({ queryKey: ['review-list'] });
    },
    after: (ms, run) => {
      const timer = window.setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  }));
  const draft = useStore(saver.draft);
  const state = useStore(saver.state);
  useEffect(() => {
    saver.show();
    const leaving = (event: BeforeUnloadEvent): void => {
      if (saver.unsaved) event.preventDefault();
    };
    addEventListener('beforeunload', leaving);
    return () => {
      removeEventListener('beforeunload', leaving);
      saver.leave();
    };
  }, [saver]);
  const [actions] = useState(() => ({ change: (how: (draft: Draft) => Draft) => saver.change(how), flush: () => saver.flush(), publish: () => saver.publish() }));
  return { draft, state, ...actions };
}
