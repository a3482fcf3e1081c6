import type { CallId, EpochMillis, Millis } from '#core';
import type { CallFacts, Stay, StayEnd, Talk } from '../model.ts';
import type { Limits } from './queue-row.ts';

/** One thing that a figure counts. */
export interface Counted {
  readonly call: CallId;
  /** Where it was counted: begin of the wait or of the conversation, or when the phone was not answered. */
  readonly at: EpochMillis;
  readonly queue?: string;
  readonly agent?: string;
  readonly end?: StayEnd;
  readonly waitMs?: Millis;
  readonly talkMs?: Millis;
  readonly holdMs?: Millis;
}

export type Figure = 'offered' | 'answered' | 'in-time' | 'abandoned' | 'abandoned-short' | 'overflowed' | 'left' | 'lost' | 'waiting' | 'talks' | 'transferred' | 'missed' | 'answered-elsewhere';

export interface WantedFigure {
  readonly of: 'queues' | 'agents';
  readonly figure: Figure;
  readonly from: EpochMillis;
  readonly until: EpochMillis;
  /** Queues or agents counted. */
  readonly only: (id: string) => boolean;
  readonly limits: (queue: string) => Limits;
}

/** What of one call a figure counts: the same rules as `Tables`. */
export function behind(call: CallId, { stays, talks, rang: all }: CallFacts, { of, figure, from, until, only, limits }: WantedFigure): Counted[] {
  const begun = ({ at }: Counted) => at >= from && at < until;
  const beginOf = new Map(stays.map(({ queue, since }) => [queue, since]));
  const isTalk = ({ transferred }: Talk) => figure === 'talks' || (figure === 'transferred' && transferred);
  if (of === 'agents') {
    const own = talks.filter((talk) => isTalk(talk) && only(talk.agent)).map((talk) => counted(talk, talk.since));
    const rang = all.filter(({ agent, as }) => figure === (as === 'missed' ? 'missed' : 'answered-elsewhere') && only(agent));
    return [...own, ...rang.map(({ agent, at }) => ({ call, at, agent }))].filter(begun);
  }
  // A conversation is counted beside the wait that led to it.
  const spoken = talks.filter((talk) => isTalk(talk) && only(talk.queue)).map((talk) => counted(talk, beginOf.get(talk.queue) ?? talk.since));
  const waited = stays.filter((stay) => only(stay.queue) && counts(stay, figure, limits(stay.queue)));
  return [...spoken, ...waited.map((stay) => ofStay(stay, talks))].filter(begun);
}

const counted = ({ call, queue, agent, talkMs, holdMs }: Talk, at: EpochMillis): Counted => ({ call, at, queue, agent, talkMs, holdMs });

function ofStay({ call, queue, since, end, waitMs }: Stay, talks: readonly Talk[]): Counted {
  const agent = end === 'answered' ? talks.find((talk) => talk.queue === queue)?.agent : undefined;
  return { call, at: since, queue, end, waitMs, ...(agent === undefined ? {} : { agent }) };
}

function counts({ end, waitMs }: Stay, figure: Figure, { targetMs, shortMs }: Limits): boolean {
  switch (figure) {
    case 'offered':
      return true;
    case 'in-time':
      return end === 'answered' && waitMs <= targetMs;
    case 'abandoned-short':
      return end === 'abandoned' && waitMs <= shortMs;
    case 'waiting':
      return end === 'open';
    case 'talks':
    case 'transferred':
    case 'missed':
    case 'answered-elsewhere':
      return false;
    default:
      return end === figure;
  }
}
