import { type Clock, type EpochMillis, Fault, type Log, type Millis, type Result, failed, ok, sleep } from '#core';
import type { TicketDesk } from '../desk/ticket-desk.ts';
import type { Ticket } from '../model.ts';
import { TicketRefusal } from '../refusal.ts';
import { Comparison, type Likeness, type Sought, productOf, textOf } from './likeness.ts';
import type { TicketText, TicketTexts } from './port.ts';
import { TextIndex } from './text-index.ts';

export interface SimilarTicket extends Likeness {
  readonly ticket: Ticket;
}

export interface SimilarOptions {
  readonly desk: Pick<TicketDesk, 'get' | 'find' | 'changed'>;
  readonly texts: TicketTexts;
  readonly clock: Clock;
  readonly log: Log;
  /** Texts in one generation of the index; the newest one to two of them are searched. */
  readonly generation?: number;
}

interface Place {
  readonly at: EpochMillis;
  readonly id: string;
}

/** 120,000 texts took 200 MB. */
const GENERATION = 150_000;
/** Texts read at once, and taken into the index without a pause: some milliseconds. */
const PAGE = 1_000;
const SLICE = 100;
const PAUSE_MS = 2;
/** What other servers wrote is looked for so often; some of it may be older than the newest we know, by their clocks and their commits. */
const OTHERS_EVERY_MS = 10_000;
const OVERLAP_MS = 3_000;
/** Own new tickets kept for the next question; more are read from the table. */
const MOST_NEW = 1_000;
/** Who asks while the index is being made waits so long. */
const PATIENCE_MS = 15_000;
/** Compared in full. */
const CANDIDATES = 60;
const OF_CUSTOMER = 20;

/**
 * Tickets that say the same. The index is made at the first question and follows the table of tickets from then on, when it is asked:
 * when a ticket is written, it is noted that it is new, nothing more.
 *
 *   question ─▶ catch up ─▶ BM25 in memory ─┐
 *                           same customer ──┴▶ candidates, read fresh ─▶ trigrams, shared terms, customer, product ─▶ best first
 */
export class SimilarDesk {
  readonly #options: SimilarOptions;
  #generations: readonly TextIndex[] = [new TextIndex()];
  #newest: Place = { at: 0, id: '' };
  #catchingUp: Promise<void> | undefined;
  #readAt: Millis | undefined;
  /** All was read once. */
  #made = false;
  #new: Ticket[] = [];

