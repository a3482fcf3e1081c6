import { type Clock, Fault, type Result, failed, ok } from '#core';
import type { Ticket, TicketEvent } from '../model.ts';
import type { TicketRecords, TicketWrite } from '../port.ts';
import type { TicketWorld } from '../world.ts';
import { type Batch, type Order, type Outcome, decideBatch } from './batch.ts';
import { RecentTickets } from './recent-tickets.ts';

export interface Done {
  readonly ticket: Ticket;
  /** The ticket was made before, with the same key. */
  readonly known: boolean;
}

export interface GroupCommitOptions {
  readonly records: TicketRecords;
  readonly world: () => TicketWorld;
  readonly clock: Clock;
  /** Told after it is durable. */
  readonly changed: (ticket: Ticket, events: readonly TicketEvent[]) => void;
  /** Tickets remembered; default 20,000. */
  readonly remembered?: number;
}

/** Largest batch; larger ones make each command wait longer and gain nothing. */
const MOST_IN_A_BATCH = 400;
/** One batch is decided while another one is written; more would only part the work. */
const MOST_BATCHES = 2;
/** Two seconds of work at full speed: whoever comes then had better come again later. */
const MOST_WAITING = 20_000;
/** Somebody else was faster so often in a row: something is wrong. */
const MOST_TRIES = 20;
const REMEMBERED = 20_000;

interface Waiting extends Order {
  readonly tries: number;
  resolve(result: Result<Done> | 'taken'): void;
  reject(error: unknown): void;
}

