import type { EpochMillis, Millis } from '#core';
import type { SessionRecord } from '../port.ts';

export interface SessionLimits {
  /** Without use a session ends after this. */
  readonly idleMs: Millis;
  /** However much it is used, it ends after this. */
  readonly absoluteMs: Millis;
}

/** A working day between two uses; a sign-in a day. */
export const SESSION_LIMITS: SessionLimits = { idleMs: 12 * 3_600_000, absoluteMs: 24 * 3_600_000 };
/** Uses closer together than this are one, so that not every request writes. */
const USE_EVERY_MS: Millis = 60_000;

export const sessionEnd = ({ startedAt, usedAt }: Pick<SessionRecord, 'startedAt' | 'usedAt'>, { idleMs, absoluteMs }: SessionLimits): EpochMillis =>
  Math.min(startedAt + absoluteMs, usedAt + idleMs);

/** Whether a session is over, and whether this use is to be written down. A clock set back ends nothing early. */
export function sessionLife(session: SessionRecord, limits: SessionLimits, now: EpochMillis): { over: boolean; write: boolean } {
  return { over: now >= sessionEnd(session, limits), write: now - session.usedAt >= USE_EVERY_MS };
}
