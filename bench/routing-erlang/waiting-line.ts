import { type Random, seededRandom } from '#core';
import { initialRouting, route, type RoutingCommand } from '#routing';
import { Agenda } from '../../routing/replay/what-if/agenda.ts';

/** Times in ms. */
export interface LineSpec {
  readonly seed: number;
  readonly arrivals: number;
  readonly agents: number;
  readonly betweenArrivals: number;
  readonly handling: number;
  /** Mean patience; undefined: nobody gives up. */
  readonly patience?: number;
}

/** One value per arrival, in order of arrival. */
export interface LineRun {
  readonly waits: Float64Array;
  readonly gaveUp: Uint8Array;
  /** Wait of the same arrivals, with the same handling times, at one server that is as fast as all agents together (Lindley). */
  readonly fastServerWaits: Float64Array;
  readonly commands: number;
}

/** Random arrivals at the real machine; phones are answered at once, there is no wrap-up. */
export function runLine(spec: LineSpec): LineRun {
  return new WaitingLine(spec).run();
}

class WaitingLine {
  readonly #spec: LineSpec;
  readonly #handling: Float64Array;
  readonly #patience: Float64Array;
  readonly #gaps: Float64Array;
  readonly #waits: Float64Array;
  readonly #gaveUp: Uint8Array;
  /** 1 while the contact waits. */
  readonly #stands: Uint8Array;
  readonly #coming = new Agenda();
  #state = initialRouting({ agents: [], queues: [] });
  #commands = 0;

  constructor(spec: LineSpec) {
    this.#spec = spec;
    const { arrivals, seed, betweenArrivals, handling, patience = 0 } = spec;
    this.#gaps = exponentials(seededRandom(seed), arrivals, betweenArrivals);
    this.#handling = exponentials(seededRandom(seed + 1), arrivals, handling);
    this.#patience = exponentials(seededRandom(seed + 2), patience > 0 ? arrivals : 0, patience);
    this.#waits = new Float64Array(arrivals);
    this.#gaveUp = new Uint8Array(arrivals);
    this.#stands = new Uint8Array(arrivals);
  }

  run(): LineRun {
    const { agents, arrivals } = this.#spec;
    const ids = Array.from({ length: agents }, (_, i) => `a${i}`);
    this.#send(0, { type: 'settings', settings: { agents: ids.map((id) => ({ id, skills: {}, queues: ['q'] })), queues: [{ id: 'q', ringTimeoutMs: 60_000, wrapUpMs: 0 }] } });
    for (const agent of ids) this.#send(0, { type: 'agent.online', agent, ready: true });
    let now = 0;
    for (let i = 0; i < arrivals; i++) {
      now += this.#gaps[i] ?? 0;
      this.#until(now);
      const id = String(i);
      this.#stands[i] = 1;
      this.#send(now, { type: 'contact.enqueue', contact: { id, queue: 'q', needs: [], priority: 0 } });
      const patience = this.#patience[i];
      if (patience !== undefined) this.#giveUpAt(now + patience, i);
    }
    this.#until(Number.POSITIVE_INFINITY);
    return { waits: this.#waits, gaveUp: this.#gaveUp, fastServerWaits: this.#fastServer(), commands: this.#commands };
  }

  #until(end: number): void {
    while (this.#coming.nextAt <= end && this.#coming.nextAt < Number.POSITIVE_INFINITY) this.#coming.take()?.();
  }

  #giveUpAt(at: number, index: number): void {
    this.#coming.add(at, () => {
      if (this.#stands[index]) this.#send(at, { type: 'contact.leave', contact: String(index), why: 'abandoned' });
    });
  }

  #send(at: number, command: RoutingCommand): void {
    this.#commands++;
    const turn = route(this.#state, command, at);
    this.#state = turn.state;
    for (const event of turn.events) {
      if (event.type === 'offer.made') this.#send(at, { type: 'offer.answered', offer: event.offer });
      if (event.type === 'contact.connected') this.#connected(at, event);
      if (event.type === 'contact.left') {
        const index = Number(event.contact);
        this.#waits[index] = event.waitedMs;
        this.#gaveUp[index] = 1;
        this.#stands[index] = 0;
      }
    }
  }

  #connected(at: number, { contact, agent, waitedMs }: { contact: string; agent: string; waitedMs: number }): void {
    const index = Number(contact);
    this.#waits[index] = waitedMs;
    this.#stands[index] = 0;
    const end = at + (this.#handling[index] ?? 0);
    this.#coming.add(end, () => this.#send(end, { type: 'contact.ended', contact, agent }));
  }

  #fastServer(): Float64Array {
    const { agents, arrivals } = this.#spec;
    const waits = new Float64Array(arrivals);
    let wait = 0;
    for (let i = 0; i < arrivals; i++) {
      waits[i] = wait;
      wait = Math.max(0, wait + (this.#handling[i] ?? 0) / agents - (this.#gaps[i + 1] ?? 0));
    }
    return waits;
  }
}

function exponentials(random: Random, count: number, mean: number): Float64Array {
  // 48 bits: the seeded source gives 32, whose coarsest gap would cut the tail at 22 means.
  const uniform = () => (random.int(2 ** 24) * 2 ** 24 + random.int(2 ** 24) + 0.5) / 2 ** 48;
  return Float64Array.from({ length: count }, () => -mean * Math.log(uniform()));
}
