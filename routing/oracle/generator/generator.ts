import type { Random } from '#core';
import type { ContactRequest, OfferFailure, RoutingCommand } from '../../model.ts';
import type { World } from '../world/world.ts';
import { AGENTS, BACKGROUND, CHANNELS, type Feature, NODES, now, pick, QUEUES, randomSettings, randomSteps, SKILLS } from './random-settings.ts';

const FAILURES: readonly OfferFailure[] = ['rejected', 'busy', 'unreachable', 'no-answer'];
const REASONS = ['lunch', 'training'];
const CUSTOMERS = ['k0', 'k1', 'k2', 'k3', 'k4'];

/** One command of a bad day: mostly sensible, some late, doubled, unknown or out of place. */
export class Generator {
  readonly #random: Random;
  readonly #features: ReadonlySet<Feature>;
  #contacts = 0;
  #commands = 0;
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
    // Busy hours and quiet ones, in which several agents are free for whoever comes.
    const quiet = Math.floor(this.#commands++ / 150) % 2 === 1;
    if (quiet && random.int(4) === 0) return { type: 'agent.ready', agent: pick(random, AGENTS) };
    const enough = quiet ? random.int(3) : 5 + random.int(30);
    if (dice < 18) return world.standing.length > enough ? this.#answer(world) : { type: 'contact.enqueue', contact: this.#contact(world) };
    if (dice < 34) return this.#answer(world);
    if (dice < 43) return { type: 'offer.failed', offer: this.#offer(world), why: pick(random, FAILURES) };
    if (dice < 48) return { type: 'contact.leave', contact: this.#known(world), why: random.int(4) ? 'abandoned' : 'removed' };
    if (dice < 64) return this.#ended(world);
    if (dice < 95) return this.#agentCommand(world);
    if (dice < 96) return random.int(3) ? { type: 'tick' } : { type: 'settings', settings: randomSettings(random, this.#features) };
    if (dice < 98 && this.#features.has('change')) return this.#change(world);
    if (dice < 99 && this.#features.has('background') && random.int(2)) return this.#holds(world);
    if (dice < 99 && this.#features.has('nodes') && random.int(4) === 0) return { type: 'node.lost', node: pick(random, NODES) };
    return { type: 'tick' };
  }

  #agentCommand(world: World): RoutingCommand {
    const random = this.#random;
    const agent = random.int(40) ? pick(random, AGENTS) : 'nobody';
    const dice = random.int(32);
    const node = this.#features.has('nodes') ? { node: pick(random, NODES) } : {};
    if (dice < 12) return { type: 'agent.ready', agent };
    if (dice < 15) return { type: 'agent.not-ready', agent, reason: pick(random, REASONS) };
    if (dice < 23) return { type: 'agent.online', agent, ready: random.int(4) > 0, ...now(random, 8, () => ({ wrapUp: { ms: random.int(4_000) } })), ...node };
    if (dice < 26) return { type: 'agent.offline', agent };
    if (dice < 28) return { type: 'wrap-up.extend', agent: this.#inWrapUp(world) ?? agent, ms: random.int(5_000) };
    if (dice < 30) return { type: 'wrap-up.finish', agent: this.#inWrapUp(world) ?? agent };
    return { type: 'wrap-up.owed', agent, reason: random.int(3) ? undefined : 'disposition' };
  }

  #answer(world: World): RoutingCommand {
    return { type: 'offer.answered', offer: this.#random.int(15) ? this.#offer(world) : 'c0@a0' };
  }

  #offer(world: World): string {
    if (world.ringing.length === 0) return 'nobody@nowhere';
    const one = pick(this.#random, world.ringing);
    return `${one.contact}@${one.agent}`;
  }

  #known(world: World): string {
    return world.standing.length > 0 ? pick(this.#random, world.standing).id : 'c-none';
  }

  #ended(world: World): RoutingCommand {
    const random = this.#random;
    if (world.talks.length === 0) return { type: 'contact.ended', contact: 'c-none', agent: pick(random, AGENTS) };
    const talk = pick(random, world.talks);
    if (talk.aside && random.int(20)) return { type: 'agent.lets-go', agent: random.int(20) ? talk.agent : pick(random, AGENTS), contact: talk.contact };
    return { type: 'contact.ended', contact: talk.contact, agent: random.int(20) ? talk.agent : pick(random, AGENTS) };
  }

  /** Taken from a list: one that waits, one that somebody else has, or one that never waited. */
  #holds(world: World): RoutingCommand {
    const random = this.#random;
    const contact = pick(random, [this.#known(world), ...world.talks.map((talk) => talk.contact), `h${this.#contacts++}`]);
    return { type: 'agent.holds', agent: random.int(15) ? pick(random, AGENTS) : 'nobody', contact, channel: pick(random, [...BACKGROUND, 'voice']), queue: 'q0' };
  }

  #inWrapUp(world: World): string | undefined {
    return world.people.find((one) => one.wraps.length > 0 && this.#random.int(2))?.id;
  }

  #change(world: World): RoutingCommand {
    const random = this.#random;
    return {
      type: 'contact.change',
      contact: this.#known(world),
      ...now(random, 2, () => ({ priority: random.int(4) })),
      ...now(random, 3, () => ({ ageCreditMs: random.int(20_000) - 10_000 })),
      ...now(random, 2, () => ({ needs: this.#needs() })),
      ...now(random, 2, () => ({ steps: randomSteps(random) })),
    };
  }

  #needs() {
    const random = this.#random;
    return SKILLS.filter(() => random.int(4) === 0).map((skill) => ({ skill, level: 1 + random.int(6), ...now(random, 3, () => ({ weight: random.int(4) })) }));
  }

  #contact(world: World): ContactRequest {
    const random = this.#random;
    const when = (feature: Feature) => (this.#features.has(feature) ? 1 : 1e9);
    // Now and then one that waits already, or that talks and is transferred.
    const others = [...world.standing.map(({ id }) => id), ...world.talks.map(({ contact }) => contact)];
    const again = random.int(12) === 0 && others.length > 0;
    const id = again ? pick(random, others) : `c${this.#contacts++}`;
    // Many are alike: they want the same agents, and stand in one line.
    if (random.int(4) === 0) return { id, queue: 'q0', needs: [], priority: 0, ...now(random, 2, () => ({ except: pick(random, AGENTS) })) };
    return {
      id,
      queue: random.int(40) ? pick(random, QUEUES.slice(0, 3)) : pick(random, ['q3', 'q-unknown']),
      needs: this.#needs(),
      priority: random.int(3),
      ...now(random, 6, () => ({ waitingSince: Math.max(0, world.now - random.int(30_000)) })),
      ...now(random, 12, () => ({ only: pick(random, AGENTS) })),
      ...now(random, 8, () => ({ except: pick(random, AGENTS) })),
      ...now(random, when('channels'), () => ({ channel: pick(random, this.#features.has('background') ? ['voice', ...CHANNELS, ...BACKGROUND] : ['voice', ...CHANNELS]) })),
      ...now(random, 4 * when('credit'), () => ({ ageCreditMs: random.int(10_000) })),
      ...now(random, 2 * when('steps'), () => ({ steps: randomSteps(random) })),
      ...now(random, 2 * when('steps'), () => ({ lastAgent: pick(random, [...AGENTS, 'nobody']) })),
      ...now(random, when('resume'), () => ({ resumeKey: pick(random, CUSTOMERS) })),
      ...now(random, when('nodes'), () => ({ node: pick(random, NODES), ...now(random, 4, () => ({ sameNode: true })) })),
    };
  }
}
