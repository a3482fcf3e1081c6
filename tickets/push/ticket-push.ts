import { type AgentId, type Clock, Emitter, type EpochMillis, Fault, type Log, type Result, type Scope, failed, ok } from '#core';
import type { TicketDesk } from '../desk/ticket-desk.ts';
import type { Ticket, TicketEvent } from '../model.ts';
import type { TicketRecords } from '../port.ts';
import { PushLines, WINDOW } from './lines.ts';
import { contactOf, isWork, placeOf, type PushPlace, type PushRank, type PushSettings, ticketOf } from './place.ts';
import type { PushEvent, PushPiece, PushRouting } from './port.ts';
import { TicketFacts } from './ticket-facts.ts';

export interface TicketPushOptions {
  readonly desk: Pick<TicketDesk, 'changed' | 'change' | 'get'>;
  readonly records: Pick<TicketRecords, 'unassigned' | 'find' | 'get'>;
  readonly routing: PushRouting;
  /** As the configuration is now; without queues nothing is offered. */
  readonly settings: () => PushSettings;
  readonly clock: Clock;
  readonly log: Log;
}

/** What an agent's desk shows of tickets. */
export interface PushView {
  readonly capacity: number;
  readonly held: readonly Ticket[];
  readonly offer?: { readonly ticket: Ticket; readonly until: EpochMillis };
  readonly restsUntil?: EpochMillis;
}

/** What another server did in the moment it was killed is put right so late at most. */
const LOOK_EVERY_MS = 30_000;
/** Who is away is looked at so often. */
const AWAY_EVERY_MS = 1_000;
/** Nobody has more open tickets that are looked at. */
const MOST_HELD = 200;
/** Others who change a ticket just then are few. */
const TRIES = 3;
const BY_ROUTING = 'routing';

/**
 * Tells routing which tickets wait and who has which: the database is right, routing only offers. After a restart, and now and
 * then, everything is compared anew, so that nothing is lost or offered twice whoever was killed when. To take an offer is to become
 * the assignee, by version: of two who take it one has it.
 */
export class TicketPush {
  /** The desk of this agent shows something else. */
  readonly changed = new Emitter<AgentId>();
  readonly #options: TicketPushOptions;
  readonly #scope: Scope;
  readonly #lines = new PushLines();
  readonly #facts: TicketFacts;
  /** Since when agents are offline, by the clock. */
  readonly #away = new Map<AgentId, number>();
  #looking: Promise<void> | undefined;
  #again = false;

