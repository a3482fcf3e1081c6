import type { EpochMillis } from '#core';
import type { TicketEvent } from '../model.ts';
import type { Taken } from './apply-rules.ts';

/**
 * A message of a rule that is to go to another system: a mark of its ticket, written in the write of the ticket and taken away when the message
 * is on disk at who sends it. `outbox0001795438845712.7.0`: when, number of the event, number of the action; in the order of time by any collation.
 */
export interface UnsentMessage {
  readonly ticket: string;
  readonly mark: string;
  readonly seq: number;
  readonly action: number;
}

const PREFIX = 'outbox';
const DIGITS = 16;
const MARK = /^outbox\d{16}\.(\d+)\.(\d+)$/;

const upTo = (at: EpochMillis): string => `${PREFIX}${String(Math.max(0, Math.round(at))).padStart(DIGITS, '0')}`;
/** Marks of messages written before then stand between these. */
export const unsentBetween = (until: EpochMillis): readonly [from: string, until: string] => [upTo(0), upTo(until)];

/** One for each message that rules sent. */
export const unsentMarks = (events: readonly TicketEvent[]): readonly string[] => events.flatMap(messagesOf).map(({ mark }) => mark);

/** The messages of an event. */
export function messagesOf({ type, at, seq, data }: TicketEvent): readonly (Omit<UnsentMessage, 'ticket'> & { readonly hook: string })[] {
  if (type !== 'rule') return [];
  return (data['actions'] as readonly Taken[]).flatMap((taken, action) => (taken.do === 'webhook' ? [{ hook: taken.hook, seq, action, mark: `${upTo(at)}.${seq}.${action}` }] : []));
}

export function unsentOf(ticket: string, mark: string): readonly UnsentMessage[] {
  const [, seq, action] = MARK.exec(mark) ?? [];
  return seq === undefined || action === undefined ? [] : [{ ticket, mark, seq: Number(seq), action: Number(action) }];
}
