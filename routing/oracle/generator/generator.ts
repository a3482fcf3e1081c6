import type { Random } from '#core';
import type { ContactRequest, OfferFailure, RoutingCommand } from '../../model.ts';
import { randomSettings } from './random-settings.ts';
import type { Feature } from './random-settings.ts';
import { AGENTS, QUEUES, SKILLS } from './random-settings.ts';
import type { World } from '../world.ts';

const FAILURES: readonly OfferFailure[] = ['rejected', 'busy', 'unreachable', 'no-answer'];
const REASONS = ['lunch', 'training'];

export const pick = <T>(random: Random, items: readonly T[]): T | undefined => items[random.int(items.length)];

/** One command of a bad day: mostly sensible, some late, doubled, unknown or out of place. */
export class Generator {
  readonly #random: Random;
  readonly #features: ReadonlySet<Feature>;
  #contacts = 0;
  #last: RoutingCommand = { type: 'tick' };

  constructor(random: Random, features: ReadonlySet<Feature>) {
    this.#random = random;
    this.#features = features;
  }

  next(world: World): RoutingCommand {
    // Doubled by a network that repeats itself.
    if (this.#random.int(25) === 0) return this.#last;
    return (this.#last = this.#fresh(world));
  }

  #fresh(world: World): RoutingCommand {
    const random = this.#random;
    const dice = random.int(100);
    // A floor that is neither empty nor full: arrivals slow down as the line grows.
    if (dice < 18) return world.standing.length > 5 + random.int(30) ? this.#answer(world) : { type: 'contact.enqueue', contact: this.#contact(world) };
    if (dice < 34) return this.#answer(world);
    if (dice < 44) return { type: 'offer.failed', offer: this.#offer(world), why: pick(random, FAILURES) ?? 'busy' };
    if (dice < 49) return { type: 'contact.leave', contact: this.#known(world), why: random.int(4) ? 'abandoned' : 'removed' };
    if (dice < 65) return this.#ended(world);
    if (dice < 96) return this.#agentCommand(world);
    if (dice < 97) return random.int(3) ? { type: 'tick' } : { type: 'settings', settings: randomSettings(random, this.#features) };
    return { type: 'tick' };
  }

  #agentCommand(world: World): RoutingCommand {
    const random = this.#random;
    const agent = random.int(40) ? (pick(random, AGENTS) ?? '') : 'nobody';
    const dice = random.int(32);
    if (dice < 12) return { type: 'agent.ready', agent };
    if (dice < 15) return { type: 'agent.not-ready', agent, reason: pick(random, REASONS) ?? '' };
    if (dice < 23) return { type: 'agent.online', agent, ready: random.int(4) > 0, ...(random.int(8) ? {} : { wrapUp: { ms: random.int(4_000) } }) };
    if (dice < 26) return { type: 'agent.offline', agent };
    if (dice < 28) return { type: 'wrap-up.extend', agent: this.#inWrapUp(world) ?? agent, ms: random.int(5_000) };
    if (dice < 30) return { type: 'wrap-up.finish', agent: this.#inWrapUp(world) ?? agent };
    return { type: 'wrap-up.owed', agent, reason: random.int(3) ? undefined : 'disposition' };
  }

  #answer(world: World): RoutingCommand {
    return { type: 'offer.answered', offer: this.#random.int(15) ? this.#offer(world) : 'c0@a0' };
  }

  #offer(world: World): string {
    const one = pick(this.#random, world.ringing);
    return one ? `${one.contact}@${one.agent}` : 'nobody@nowhere';
  }

  #known(world: World): string {
    return pick(this.#random, world.standing)?.id ?? 'c-none';
  }

  #ended(world: World): RoutingCommand {
    const random = this.#random;
    const talk = pick(random, world.talks);
    const agent = pick(random, AGENTS) ?? '';
    return { type: 'contact.ended', contact: talk?.contact ?? 'c-none', agent: talk && random.int(20) ? talk.agent : agent };
  }

  #inWrapUp(world: World): string | undefined {
    return pick(this.#random, world.people.filter((one) => one.state.kind === 'wrap-up'))?.id;
  }

  #contact(world: World): ContactRequest {
    const random = this.#random;
    const needs = SKILLS.filter(() => random.int(5) === 0).map((skill) => ({ skill, level: 1 + random.int(6) }));
    // Now and then one that waits already, or that talks and is transferred.
    const again = random.int(12) ? undefined : (pick(random, [...world.standing, ...world.talks.map(({ contact: id }) => ({ id }))])?.id ?? undefined);
    return {
      id: again ?? `c${this.#contacts++}`,
      queue: random.int(40) ? (pick(random, QUEUES) ?? 'q0') : 'q-unknown',
      needs,
      priority: random.int(3),
      ...(random.int(6) ? {} : { waitingSince: Math.max(0, world.now - random.int(30_000)) }),
      ...(random.int(12) ? {} : { only: pick(random, AGENTS) ?? 'a0' }),
      ...(random.int(8) ? {} : { except: pick(random, AGENTS) ?? 'a0' }),
    };
  }
}
