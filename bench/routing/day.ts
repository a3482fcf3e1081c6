import { type Random, seededRandom } from '#core';
import { initialRouting, type LoggedCommand, route, type RoutingCommand, type RoutingState } from '#routing';
import type { Floor } from './floor.ts';

/** A set from which any one can be drawn. */
class Bag {
  readonly #items: string[] = [];
  readonly #at = new Map<string, number>();

  get size(): number {
    return this.#items.length;
  }

  add(item: string): void {
    if (this.#at.has(item)) return;
    this.#at.set(item, this.#items.length);
    this.#items.push(item);
  }

  delete(item: string): void {
    const at = this.#at.get(item);
    if (at === undefined) return;
    this.#at.delete(item);
    const last = this.#items.pop();
    if (last === undefined || last === item) return;
    this.#items[at] = last;
    this.#at.set(last, at);
  }

  any(random: Random): string | undefined {
    return this.#items[random.int(this.#items.length)];
  }
}

/** Between two commands: 10,000 a second, thirty times what such a house does. */
const COMMAND_MS = 0.1;

/** A floor at work on a virtual clock, kept at one number of waiting contacts. */
export class Day {
  readonly #floor: Floor;
  readonly #random = seededRandom(11);
  readonly #offers = new Bag();
  readonly #waiting = new Bag();
  /** `contact agent`. */
  readonly #talks = new Bag();
  readonly #away = new Bag();
  readonly #agents: readonly string[];
  state: RoutingState;
  #now = 0;
  /** The last command, in the machine alone. */
  #tookMs = 0;
  events = 0;
  /** µs of each command, and the commands, of the last `work`. */
  readonly times: number[] = [];
  readonly done: LoggedCommand[] = [];

  constructor(floor: Floor) {
    this.#floor = floor;
    this.#agents = floor.settings.agents.map(({ id }) => id);
    this.state = initialRouting(floor.settings);
    for (const agent of this.#agents) {
      this.#do({ type: 'agent.online', agent, ready: true });
      this.#do({ type: 'contact.enqueue', contact: floor.direct(agent) });
      this.#do({ type: 'offer.answered', offer: this.#offers.any(this.#random) ?? '' });
    }
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** So many wait; everybody talks. */
  fill(waiting: number): void {
    while (this.#waiting.size < waiting) {
      this.#now += 1;
      this.#do({ type: 'contact.enqueue', contact: this.#floor.contact() });
      const offer = this.#offers.any(this.#random);
      if (offer !== undefined) this.#do({ type: 'offer.answered', offer });
    }
  }

  work(commands: number, waiting: number): void {
    this.times.length = 0;
    this.done.length = 0;
    this.events = 0;
    for (let i = 0; i < commands; i++) {
      this.#now += COMMAND_MS;
      const command = this.#next(waiting);
      this.done.push({ at: this.#now, command });
      this.#do(command);
      this.times.push(this.#tookMs * 1000);
    }
  }

  #next(waiting: number): RoutingCommand {
    const random = this.#random;
    const dice = random.int(100);
    if (dice < 4) return { type: 'agent.not-ready', agent: this.#anyAgent(), reason: 'break' };
    if (dice < 8) return { type: 'agent.ready', agent: this.#away.any(random) ?? this.#anyAgent() };
    if (dice < 10) return { type: 'offer.failed', offer: this.#offers.any(random) ?? 'none', why: 'rejected' };
    if (dice < 15) return { type: 'contact.leave', contact: this.#waiting.any(random) ?? 'none', why: 'abandoned' };
    if (dice < 40 && this.#offers.size > 0) return { type: 'offer.answered', offer: this.#offers.any(random) ?? 'none' };
    if (dice < 65 && this.#talks.size > 0) {
      const [contact = '', agent = ''] = (this.#talks.any(random) ?? '').split(' ');
      return { type: 'contact.ended', contact, agent };
    }
    if (this.#waiting.size < waiting) return { type: 'contact.enqueue', contact: this.#floor.contact() };
    return { type: 'tick' };
  }

  #anyAgent(): string {
    return this.#agents[this.#random.int(this.#agents.length)] ?? '';
  }

  #do(command: RoutingCommand): void {
    const began = performance.now();
    const turn = route(this.state, command, this.#now);
    this.#tookMs = performance.now() - began;
    this.state = turn.state;
    this.events += turn.events.length;
    if (command.type === 'contact.ended') this.#talks.delete(`${command.contact} ${command.agent}`);
    if (command.type === 'offer.failed' || command.type === 'offer.answered') this.#offers.delete(command.offer);
    for (const event of turn.events) this.#hear(event);
  }

  #hear(event: ReturnType<typeof route>['events'][number]): void {
    switch (event.type) {
      case 'contact.queued':
        return this.#waiting.add(event.contact);
      case 'offer.made':
        return this.#offers.add(event.offer);
      case 'offer.withdrawn':
        return this.#offers.delete(event.offer);
      case 'contact.left':
        return this.#waiting.delete(event.contact);
      case 'contact.connected': {
        this.#waiting.delete(event.contact);
        this.#talks.add(`${event.contact} ${event.agent}`);
        return;
      }
      case 'agent.state':
        if (event.state.kind === 'not-ready') this.#away.add(event.agent);
        else this.#away.delete(event.agent);
        return;
      default:
    }
  }
}
