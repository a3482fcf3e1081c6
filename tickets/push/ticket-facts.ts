import type { AgentId } from '#core';
import type { Ticket } from '../model.ts';
import type { TicketRecords } from '../port.ts';

/** Tickets on desks that were looked at: as many as floors hold. */
const MOST = 5_000;

/** What desks show of tickets, without asking the database each time: read when a desk first needs it, kept up to date by changes. */
export class TicketFacts {
  readonly #records: Pick<TicketRecords, 'get'>;
  readonly #told: (agents: ReadonlySet<AgentId>) => void;
  readonly #known = new Map<string, Ticket>();
  /** Being read, and for whom. */
  readonly #wanted = new Map<string, Set<AgentId>>();
  #reading = false;

  constructor(records: Pick<TicketRecords, 'get'>, told: (agents: ReadonlySet<AgentId>) => void) {
    this.#records = records;
    this.#told = told;
  }

  /** Those known; the agent is told when the others are. */
  of(agent: AgentId, ids: readonly string[]): ReadonlyMap<string, Ticket> {
    const found = new Map<string, Ticket>();
    for (const id of ids) {
      const ticket = this.#known.get(id);
      if (ticket) found.set(id, ticket);
      else this.#want(id, agent);
    }
    return found;
  }

  /** Kept only if a desk has asked for it. */
  changed(ticket: Ticket): void {
    const known = this.#known.get(ticket.id);
    if (known && known.version < ticket.version) this.#known.set(ticket.id, ticket);
  }

  #want(id: string, agent: AgentId): void {
    const agents = this.#wanted.get(id) ?? new Set();
    this.#wanted.set(id, agents.add(agent));
    if (this.#reading) return;
    this.#reading = true;
    queueMicrotask(() => void this.#read());
  }

  async #read(): Promise<void> {
    const wanted = new Map(this.#wanted);
    this.#wanted.clear();
    const agents = new Set<AgentId>();
    try {
      for (const ticket of await this.#records.get([...wanted.keys()])) {
        this.#known.delete(ticket.id);
        this.#known.set(ticket.id, ticket);
        for (const agent of wanted.get(ticket.id) ?? []) agents.add(agent);
      }
    } catch {
      // The database is away: asked again when the desk is looked at next.
    }
    for (const id of this.#known.keys()) {
      if (this.#known.size <= MOST) break;
      this.#known.delete(id);
    }
    this.#reading = false;
    if (agents.size > 0) this.#told(agents);
    if (this.#wanted.size > 0 && !this.#reading) {
      this.#reading = true;
      queueMicrotask(() => void this.#read());
    }
  }
}
