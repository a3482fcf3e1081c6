import type { PushEvent } from './port.ts';
import { byRank, type PushRank, ticketOf } from './place.ts';

/** So many tickets of a queue stand in the machine; the others follow as these go. Only the first can be offered anyway. */
export const WINDOW = 100;

interface Line {
  readonly tickets: Map<string, PushRank | undefined>;
  /** The database has more. */
  more: boolean;
}

/** Which tickets stand in the machine, as its events tell, and with what rank, as far as this server sent it. */
export class PushLines {
  readonly #lines = new Map<string, Line>();
  readonly #queues = new Map<string, string>();

  line(queue: string): Line {
    let line = this.#lines.get(queue);
    if (!line) this.#lines.set(queue, (line = { tickets: new Map(), more: true }));
    return line;
  }

  queues(): Iterable<string> {
    return this.#lines.keys();
  }

  /** The queue a ticket stands in, or was sent to. */
  queueOf(ticket: string): string | undefined {
    return this.#queues.get(ticket);
  }

  rankOf(ticket: string): PushRank | undefined {
    const queue = this.#queues.get(ticket);
    return queue === undefined ? undefined : this.#lines.get(queue)?.tickets.get(ticket);
  }

  put(ticket: string, queue: string, rank: PushRank | undefined): void {
    this.drop(ticket);
    this.#queues.set(ticket, queue);
    this.line(queue).tickets.set(ticket, rank);
  }

  drop(ticket: string): void {
    const queue = this.#queues.get(ticket);
    if (queue === undefined) return;
    this.#queues.delete(ticket);
    this.#lines.get(queue)?.tickets.delete(ticket);
  }

  /** Room for one of this rank: always among the first, else it follows later. */
  hasRoom(queue: string, rank: PushRank): boolean {
    const { tickets } = this.line(queue);
    if (tickets.size < WINDOW) return true;
    if (tickets.size >= 2 * WINDOW) return false;
    return [...tickets.values()].some((other) => other !== undefined && byRank(rank, other) < 0);
  }

  /** Half of those known are gone. */
  isLow(queue: string): boolean {
    const { tickets, more } = this.line(queue);
    return more && tickets.size < WINDOW / 2;
  }

  /** Gives the queue that lost a ticket. */
  hear(event: PushEvent): string | undefined {
    if (!('contact' in event)) return undefined;
    const ticket = ticketOf(event.contact);
    if (ticket === undefined) return undefined;
    const queue = this.#queues.get(ticket);
    if (event.type === 'contact.queued') {
      if (queue !== event.queue) this.put(ticket, event.queue, undefined);
      return undefined;
    }
    this.drop(ticket);
    return queue;
  }

  /** As the machine says, of one queue. */
  reset(queue: string, contacts: readonly string[]): void {
    const now = new Set(contacts.flatMap((contact) => ticketOf(contact) ?? []));
    for (const ticket of [...this.line(queue).tickets.keys()]) if (!now.has(ticket)) this.drop(ticket);
    for (const ticket of now) if (this.#queues.get(ticket) !== queue) this.put(ticket, queue, undefined);
  }
}
