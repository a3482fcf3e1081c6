import { type Clock, Emitter, Fault, type Random, type Result, failed, ok } from '#core';
import type { Ticket, TicketChange, TicketEvent, TicketWish } from '../model.ts';
import type { TicketQuery, TicketRecords } from '../port.ts';
import { TicketRefusal } from '../refusal.ts';
import type { TicketWorld } from '../world.ts';
import { GatheredReads } from './gathered-reads.ts';
import { type Done, GroupCommit } from './group-commit.ts';
import { TICKET_NUMBER, hashOfWish, numberOfKey, randomNumber } from './ticket-number.ts';

export interface TicketDeskOptions {
  readonly records: TicketRecords;
  /** As the configuration is now. */
  readonly world: () => TicketWorld;
  readonly clock: Clock;
  readonly random: Random;
  /** The tier of the customer with this number, for policies and rules. */
  readonly tierOf?: (number: string) => Promise<string | undefined>;
  /** Tickets remembered between changes; default 20,000. */
  readonly remembered?: number;
}

/** How a wish is given. */
export interface GivenBy {
  readonly by: string;
  /** The same key again gives the same ticket; the caller's name space is part of it. */
  readonly key?: string;
}

export interface ChangeBy extends GivenBy {
  /** Refused unless the ticket is still of this version. */
  readonly version?: number;
}

/** A ticket belongs to a family of so many generations at most. */
const GENERATIONS = 8;
/** Numbers tried for one ticket: the next one is taken with a chance of one to thousands. */
const NUMBERS_TRIED = 12;

/** Tickets with a clock and a store. All of it rejects while the database is away: then it may or may not have been done. */
export class TicketDesk {
  readonly #options: TicketDeskOptions;
  readonly #writes: GroupCommit;
  readonly #reads: GatheredReads;
  /** What happened here, after it is durable: for consoles, clocks and rules. */
  readonly changed = new Emitter<{ readonly ticket: Ticket; readonly events: readonly TicketEvent[] }>();

  constructor(options: TicketDeskOptions) {
    this.#options = options;
    this.#writes = new GroupCommit({ ...options, changed: (ticket, events) => this.changed.emit({ ticket, events }) });
    this.#reads = new GatheredReads(options.records);
  }

  /**
   * Faults: tickets.invalid (all that is wrong in `problems`), tickets.unknown-template, tickets.no-queue, tickets.key-reused, tickets.bad-parent, tickets.busy.
   * `lenient` is for calls: what is wrong is left out. `notes` are kept in the same write, and may be others when the same key comes again.
   */
  async create(wish: TicketWish, { by, key, lenient = false, notes }: GivenBy & { readonly lenient?: boolean; readonly notes?: readonly string[] }): Promise<Result<Done>> {
    const family = wish.parent === undefined ? undefined : await this.#family(wish.parent);
    if (family && !family.ok) return family;
    const keyed = key === undefined ? {} : { key, wishHash: hashOfWish(wish) };
    const known = await this.#withTier(wish);
    for (let attempt = 0; attempt < NUMBERS_TRIED; attempt += 1) {
      const id = key === undefined ? randomNumber(this.#options.random) : numberOfKey(key, attempt);
      const made = await this.#writes.send({ id, command: { type: 'create', id, wish: known, by, lenient, ...keyed, ...(notes ? { notes } : {}) } });
      if (made !== 'taken') return made;
    }
    return failed(new Fault('tickets.not-kept', 'No free number was found for the ticket; try again.', { retryable: true }));
  }

  /** Faults: tickets.unknown, tickets.changed (another version), tickets.closed, tickets.no-move, tickets.incomplete, tickets.invalid, tickets.bad-parent, tickets.busy. */
  async change(id: string, change: TicketChange, { by, key, version }: ChangeBy): Promise<Result<Ticket>> {
    if (!TICKET_NUMBER.test(id)) return failed(unknownTicket());
    const parent = change.type === 'update' ? change.update.parent : undefined;
    const family = typeof parent === 'string' ? await this.#family(parent, id) : undefined;
    if (family && !family.ok) return family;
    const done = await this.#writes.send({ id, command: { type: 'change', change, by, ...(key === undefined ? {} : { key }), ...(version === undefined ? {} : { version }) } });
    if (done === 'taken') return failed(unknownTicket());
    if (done.ok && change.type === 'reply' && done.value.ticket.mergedInto !== undefined) await this.#tellMerged(done.value.ticket, by, key);
    return done.ok ? ok(done.value.ticket) : done;
  }

  /** Who works on the ticket that it lives on in is to see that the customer wrote; sent again it changes nothing. */
  async #tellMerged({ id, version, mergedInto }: Ticket, by: string, key: string | undefined): Promise<void> {
    const target = mergedInto === undefined ? undefined : await this.lastOf(mergedInto);
    if (target) await this.#writes.send({ id: target.id, command: { type: 'change', change: { type: 'heard', ticket: id }, by, key: `heard/${id}/${key ?? version}` } });
  }

  /** The ticket that this one lives on in: itself, or where it was merged to. */
  async lastOf(id: string): Promise<Ticket | undefined> {
    let ticket = await this.get(id);
    for (let generation = 0; ticket?.mergedInto !== undefined && generation < GENERATIONS; generation += 1) ticket = await this.get(ticket.mergedInto);
    return ticket;
  }

  /** As it is now. */
  get(id: string): Promise<Ticket | undefined> {
    return TICKET_NUMBER.test(id) ? this.#reads.get(id) : Promise.resolve(undefined);
  }

  find(query: TicketQuery): Promise<readonly Ticket[]> {
    return this.#options.records.find(query);
  }

  history(id: string, after: number, limit: number): Promise<readonly TicketEvent[]> {
    return this.#options.records.history(id, after, limit);
  }

  /** What the configuration offers. */
  get world(): TicketWorld {
    return this.#options.world();
  }

  counts(): { readonly waiting: number; readonly batches: number } {
    return this.#writes.counts();
  }

  async #withTier(wish: TicketWish): Promise<TicketWish> {
    const { number, tier } = wish.requester ?? {};
    const { tierOf } = this.#options;
    const found = tierOf && number !== undefined && tier === undefined ? await tierOf(number) : undefined;
    return found === undefined ? wish : { ...wish, requester: { ...wish.requester, tier: found } };
  }

  /** A parent exists, and is no descendant of the ticket. */
  async #family(parent: string, of?: string): Promise<Result<void>> {
    let above: string | undefined = parent;
    for (let generation = 0; above !== undefined; generation += 1) {
      if (above === of || generation >= GENERATIONS) return failed(badParent('A ticket cannot be its own ancestor, and families have at most 8 generations.', '工单不能成为自己的上级，层级最多 8 层'));
      const ticket: Ticket | undefined = await this.get(above);
      if (!ticket && generation === 0) return failed(badParent('There is no ticket with the number given as parent.', '上级工单不存在'));
      above = ticket?.parent;
    }
    return ok(undefined);
  }
}

const unknownTicket = () => new TicketRefusal('tickets.unknown', 'There is no ticket with this number.');
const badParent = (en: string, zh: string) => new TicketRefusal('tickets.bad-parent', en, [{ field: 'parent', zh, en }]);