/**
 * Group commit: commands that come while a batch is being written are the next batch, one durable step for all of them.
 *
 *   command ─▶ waiting ─▶ read what is not remembered ─▶ decide one by one ─▶ commit ─▶ answers
 *                 ▲                                                             │ changed by another server
 *                 └───────────────────────── read anew ◀────────────────────────┘
 *
 * A ticket is in one batch at a time. Nothing is answered before it is on disk.
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  readonly #recent: RecentTickets;
  #waiting: Waiting[] = [];
  readonly #busy = new Set<string>();
  #batches = 0;
  #called = false;

  constructor(options: GroupCommitOptions) {
    this.#options = options;
    this.#recent = new RecentTickets(options.remembered ?? REMEMBERED);
  }

  /** `taken`: the number of a new ticket belongs to another one. Rejects while the database is away: it may or may not have been done. */
  send(order: Order): Promise<Result<Done> | 'taken'> {
    if (this.#waiting.length >= MOST_WAITING) return Promise.resolve(failed(new Fault('tickets.busy', 'More tickets are changed than can be kept; try again in some seconds.', { retryable: true })));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...order, tries: 0, resolve, reject });
      this.#call();
    });
  }

  counts(): { readonly waiting: number; readonly batches: number } {
    return { waiting: this.#waiting.length, batches: this.#batches };
  }

  /** After this turn, so that what comes in the same moment goes together. */
  #call(): void {
    if (this.#called) return;
    this.#called = true;
    queueMicrotask(() => {
      this.#called = false;
      while (this.#batches < MOST_BATCHES && this.#begin());
    });
  }

  /** False when nothing can be done now. */
  #begin(): boolean {
    const batch: Waiting[] = [];
    const later: Waiting[] = [];
    for (const each of this.#waiting) (batch.length < MOST_IN_A_BATCH && !this.#busy.has(each.id) ? batch : later).push(each);
    if (batch.length === 0) return false;
    this.#waiting = later;
    const ids = [...new Set(batch.map(({ id }) => id))];
    for (const id of ids) this.#busy.add(id);
    this.#batches += 1;
    void this.#carryOut(batch, ids).finally(() => {
      for (const id of ids) this.#busy.delete(id);
      this.#batches -= 1;
      this.#call();
    });
    return true;
  }

  async #carryOut(batch: readonly Waiting[], ids: readonly string[]): Promise<void> {
    try {
      // Before anything is waited for: what is remembered now may be forgotten soon.
      const remembered = new Map(ids.flatMap((id) => ticketPair(id, this.#recent.get(id))));
      const read = await this.#read(batch, ids.filter((id) => !remembered.has(id)));
      const tickets = new Map([...remembered, ...read]);
      const decided = decideBatch(batch, tickets, this.#options.clock.wall(), this.#options.world());
      const kept = await this.#keep(decided.writes);
      for (const order of batch) this.#answer(order, decided, { kept, fresh: read.has(order.id) || !tickets.has(order.id) || kept.has(order.id) });
    } catch (error) {
      for (const id of ids) this.#recent.forget(id);
      for (const { reject } of batch) reject(error);
    }
  }

  /** Tickets that are to be changed and not remembered; new ones only when their number turned out to be taken. */
  async #read(batch: readonly Waiting[], unknown: readonly string[]): Promise<ReadonlyMap<string, Ticket>> {
    const wanted = new Set(batch.filter(({ command, tries }) => command.type === 'change' || tries > 0).map(({ id }) => id));
    const ids = unknown.filter((id) => wanted.has(id));
    if (ids.length === 0) return new Map();
    return new Map((await this.#options.records.get(ids)).map((ticket) => [ticket.id, ticket]));
  }

  /** The faults of those that were not kept, by id; `undefined` = kept, absent = somebody else was faster. */
  async #keep(writes: readonly TicketWrite[]): Promise<ReadonlyMap<string, Fault | undefined>> {
    if (writes.length === 0) return new Map();
    const { records } = this.#options;
    try {
      return this.#remember(writes, await records.commit(writes));
    } catch (error) {
      if (!(error instanceof Fault) || error.retryable || writes.length === 1) throw error;
    }
    // One of them cannot be kept at all; the others shall not suffer for it.
    const told = new Map<string, Fault | undefined>();
    for (const write of writes) {
      try {
        for (const [id, fault] of this.#remember([write], await records.commit([write]))) told.set(id, fault);
      } catch (error) {
        if (!(error instanceof Fault) || error.retryable) throw error;
        this.#recent.forget(write.ticket.id);
        told.set(write.ticket.id, error);
      }
    }
    return told;
  }

  #remember(writes: readonly TicketWrite[], kept: ReadonlySet<string>): Map<string, undefined> {
    for (const { ticket, events } of writes) {
      if (!kept.has(ticket.id)) {
        this.#recent.forget(ticket.id);
        continue;
      }
      this.#recent.set(ticket);
      this.#options.changed(ticket, events);
    }
    return new Map([...kept].map((id) => [id, undefined]));
  }

  #answer(order: Waiting, { outcomes, writes }: Batch<Waiting>, { kept, fresh }: { kept: ReadonlyMap<string, Fault | undefined>; fresh: boolean }): void {
    const outcome: Outcome | undefined = outcomes.get(order);
    const { id, resolve } = order;
    const written = writes.some(({ ticket }) => ticket.id === id);
    const changes = outcome?.kind === 'done' && outcome.events.length > 0;
    if (!outcome || (written && !kept.has(id)) || (!changes && !fresh)) return this.#again(order);
    const fault = kept.get(id);
    if (fault) return resolve(failed(fault));
    if (outcome.kind === 'refused') return resolve(failed(outcome.fault));
    if (outcome.kind === 'taken') return resolve('taken');
    resolve(ok({ ticket: outcome.ticket, known: outcome.known }));
  }

  /** What was remembered is old: another server changed the ticket. */
  #again(order: Waiting): void {
    const { id, tries, resolve } = order;
    this.#recent.forget(id);
    if (tries >= MOST_TRIES) return resolve(failed(new Fault('tickets.not-kept', 'Others changed this ticket at the same time again and again; try once more.', { retryable: true })));
    this.#waiting.unshift({ ...order, tries: tries + 1 });
  }
}

const ticketPair = (id: string, ticket: Ticket | undefined): (readonly [string, Ticket])[] => (ticket ? [[id, ticket]] : []);
