import type { Ticket } from '../model.ts';

/**
 * Tickets as they were kept last, so that a change needs no reading before it. Two generations: when the younger one is full it becomes the older one, and what was
 * not touched since is gone. To throw single ones out of a map costs more the more were thrown out before.
 */
export class RecentTickets {
  readonly #most: number;
  #young = new Map<string, Ticket>();
  #old: ReadonlyMap<string, Ticket> = new Map();
  readonly #forgotten = new Set<string>();

  /** At most so many, at least half of them. */
  constructor(most: number) {
    this.#most = most;
  }

  get(id: string): Ticket | undefined {
    return this.#young.get(id) ?? (this.#forgotten.has(id) ? undefined : this.#old.get(id));
  }

  set(ticket: Ticket): void {
    this.#young.set(ticket.id, ticket);
    if (this.#young.size < this.#most / 2) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#forgotten.clear();
  }

  forget(id: string): void {
    this.#young.delete(id);
    if (this.#old.has(id)) this.#forgotten.add(id);
  }
}
