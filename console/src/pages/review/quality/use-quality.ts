import { useQuery } from '@tanstack/react-query';
import type { CallQuality, ReviewCall } from '#contract';
import { get } from '../../../api/client.ts';
import { reviewPath } from '../review-path.ts';

/** What is known of the call beside its review; undefined while it is asked for. */
export function useQuality({ call: { id }, copy, review }: Pick<ReviewCall, 'call' | 'copy' | 'review'>): CallQuality | undefined {
  // Another state of the review has another history and may be somebody else's to decide.
  return useQuery({ queryKey: ['call-quality', id, copy ?? '', review?.status ?? ''], queryFn: ({ signal }) => get<CallQuality>(reviewPath(id, 'quality', copy), { signal }) }).data;
}
