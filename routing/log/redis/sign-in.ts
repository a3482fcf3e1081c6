import { type Clock, type Random, sleep } from '#core';
import type { LogTime } from './log-time.ts';
import type { RedisLink } from './redis-link.ts';

/** Leaving in order may take so long. */
const LEAVE_WITHIN_MS = 500;

/** Servers that were silent for so long are not there. */
const NOBODY_AFTER_MS = 10_000;

/** What `join` told. */
export interface Joined {
  readonly run: string;
  readonly position: number;
  /** Nobody else uses this log: it begins anew. */
  readonly fresh: boolean;
}

/** A session of this node; from its answer on, commands are taken. */
export async function signIn(link: RedisLink, { node, session, number, clock, random, time }: { node: string; session: string; number: number; clock: Clock; random: Random; time: LogTime }): Promise<Joined> {
  const sent = clock.now();
  const [run = '', now, seq, fresh] = await link.run('join', [node, session, number, random.hex(8), NOBODY_AFTER_MS * 1000]);
  time.sample(Number(now) / 1000, sent, clock.now());
  return { run, position: Number(seq), fresh: Number(fresh) === 1 };
}

/** Signs out, so that nobody has to wait for our silence, and disconnects. */
export async function leave(link: RedisLink, { node, session, clock }: { node: string; session: string; clock: Clock }): Promise<void> {
  const left = link.run('leave', [node, session]).catch(() => {});
  await Promise.race([left, sleep(clock, LEAVE_WITHIN_MS)]);
  link.close();
}
