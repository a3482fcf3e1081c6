import type { ContactRequest } from '../../model.ts';
import type { Abandoned, ContactRecord, Turn } from '../state.ts';

/** Abandoned callers who are known; the oldest are forgotten first. */
const KNOWN = 10_000;

const keyOf = (request: ContactRequest): string => `${request.queue}\u0000${request.resumeKey}`;

/** Who abandoned may come back to the old place for a while. */
export function remember({ state, now }: Turn, contact: ContactRecord): void {
  const { request } = contact;
  const resumeMs = state.queues.get(request.queue)?.spec.resumeMs ?? 0;
  if (request.resumeKey === undefined || request.only !== undefined || resumeMs <= 0) return;
  const { abandoned } = state;
  for (const [key, one] of abandoned) {
    if (one.until >= now && abandoned.size < KNOWN) break;
    abandoned.delete(key);
  }
  const key = keyOf(request);
  abandoned.delete(key);
  abandoned.set(key, { contact: contact.id, since: contact.since, order: contact.order, until: now + resumeMs });
}

/** The place this caller abandoned, if it is still kept; it can be had once. */
export function takeBack({ state, now }: Turn, request: ContactRequest): Abandoned | undefined {
  if (request.resumeKey === undefined) return undefined;
  const key = keyOf(request);
  const known = state.abandoned.get(key);
  state.abandoned.delete(key);
  return known && known.until >= now ? known : undefined;
}
