/** Address of a call's review, or of an order to it; `copy` names another review than the main one. */
export function reviewPath(id: string, order: string, copy: string | undefined): string {
  return `/api/review/calls/${encodeURIComponent(id)}${order === '' ? '' : `/${order}`}${copy === undefined ? '' : `?copy=${encodeURIComponent(copy)}`}`;
}

/** Where the review is kept among queries. */
export const reviewKey = (id: string, copy: string | undefined): readonly string[] => ['review-call', id, copy ?? ''];

/** A review of a blind calibration. */
export const isBlind = (copy: string | undefined): boolean => copy?.startsWith('c-') === true;
