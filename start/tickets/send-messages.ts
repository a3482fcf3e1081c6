import type { Clock, Log, Millis } from '#core';
import { Scope } from '#core';
import { type Ticket, type TicketDesk, type TicketEvent, type TicketRecords, type TicketMark, messagesOf, unsentBetween, unsentOf } from '#tickets';

/** Younger ones are still on their way at who wrote them. */
const YOUNG_MS: Millis = 15_000;
/** What was left over is looked for so often; the first look comes soon after a start. */
const LOOK_MS: Millis = 10_000;
const MOST = 200;

export interface MessageParts {
  readonly desk: Pick<TicketDesk, 'changed' | 'get' | 'history'>;
  readonly records: Pick<TicketRecords, 'unsent' | 'sent'>;
  /** Signed, tried again, the same key sent once; false: no such hook, or too many wait. */
  readonly outbox: { send(hook: string, key: string, message: Readonly<Record<string, unknown>>): boolean; settled?(): Promise<void> } | undefined;
  readonly knowsHook: (hook: string) => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Messages of rules to other systems. Each stands in the database since the write that it tells of, and is taken away when the outbox has it on
 * disk; what a server that was killed left is found by the next look, of any server. The same `Idempotency-Key` goes with it each time.
 */
export class MessageSender {
  readonly #parts: MessageParts;
  #looking = false;

  constructor(parts: MessageParts, scope: Scope) {
    this.#parts = parts;
    const own = new Scope(scope);
    parts.desk.changed.on(({ ticket, events }) => void this.#send(ticket, events), own);
    const timer = parts.clock.every(LOOK_MS, () => void this.look());
    own.onEnd(() => timer.cancel());
  }

  /** Sends what was left over; resolves to how many messages. */
  async look(): Promise<number> {
    const { records, clock, log } = this.#parts;
    if (this.#looking) return 0;
    this.#looking = true;
    try {
      const left = await records.unsent(...unsentBetween(clock.wall() - YOUNG_MS), MOST);
      for (const message of left) await this.#again(message);
      if (left.length > 0) log.info('messages of rules that were left over were sent', { messages: left.length });
      return left.length;
    } catch (error) {
      log.warn('messages of rules that were left over cannot be looked for; it is tried again', { error });
      return 0;
    } finally {
      this.#looking = false;
    }
  }

  async #again({ ticket: id, mark }: TicketMark): Promise<void> {
    const seq = unsentOf(id, mark)[0]?.seq ?? 1;
    const [ticket, [event]] = await Promise.all([this.#parts.desk.get(id), this.#parts.desk.history(id, seq - 1, 1)]);
    if (ticket && event) await this.#send(ticket, [event], mark);
    else await this.#parts.records.sent([{ ticket: id, mark }]);
  }

  async #send(ticket: Ticket, events: readonly TicketEvent[], only?: string): Promise<void> {
    const { outbox, knowsHook, records, log } = this.#parts;
    const done: TicketMark[] = [];
    for (const event of events) {
      for (const { hook, mark, action } of messagesOf(event)) {
        if (only !== undefined && only !== mark) continue;
        const known = knowsHook(hook);
        if (!known) log.warn('a rule of tickets names a hook that is not there', { ticket: ticket.id, hook });
        // Too many wait: it is sent when there is room.
        if (!known || outbox?.send(hook, `ticket/${ticket.id}/${event.seq}/${action}`, messageOf(ticket, event)) === true) done.push({ ticket: ticket.id, mark });
      }
    }
    if (done.length === 0) return;
    try {
      await outbox?.settled?.();
      await records.sent(done);
    } catch {
      // The database is away: it is sent again with the same key.
    }
  }
}

function messageOf(ticket: Ticket, { at, seq, data: { rule, version, on } }: TicketEvent): Record<string, unknown> {
  const { key: _key, wishHash: _hash, recentKeys: _recent, ruleRuns: _runs, lookAt: _look, ...shown } = ticket;
  return { event: 'ticket-rule', rule, version, on, seq, at: new Date(at).toISOString(), ticket: shown };
}
