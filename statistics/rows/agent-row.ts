import type { Millis } from '#core';
import type { AgentSpan } from '../model.ts';

/** Sums of one agent in one interval. Times where they passed, conversations where they began. */
export interface AgentRow {
  readonly signedInMs: Millis;
  readonly readyMs: Millis;
  readonly offeredMs: Millis;
  readonly busyMs: Millis;
  readonly wrapUpMs: Millis;
  readonly notReadyMs: Millis;
  /** Of the time not ready, by reason. */
  readonly reasons: Readonly<Record<string, Millis>>;
  readonly talks: number;
  readonly talkMs: Millis;
  readonly holdMs: Millis;
  /** Wrap-up of the conversations counted here. */
  readonly talkWrapUpMs: Millis;
  readonly transferred: number;
  /** Rang here to the time-out or was rejected; see `Rings`. */
  readonly missed: number;
  /** Another agent took it while it rang here. */
  readonly answeredElsewhere: number;
}

export const EMPTY_AGENT_ROW: AgentRow = {
  signedInMs: 0, readyMs: 0, offeredMs: 0, busyMs: 0, wrapUpMs: 0, notReadyMs: 0, reasons: {}, talks: 0, talkMs: 0, holdMs: 0, talkWrapUpMs: 0, transferred: 0, missed: 0, answeredElsewhere: 0,
};

/** `ms` of a span; the rest of it is in other intervals. */
export function withSpan(row: AgentRow, { state, reason = '' }: AgentSpan, ms: Millis): AgentRow {
  const here = { ...row, signedInMs: row.signedInMs + ms };
  switch (state) {
    case 'ready':
      return { ...here, readyMs: row.readyMs + ms };
    case 'offered':
      return { ...here, offeredMs: row.offeredMs + ms };
    case 'busy':
      return { ...here, busyMs: row.busyMs + ms };
    case 'wrap-up':
      return { ...here, wrapUpMs: row.wrapUpMs + ms };
    case 'not-ready':
      return { ...here, notReadyMs: row.notReadyMs + ms, reasons: { ...row.reasons, [reason]: (row.reasons[reason] ?? 0) + ms } };
    default:
      return row;
  }
}

export interface AgentFigures {
  /** Ringing, talking and wrap-up ÷ time signed in and not on a break; 0–1. */
  readonly occupancy: number | undefined;
  /** Talking and wrap-up ÷ all time signed in; 0–1. */
  readonly utilisation: number | undefined;
  readonly handleSeconds: number | undefined;
}

export function agentFigures(row: AgentRow): AgentFigures {
  const working = row.offeredMs + row.busyMs + row.wrapUpMs;
  return {
    occupancy: ratio(working, working + row.readyMs),
    utilisation: ratio(row.busyMs + row.wrapUpMs, row.signedInMs),
    handleSeconds: ratio((row.talkMs + row.talkWrapUpMs) / 1000, row.talks),
  };
}

const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : undefined);
