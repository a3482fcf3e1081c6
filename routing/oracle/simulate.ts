import { type Random, seededRandom } from '#core';
import type { LoggedCommand } from '../port.ts';
import { Generator } from './generator/generator.ts';
import { type Feature, FEATURES, randomSettings } from './generator/random-settings.ts';
import { candidates, isNear, suits } from './world/rules.ts';
import { shrink } from './shrink.ts';
import { Trial } from './trial.ts';
import { demand } from './world/world.ts';

/** Runs `steps` random commands of this seed and drains what is left, checking every promise after each. */
export function simulate(seed: number, steps: number, features: ReadonlySet<Feature> = FEATURES): Trial {
  const random = seededRandom(seed);
  const trial = new Trial();
  try {
    trial.feed(0, { type: 'settings', settings: randomSettings(random, features) });
    const generator = new Generator(random, features);
    for (let step = 0; step < steps; step++) {
      const at = nextInstant(trial, random);
      trial.feed(at, generator.next(trial.world));
    }
    drain(trial);
  } catch (error) {
    throw new Error(`seed ${seed}: ${messageOf(error)}\n${printed(shrink(trial.script))}`, { cause: error });
  }
  return trial;
}

/** Time stands still, goes on, hits a deadline to the millisecond, goes back, or leaps an hour. */
function nextInstant({ world, deadline }: Trial, random: Random): number {
  const now = Math.max(0, world.now);
  const dice = random.int(400);
  if (dice === 0) return now + 3_600_000;
  if (dice < 8) return now - random.int(20_000);
  if (dice < 60 && deadline !== undefined) return deadline;
  if (dice < 160) return now;
  return now + random.int(900);
}

/** The bad day is over: everybody comes to work, answers and finishes. Nobody who could be served is left. */
function drain(trial: Trial): void {
  const { world } = trial;
  for (let round = 0; world.standing.length + world.talks.length > 0; round++) {
    demand(round < 2_000, 'the line does not empty');
    for (const one of [...world.ringing]) trial.feed(world.now, { type: 'offer.answered', offer: `${one.contact}@${one.agent}` });
    for (const one of [...world.talks]) trial.feed(world.now, { type: one.aside ? 'agent.lets-go' : 'contact.ended', contact: one.contact, agent: one.agent });
    for (const { id, state, gone } of [...world.people]) {
      if (gone) continue;
      if (state.kind === 'offline') trial.feed(world.now, { type: 'agent.online', agent: id, ready: true });
      else if (state.kind !== 'ready') trial.feed(world.now, { type: 'agent.ready', agent: id });
    }
    if (world.ringing.length + world.talks.length > 0) continue;
    if (trial.deadline !== undefined) trial.feed(trial.deadline, { type: 'tick' });
    else giveUp(trial);
  }
  demand(world.ringing.length === 0, 'something rings after the end');
}

/** Nothing goes on by itself any more: whoever is left suits nobody at all. */
function giveUp(trial: Trial): void {
  const { world } = trial;
  for (const contact of [...world.standing]) {
    const able = world.people.find((person) => !person.gone && isNear(person, contact) && suits(world, person, contact));
    demand(!able, () => `${contact.id} is never served though ${able?.id} suits it (free now: ${candidates(world, contact).length})`);
    trial.feed(world.now, { type: 'contact.leave', contact: contact.id, why: 'abandoned' });
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const printed = (script: readonly LoggedCommand[]) => script.map((entry) => JSON.stringify(entry)).join('\n');
