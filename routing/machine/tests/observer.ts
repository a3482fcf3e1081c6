import type { AgentState, ContactRequest, RoutingCommand, RoutingEvent, RoutingSettings } from '../../model.ts';

interface Seen {
  readonly request: ContactRequest;
  readonly since: number;
  readonly order: number;
  offer: string | undefined;
}

/**
 * Follows the events alone and knows nothing of the machine's indexes; `check` throws when the events contradict a promise
 * of the room.
 */
export class Observer {
  readonly agents = new Map<string, AgentState>();
  readonly contacts = new Map<string, Seen>();
  readonly offers = new Map<string, { contact: string; agent: string; until: number }>();
  readonly places = new Map<string, number>();
  readonly ends: Record<string, number> = { connected: 0, left: 0, failed: 0 };
  queued = 0;
  settings: RoutingSettings;
  #order = 0;

  constructor(settings: RoutingSettings) {
    this.settings = settings;
  }

  hear(command: RoutingCommand, events: readonly RoutingEvent[], now: number): void {
    if (command.type === 'settings') this.settings = command.settings;
    const request = command.type === 'contact.enqueue' ? command.contact : undefined;
    const fresh = request && !this.contacts.has(request.id);
    if (request && fresh) {
      this.contacts.set(request.id, { request, since: request.waitingSince ?? now, order: this.#order++, offer: undefined });
      this.queued++;
    }
    for (const event of events) this.#follow(event, now);
  }

  #follow(event: RoutingEvent, now: number): void {
    switch (event.type) {
      case 'agent.state':
        this.agents.set(event.agent, event.state);
        return;
      case 'offer.made':
        return this.#offered(event, now);
      case 'offer.withdrawn':
        return this.#closed(event.offer);
      case 'contact.position':
      case 'contact.queued':
        this.places.set(event.contact, event.position);
        return;
      case 'contact.connected':
        return this.#ended(event.contact, 'connected');
      case 'contact.left':
        return this.#ended(event.contact, 'left');
      case 'contact.failed':
        return this.#ended(event.contact, 'failed');
      default:
    }
  }

  #offered(event: Extract<RoutingEvent, { type: 'offer.made' }>, now: number): void {
    const contact = this.contacts.get(event.contact);
    demand(contact, 'an offer for a contact that is in no queue');
    demand(contact.offer === undefined, 'two offers for one contact');
    demand(!this.offers.has(event.offer), 'an offer id used twice');
    demand([...this.offers.values()].every((o) => o.agent !== event.agent), 'two offers for one agent');
    demand(contact.request.except !== event.agent, 'offered to the excepted agent');
    demand(contact.request.only === undefined || contact.request.only === event.agent, 'a direct request offered to another');
    contact.offer = event.offer;
    this.offers.set(event.offer, { contact: event.contact, agent: event.agent, until: now + event.ringTimeoutMs });
  }

  #closed(offer: string): void {
    const open = this.offers.get(offer);
    if (!open) return;
    this.offers.delete(offer);
    const contact = this.contacts.get(open.contact);
    if (contact) contact.offer = undefined;
  }

  #ended(id: string, how: string): void {
    const contact = this.contacts.get(id);
    demand(contact, `a contact ended twice, or never queued: ${how}`);
    this.ends[how] = (this.ends[how] ?? 0) + 1;
    if (contact.offer !== undefined) this.offers.delete(contact.offer);
    this.contacts.delete(id);
    this.places.delete(id);
  }

  /** A failed offer is told by the phone: the machine tells no withdrawal, so the command closes it here. */
  close(offer: string): void {
    this.#closed(offer);
  }

  check(now: number): void {
    demand(this.queued === this.contacts.size + sum(Object.values(this.ends)), 'a contact was lost');
    for (const { agent, until } of this.offers.values()) {
      demand(until > now, 'an offer rings longer than its time');
      demand(this.agents.get(agent)?.kind === 'offered', 'an open offer at an agent who is not offered');
    }
    const offered = [...this.agents.values()].filter((state) => state.kind === 'offered');
    demand(offered.length === this.offers.size, 'an agent rings without an offer');
    for (const contact of this.contacts.values()) if (contact.offer === undefined) this.#checkWaiting(contact);
    this.#checkPlaces();
  }

  #checkWaiting({ request }: Seen): void {
    demand(request.only === undefined, 'a direct request waits');
    if (!this.settings.queues.some((queue) => queue.id === request.queue)) return;
    for (const spec of this.settings.agents) {
      if (this.agents.get(spec.id)?.kind !== 'ready' || !spec.queues.includes(request.queue) || request.except === spec.id) continue;
      const able = request.needs.every((need) => (spec.skills[need.skill] ?? 0) >= need.level);
      demand(!able, `${request.id} waits while ${spec.id} is ready`);
    }
  }

  #checkPlaces(): void {
    const lines = Map.groupBy(this.contacts.values(), (contact) => contact.request.queue);
    for (const line of lines.values()) {
      const standing = line.filter((contact) => contact.request.only === undefined);
      standing.sort((a, b) => b.request.priority - a.request.priority || a.since - b.since || a.order - b.order);
      standing.slice(0, 10).forEach((contact, i) => demand(this.places.get(contact.request.id) === i + 1, 'a place told is not the place held'));
    }
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

function demand(held: unknown, broken: string): asserts held {
  if (!held) throw new Error(broken);
}