  constructor(options: SimilarOptions) {
    this.#options = options;
    options.desk.changed.on(({ ticket, events }) => {
      if (this.#readAt !== undefined && this.#new.length < MOST_NEW && events[0]?.type === 'created') this.#new.push(ticket);
    });
  }

  /** Those like a ticket that is there. Faults: tickets.unknown, tickets.similar-not-ready. */
  async of(id: string, most: number, seen: (ticket: Ticket) => boolean): Promise<Result<readonly SimilarTicket[]>> {
    const ticket = await this.#options.desk.get(id);
    if (!ticket) return failed(new TicketRefusal('tickets.unknown', 'There is no ticket with this number.'));
    const product = productOf(ticket);
    const sought = { subject: ticket.subject, text: ticket.text, requester: ticket.requester, ...(product === undefined ? {} : { product }) };
    const related = new Set([id, ticket.mergedInto, ...(ticket.absorbed ?? []).map((one) => one.ticket)]);
    return this.#search(sought, most, { seen: (other) => !related.has(other.id) && seen(other), known: id });
  }

  /** Those like a text that is being written; never what was merged into another one. Faults: tickets.similar-not-ready. */
  to(sought: Sought, most: number, seen: (ticket: Ticket) => boolean): Promise<Result<readonly SimilarTicket[]>> {
    return this.#search(sought, most, { seen });
  }

  async #search(sought: Sought, most: number, { seen, known }: { readonly seen: (ticket: Ticket) => boolean; readonly known?: string }): Promise<Result<readonly SimilarTicket[]>> {
    if (!(await this.#ready())) return failed(new Fault('tickets.similar-not-ready', 'Tickets are still being read for this; try again in some seconds.', { retryable: true }));
    const comparison = new Comparison(sought, this.#generations, known !== undefined && this.#generations.some((index) => index.has(known)));
    const { number } = sought.requester;
    const own = number === undefined ? [] : await this.#options.desk.find({ limit: OF_CUSTOMER, requester: number });
    const best = this.#generations.flatMap((index) => index.best(comparison.weights, CANDIDATES)).toSorted((a, b) => b.score - a.score).slice(0, CANDIDATES);
    const there = new Set(own.map(({ id }) => id));
    const read = await Promise.all(best.filter(({ id }) => !there.has(id)).map(({ id }) => this.#options.desk.get(id)));
    const candidates = [...own, ...read.filter((ticket) => ticket !== undefined)].filter((ticket) => ticket.mergedInto === undefined && seen(ticket));
    return ok(candidates.map((ticket) => ({ ticket, ...comparison.with(ticket) })).filter(({ text }) => text > 0).toSorted((a, b) => b.score - a.score).slice(0, most));
  }

  /** Texts in the index now. */
  get size(): number {
    return this.#generations.reduce((sum, index) => sum + index.size, 0);
  }

  /** False when the index is not ready yet; the first one is made in the background. */
  async #ready(): Promise<boolean> {
    const { clock } = this.#options;
    const first = this.#readAt === undefined;
    const missed = this.#new.length >= MOST_NEW;
    for (const ticket of this.#new.splice(0)) this.#take(ticket);
    if (first || missed || clock.now() - (this.#readAt ?? 0) > OTHERS_EVERY_MS) this.#begin();
    if (!this.#catchingUp || !(first || missed || !this.#made)) return true;
    let patience: { cancel(): void } | undefined;
    const late = new Promise<false>((resolve) => (patience = clock.after(PATIENCE_MS, () => resolve(false))));
    const done = await Promise.race([this.#catchingUp.then(() => true as const), late]);
    patience?.cancel();
    return done;
  }

  #begin(): void {
    if (this.#catchingUp) return;
    this.#readAt = this.#options.clock.now();
    this.#catchingUp = this.#catchUp().then(
      () => void (this.#made = true),
      (error: unknown) => {
        // The database is away: at the next question.
        this.#readAt = this.#made ? this.#readAt : undefined;
        if (!this.#made) throw error;
      },
    ).finally(() => (this.#catchingUp = undefined));
    this.#catchingUp.catch(() => {});
  }

  async #catchUp(): Promise<void> {
    const { texts, clock, log } = this.#options;
    if (this.size === 0) this.#newest = (await texts.newest(this.#generation)) ?? this.#newest;
    const begun = this.size;
    let after: Place = { at: Math.max(0, this.#newest.at - OVERLAP_MS), id: '' };
    for (let page: readonly TicketText[] | undefined; page === undefined || page.length === PAGE; ) {
      page = await texts.after(after, PAGE);
      for (const [at, each] of page.entries()) {
        this.#take(each);
        if (at % SLICE === SLICE - 1) await sleep(clock, begun === 0 ? PAUSE_MS : 0);
      }
      const last = page.at(-1);
      if (last) after = { at: last.createdAt, id: last.id };
      if (last && last.createdAt > this.#newest.at) this.#newest = { at: last.createdAt, id: last.id };
    }
    if (begun === 0 && this.size > 0) log.info('tickets can be compared', { tickets: this.size });
  }

  get #generation(): number {
    return this.#options.generation ?? GENERATION;
  }

  #take({ id, subject, text }: Pick<TicketText, 'id' | 'subject' | 'text'>): void {
    if (this.#generations.some((index) => index.has(id))) return;
    const [current = new TextIndex()] = this.#generations;
    current.add(id, textOf({ subject, text }));
    if (current.size >= this.#generation) this.#generations = [new TextIndex(), current];
  }
}
