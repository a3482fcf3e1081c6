import { App } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CallQuality, ReviewCall } from '#contract';
import { get, post } from '../../../api/client.ts';
import { messageOf } from '../../../api/fault.ts';
import { reviewPath } from '../review-path.ts';

/** What is known of the call beside its review; undefined while it is asked for. */
export function useQuality({ call: { id }, copy, review }: Pick<ReviewCall, 'call' | 'copy' | 'review'>): CallQuality | undefined {
  // Another state of the review has another history and may be somebody else's to decide.
  return useQuery({ queryKey: ['call-quality', id, copy ?? '', review?.status ?? ''], queryFn: ({ signal }) => get<CallQuality>(reviewPath(id, 'quality', copy), { signal }) }).data;
}

/** Orders to the server, one at a time, after which these queries are asked again. `run`: false when it was refused, which is told. */
export function useOrders(changes: readonly string[]): { readonly busy: boolean; run(path: string, body: object): Promise<boolean> } {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const run = async (path: string, body: object): Promise<boolean> => {
    setBusy(true);
    try {
      await post<unknown>(path, body);
      for (const key of changes) await queries.invalidateQueries({ queryKey: [key] });
      return true;
    } catch (error) {
      void message.error(messageOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, run };
}
