import type { Ticket } from '../model.ts';

/** Tickets as they were kept last, so that a change needs no reading before it; those not touched for the longest time go first. */
export class RecentTickets {
  readonly #most: number;
  readonly #tickets = new Map<string, Ticket>();

  constructor(most: number) {
    this.#most = most;
  }

  get(id: string): Ticket | undefined {
    return this.#tickets.get(id);
  }

  set(ticket: Ticket): void {
    this.#tickets.delete(ticket.id);
    this.#tickets.set(ticket.id, ticket);
    const [oldest] = this.#tickets.size > this.#most ? this.#tickets.keys() : [];
    if (oldest !== undefined) this.#tickets.delete(oldest);
  }

  forget(id: string): void {
    this.#tickets.delete(id);
  }
}
