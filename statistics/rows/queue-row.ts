import type { Millis } from '#core';
import type { Stay, Talk } from '../model.ts';

/** Sums of one queue in one interval; rows add up, so a day is the sum of its quarters. Counted where the wait began. */
export interface QueueRow {
  readonly offered: number;
  readonly answered: number;
  readonly answeredInTime: number;
  /** All who hung up, the next two included. */
  readonly abandoned: number;
  /** Within the queue's target: says nothing about the service. */
  readonly abandonedInTime: number;
  /** Within seconds: misdialled. */
  readonly abandonedShort: number;
  readonly overflowed: number;
  readonly left: number;
  readonly lost: number;
  readonly waiting: number;
  readonly waitAnsweredMs: Millis;
  readonly waitAbandonedMs: Millis;
  readonly longestWaitMs: Millis;
  /** Conversations of calls that waited here, those by transfer to one agent included. */
  readonly talks: number;
  readonly talkMs: Millis;
  readonly holdMs: Millis;
  readonly wrapUpMs: Millis;
  readonly transferred: number;
}

export const EMPTY_QUEUE_ROW: QueueRow = {
  offered: 0, answered: 0, answeredInTime: 0, abandoned: 0, abandonedInTime: 0, abandonedShort: 0, overflowed: 0, left: 0, lost: 0, waiting: 0,
  waitAnsweredMs: 0, waitAbandonedMs: 0, longestWaitMs: 0, talks: 0, talkMs: 0, holdMs: 0, wrapUpMs: 0, transferred: 0,
};

export interface Limits {
  /** The queue's target. */
  readonly targetMs: Millis;
  /** Who hangs up before this did not want to wait at all. */
  readonly shortMs: Millis;
}

export function withStay(row: QueueRow, { end, waitMs }: Stay, { targetMs, shortMs }: Limits): QueueRow {
  const inTime = waitMs <= targetMs;
  const base = { ...row, offered: row.offered + 1, longestWaitMs: Math.max(row.longestWaitMs, waitMs) };
  switch (end) {
    case 'answered':
      return { ...base, answered: row.answered + 1, answeredInTime: row.answeredInTime + Number(inTime), waitAnsweredMs: row.waitAnsweredMs + waitMs };
    case 'abandoned':
      return {
        ...base,
        abandoned: row.abandoned + 1,
        abandonedInTime: row.abandonedInTime + Number(inTime),
        abandonedShort: row.abandonedShort + Number(waitMs <= shortMs),
        waitAbandonedMs: row.waitAbandonedMs + waitMs,
      };
    case 'overflowed':
    case 'left':
    case 'lost':
      return { ...base, [end]: row[end] + 1 };
    case 'open':
      return { ...base, waiting: row.waiting + 1 };
  }
}

export function withTalk(row: QueueRow, { talkMs, holdMs, transferred }: Talk, wrapUpMs: Millis): QueueRow {
  return {
    ...row,
    talks: row.talks + 1,
    talkMs: row.talkMs + talkMs,
    holdMs: row.holdMs + holdMs,
    wrapUpMs: row.wrapUpMs + wrapUpMs,
    transferred: row.transferred + Number(transferred),
  };
}

/** The row of both together. */
export function addRows(a: QueueRow, b: QueueRow): QueueRow {
  const sum = Object.fromEntries(Object.entries(a).map(([key, value]) => [key, value + b[key as keyof QueueRow]]));
  return { ...(sum as unknown as QueueRow), longestWaitMs: Math.max(a.longestWaitMs, b.longestWaitMs) };
}

/** What people read; shares 0–1, undefined where there is nothing to divide by. */
export interface QueueFigures {
  /** Answered in time ÷ (answered + abandoned after the target); what the wallboard shows. */
  readonly serviceLevel: number | undefined;
  /** Answered in time ÷ all offered but the short ones. */
  readonly serviceLevelOfAll: number | undefined;
  /** Abandoned ÷ offered, both without the short ones. */
  readonly abandonedShare: number | undefined;
  /** Average speed of answer. */
  readonly asaSeconds: number | undefined;
  readonly abandonedAfterSeconds: number | undefined;
  /** Average handling time of a conversation: talk without hold, hold, wrap-up. */
  readonly handleSeconds: number | undefined;
  readonly talkSeconds: number | undefined;
  readonly holdSeconds: number | undefined;
  readonly wrapUpSeconds: number | undefined;
}

export function queueFigures(row: QueueRow): QueueFigures {
  const offered = row.offered - row.abandonedShort;
  const mean = (ms: Millis, count: number) => ratio(ms / 1000, count);
  return {
    serviceLevel: ratio(row.answeredInTime, row.answered + row.abandoned - row.abandonedInTime),
    serviceLevelOfAll: ratio(row.answeredInTime, offered),
    abandonedShare: ratio(row.abandoned - row.abandonedShort, offered),
    asaSeconds: mean(row.waitAnsweredMs, row.answered),
    abandonedAfterSeconds: mean(row.waitAbandonedMs, row.abandoned),
    handleSeconds: mean(row.talkMs + row.wrapUpMs, row.talks),
    talkSeconds: mean(row.talkMs - row.holdMs, row.talks),
    holdSeconds: mean(row.holdMs, row.talks),
    wrapUpSeconds: mean(row.wrapUpMs, row.talks),
  };
}

const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : undefined);
