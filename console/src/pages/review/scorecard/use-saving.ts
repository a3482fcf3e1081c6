import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Review, ReviewCall } from '#contract';
import { isBlind, reviewKey, reviewPath } from '../review-path.ts';
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

/** The draft of a review while its page is shown. */
export function useSaving({ call: { id }, copy }: Pick<ReviewCall, 'call' | 'copy'>, review: Review): Saving {
  const queries = useQueryClient();
  const [saver] = useState(() => new Saver(copy === undefined ? id : `${id} ${copy}`, review, {
    unsaved: unsavedDrafts,
    save: (_call, body) => post<Review>(reviewPath(id, 'save', copy), body),
    publish: (_call, revision) => post<Review>(reviewPath(id, isBlind(copy) ? 'hand-in' : 'publish', copy), { revision }),
    took: (next) => {
      queries.setQueryData<ReviewCall>(reviewKey(id, copy), (call) => call && { ...call, review: next, call: { ...call.call, review: { status: next.status, ...(next.score === undefined ? {} : { score: next.score }) } } });
      for (const list of ['review-list', 'review-queue', 'calibrations']) void queries.invalidateQueries({ queryKey: [list] });
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