  constructor(options: TicketPushOptions, scope: Scope) {
    const { desk, routing, clock, records } = options;
    this.#options = options;
    this.#scope = scope;
    this.#facts = new TicketFacts(records, (agents) => agents.forEach((agent) => this.changed.emit(agent)));
    desk.changed.on(({ ticket, events }) => this.#settings.queues.size > 0 && this.#follow(ticket, gaveBack(events)), scope);
    routing.events.on((event) => this.#hear(event), scope);
    routing.anew.on(() => this.look(), scope);
    const look = clock.every(LOOK_EVERY_MS, () => routing.leads() && this.look('present'));
    const away = clock.every(AWAY_EVERY_MS, () => routing.leads() && void this.#takeBack());
    scope.onEnd(() => (look.cancel(), away.cancel()));
    this.look();
  }

  /** Undefined for who serves no queue whose tickets are offered. */
  of(agent: AgentId): PushView | undefined {
    const { channel, agents } = this.#settings;
    if (!agents.includes(agent)) return undefined;
    const { work, capacity } = this.#options.routing.aside(agent, channel);
    const wall = (at: number) => Math.round(this.#wallOf(at));
    const offer = work.find(({ phase }) => phase === 'offered');
    const rest = work.find(({ phase }) => phase === 'wrap-up');
    const known = this.#facts.of(agent, work.flatMap(({ contact }) => ticketOf(contact) ?? []));
    const ticket = offer && known.get(ticketOf(offer.contact) ?? '');
    return {
      capacity,
      held: work.flatMap(({ phase, contact }) => (phase === 'connected' ? (known.get(ticketOf(contact) ?? '') ?? []) : [])),
      ...(ticket && offer.until !== undefined ? { offer: { ticket, until: wall(offer.until) } } : {}),
      ...(rest?.until === undefined ? {} : { restsUntil: wall(rest.until) }),
    };
  }

  /** The ticket is the agent's. Faults: tickets.no-offer, tickets.taken, and those of a change. */
  async accept(agent: AgentId, id: string, by: string): Promise<Result<Ticket>> {
    if (!this.#offer(agent, id)) return failed(noOffer());
    for (let tries = 1; ; tries += 1) {
      const ticket = await this.#options.desk.get(id);
      if (ticket?.assignee === agent) return ok(ticket);
      if (!ticket || placeOf(ticket, this.#settings).kind !== 'waits') {
        if (ticket) this.#follow(ticket);
        return failed(new Fault('tickets.taken', 'Somebody has this ticket already, or it is done.'));
      }
      const done = await this.#options.desk.change(id, { type: 'assign', assignee: agent, offered: true }, { by, version: ticket.version });
      if (done.ok || done.fault.code !== 'tickets.changed' || tries >= TRIES) return done;
    }
  }

  /** To the next agent. Faults: tickets.no-offer. */
  decline(agent: AgentId, id: string): Result<void> {
    const offer = this.#offer(agent, id)?.offer;
    if (offer === undefined) return failed(noOffer());
    this.#options.routing.send({ type: 'offer.failed', offer, why: 'rejected' });
    return ok(undefined);
  }

  /** Compares everything: at start, after new settings, when the log was away; now and then for agents who are there. One at a time; asked meanwhile it looks again. */
  look(agents: 'all' | 'present' = 'all'): void {
    if (this.#looking) {
      this.#again = true;
      return;
    }
    this.#again = false;
    this.#looking = this.#compare(agents === 'all')
      .catch((error: unknown) => this.#options.log.warn('tickets could not be compared with routing; tried again soon', { error }))
      .finally(() => {
        this.#looking = undefined;
        if (this.#again && !this.#scope.ended) this.look();
      });
  }

  /** The configuration of queues is another one: what waits comes anew, in the channel and with the needs it has now. */
  beginAnew(): void {
    for (const queue of this.#lines.queues()) {
      for (const ticket of [...this.#lines.line(queue).tickets.keys()]) this.#options.routing.send({ type: 'contact.leave', contact: contactOf(ticket), why: 'removed' });
    }
    this.look();
  }

  /** Resolves when nothing is being compared. */
  async settled(): Promise<void> {
    while (this.#looking) await this.#looking;
  }

  get #settings(): PushSettings {
    return this.#options.settings();
  }

  #wallOf(at: number): number {
    const { clock } = this.#options;
    return clock.wall() - clock.now() + at;
  }

  #offer(agent: AgentId, id: string): PushPiece | undefined {
    return this.#options.routing.aside(agent, this.#settings.channel).work.find(({ phase, contact }) => phase === 'offered' && contact === contactOf(id));
  }

  #hear(event: PushEvent): void {
    const left = this.#lines.hear(event);
    if (left !== undefined) this.#gone(left);
    if (event.type === 'agent.aside') this.changed.emit(event.agent);
    if (event.type !== 'agent.state') return;
    if (event.state.kind !== 'offline') this.#away.delete(event.agent);
    else if (!this.#away.has(event.agent)) this.#away.set(event.agent, this.#options.clock.now());
  }

  /** Brings routing to where this ticket is; not offered to who just gave it back. */
  #follow(ticket: Ticket, except?: AgentId): void {
    const { id } = ticket;
    const contact = contactOf(id);
    const place = placeOf(ticket, this.#settings);
    const holder = this.#options.routing.holder(contact);
    const stands = this.#lines.queueOf(id);
    this.#facts.changed(ticket);
    if (holder !== undefined && (place.kind !== 'held' || place.agent !== holder)) this.#options.routing.send({ type: 'agent.lets-go', agent: holder, contact });
    if (place.kind === 'waits') return this.#wait(ticket, place, stands, except);
    if (place.kind === 'held' && this.#serves(place.agent)) {
      if (holder !== place.agent) this.#options.routing.send({ type: 'agent.holds', agent: place.agent, contact, channel: this.#settings.channel, queue: ticket.queue });
      else this.changed.emit(holder);
    } else if (stands !== undefined) this.#options.routing.send({ type: 'contact.leave', contact, why: 'removed' });
    this.#lines.drop(id);
    if (stands !== undefined) this.#gone(stands);
  }

  #gone(queue: string): void {
    if (this.#lines.isLow(queue)) void this.#refill(queue);
  }

  #serves(agent: AgentId): boolean {
    return this.#settings.agents.includes(agent);
  }

  #wait({ id, createdAt, queue: own }: Ticket, { queue, rank }: Extract<PushPlace, { kind: 'waits' }>, stands: string | undefined, except: AgentId | undefined): void {
    const { routing, clock } = this.#options;
    const contact = contactOf(id);
    const ageCreditMs = createdAt - rank.since;
    const push = this.#settings.queues.get(own);
    if (stands === queue) {
      if (same(this.#lines.rankOf(id), rank)) return;
      this.#lines.put(id, queue, rank);
      return routing.send({ type: 'contact.change', contact, priority: rank.priority, ageCreditMs });
    }
    if (stands !== undefined) routing.send({ type: 'contact.leave', contact, why: 'removed' });
    this.#lines.drop(id);
    const line = this.#lines.line(queue);
    if (!push || !this.#lines.hasRoom(queue, rank)) return void (line.more = true);
    this.#lines.put(id, queue, rank);
    const waitingSince = clock.now() - (clock.wall() - createdAt);
    routing.send({ type: 'contact.enqueue', contact: { id: contact, queue, channel: push.channel, needs: push.needs, priority: rank.priority, waitingSince, ageCreditMs, ...(except === undefined ? {} : { except }) } });
  }

  async #compare(all: boolean): Promise<void> {
    const { agents, queues } = this.#settings;
    const { routing, clock } = this.#options;
    for (const agent of agents) if (routing.agentState(agent).kind === 'offline' && !this.#away.has(agent)) this.#away.set(agent, clock.now());
    // First who has what: nobody is offered more than fits.
    if (queues.size > 0) for (const agent of agents) if (all || routing.agentState(agent).kind !== 'offline') await this.#compareHeld(agent);
    for (const { queue } of queues.values()) this.#lines.reset(queue, routing.standing(queue));
    for (const [id, { queue }] of queues) await this.#compareLine(id, queue);
    const pushed = new Set([...queues.values()].map(({ queue }) => queue));
    for (const queue of this.#lines.queues()) if (!pushed.has(queue)) await this.#others([...this.#lines.line(queue).tickets.keys()]);
  }

  async #compareHeld(agent: AgentId): Promise<void> {
    const { routing, records } = this.#options;
    const held = routing.aside(agent, this.#settings.channel).work.flatMap(({ phase, contact }) => (phase === 'connected' ? (ticketOf(contact) ?? []) : []));
    const kept = await records.find({ assignee: agent, states: ['new', 'open'], limit: MOST_HELD });
    for (const ticket of kept) this.#follow(ticket);
    const known = new Set(kept.map(({ id }) => id));
    await this.#others(held.filter((id) => !known.has(id)));
  }

  async #compareLine(id: string, queue: string): Promise<void> {
    const first = await this.#options.records.unassigned(id, WINDOW);
    this.#lines.line(queue).more = first.length >= WINDOW;
    for (const ticket of first) this.#follow(ticket);
    const known = new Set(first.map((ticket) => ticket.id));
    await this.#others([...this.#lines.line(queue).tickets.keys()].filter((one) => !known.has(one)));
  }

  /** Those that routing has and the database did not name. */
  async #others(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) for (const ticket of await this.#options.records.get(ids)) this.#follow(ticket);
  }

  async #refill(queue: string): Promise<void> {
    this.#lines.line(queue).more = false;
    const own = [...this.#settings.queues].find(([, push]) => push.queue === queue)?.[0];
    if (own === undefined) return;
    try {
      await this.#compareLine(own, queue);
    } catch (error) {
      this.#lines.line(queue).more = true;
      this.#options.log.warn('more tickets of a queue could not be read; tried again soon', { queue: own, error });
    }
  }

  /** What who is offline for long took from offers goes back to its queue. */
  async #takeBack(): Promise<void> {
    const { graceMs } = this.#settings;
    const now = this.#options.clock.now();
    for (const [agent, since] of this.#away) {
      if (now - since < graceMs || !this.#serves(agent)) continue;
      const { work } = this.#options.routing.aside(agent, this.#settings.channel);
      if (work.every(({ phase }) => phase !== 'connected')) continue;
      // Tried again later, whatever happens.
      this.#away.set(agent, now - graceMs + LOOK_EVERY_MS);
      try {
        for (const ticket of await this.#options.records.get(work.flatMap(({ contact }) => ticketOf(contact) ?? []))) await this.#giveBack(agent, ticket);
      } catch (error) {
        this.#options.log.warn('tickets of an agent who is away could not be given back; tried again soon', { agent, error });
      }
    }
  }

  async #giveBack(agent: AgentId, ticket: Ticket): Promise<void> {
    if (ticket.assignee !== agent || !ticket.offered || !isWork(ticket) || this.#options.routing.agentState(agent).kind !== 'offline') return;
    await this.#options.desk.change(ticket.id, { type: 'assign', assignee: null }, { by: BY_ROUTING, version: ticket.version });
  }
}

const same = (a: PushRank | undefined, b: PushRank): boolean => a?.priority === b.priority && a.since === b.since;
/** Who had it until now and does not want it; whom routing took it from may have it again. */
function gaveBack(events: readonly TicketEvent[]): AgentId | undefined {
  const last = events.findLast(({ type }) => type === 'assigned');
  const from = last?.data['from'];
  return last && last.by !== BY_ROUTING && last.data['to'] === null && typeof from === 'string' ? from : undefined;
}

const noOffer = () => new Fault('tickets.no-offer', 'This ticket is not offered to you now: the time was over, or it went to somebody else.');
