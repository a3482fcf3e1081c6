import { useEffect, useRef, useState } from 'react';
import { post } from '../../api/client.ts';
import type { Tried } from './answers.ts';
import { joined } from './sums.ts';

/** What the API takes at once. */
const PAGE = 100;

export interface Asked {
  readonly rules: string;
  readonly against?: string | undefined;
  readonly queue?: string | undefined;
  readonly agent?: string | undefined;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  /** How many calls at most. */
  readonly most: number;
}

export interface Trial {
  readonly tried: Tried | undefined;
  readonly running: boolean;
  readonly error: unknown;
  run(asked: Asked): void;
  stop(): void;
}

/** A back-test page by page: what is found is shown while it goes on. */
export function useTrial(): Trial {
  const [state, setState] = useState<Pick<Trial, 'tried' | 'running' | 'error'>>({ tried: undefined, running: false, error: undefined });
  const current = useRef<AbortController>(undefined);
  useEffect(() => () => current.current?.abort(), []);
  const stop = (): void => {
    current.current?.abort();
    setState((now) => ({ ...now, running: false }));
  };
  const run = ({ most, ...asked }: Asked): void => {
    current.current?.abort();
    const { signal } = (current.current = new AbortController());
    setState({ tried: undefined, running: true, error: undefined });
    const pages = async (): Promise<void> => {
      let tried: Tried | undefined;
      for (let left = most, cursor: string | undefined; left > 0 && !signal.aborted; left -= PAGE) {
        const page = await post<Tried>('/api/rules/back-test', { ...asked, limit: Math.min(PAGE, left), cursor }, { signal });
        if (signal.aborted) return;
        tried = joined(tried, page);
        cursor = page.next;
        setState({ tried, running: cursor !== undefined && left > PAGE, error: undefined });
        if (cursor === undefined) return;
      }
    };
    pages().catch((error: unknown) => {
      if (!signal.aborted) setState((now) => ({ ...now, running: false, error }));
    });
  };
  return { ...state, run, stop };
}
