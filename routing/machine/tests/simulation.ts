import { type Random, seededRandom } from '#core';
import type { AgentSpec, RoutingCommand, RoutingEvent, RoutingSettings } from '../../model.ts';
import type { LoggedCommand } from '../../port.ts';
import { initialRouting, nextDeadline, route } from '../route.ts';
import { Observer } from './observer.ts';

const QUEUES = ['q0', 'q1', 'q2'];
const SKILLS = ['zh', 'en', 'billing'];
const FAILURES = ['rejected', 'busy', 'unreachable', 'no-answer'] as const;

/** Random settings of up to eight agents and two or three queues. */
function randomSettings(random: Random): RoutingSettings {
  const queues = QUEUES.slice(0, 2 + random.int(2)).map((id) => ({ id, ringTimeoutMs: 5_000, wrapUpMs: random.int(2) * 3_000 }));
  const agents: AgentSpec[] = [];
  for (let i = 0; i < 8; i++) {
    if (random.int(10) === 0) continue;
    const skills = Object.fromEntries(SKILLS.map((skill) => [skill, random.int(11)]));
    agents.push({ id: `a${i}`, skills, queues: QUEUES.filter(() => random.int(3) > 0) });
  }
  return { agents, queues };
}

const pick = <T>(random: Random, items: readonly T[]): T | undefined => items[random.int(items.length)];

/** One command of a bad day: mostly sensible, some late, doubled, unknown or out of place. */
function randomCommand(random: Random, seen: Observer, step: number): RoutingCommand {
  const agent = `a${random.int(9)}`;
  const contact = pick(random, [...seen.contacts.keys()]) ?? 'c-none';
  const offer = pick(random, [...seen.offers.keys()]) ?? 'o-none';
  const dice = random.int(100);
  if (dice < 16) return { type: 'contact.enqueue', contact: randomContact(random, step, contact) };
  if (dice < 30) return { type: 'offer.answered', offer: random.int(9) ? offer : 'o-stale' };
  if (dice < 42) return { type: 'offer.failed', offer, why: pick(random, FAILURES) ?? 'busy' };
  if (dice < 48) return { type: 'contact.leave', contact, why: random.int(4) ? 'abandoned' : 'removed' };
  if (dice < 64) return endedBy(random, seen) ?? { type: 'contact.ended', contact, agent };
  if (dice < 80) return { type: 'agent.ready', agent };
  if (dice < 83) return { type: 'agent.not-ready', agent, reason: pick(random, ['lunch', 'training']) ?? '' };
  if (dice < 92) return { type: 'agent.online', agent, ready: random.int(3) > 0 };
  if (dice < 96) return { type: 'agent.offline', agent };
  if (dice < 97) return { type: 'settings', settings: randomSettings(random) };
  return { type: 'tick' };
}

function randomContact(random: Random, step: number, known: string) {
  const needs = SKILLS.filter(() => random.int(5) === 0).map((skill) => ({ skill, level: 1 + random.int(6) }));
  return {
    id: random.int(20) ? `c${step}` : known,
    queue: pick(random, QUEUES) ?? 'q0',
    needs,
    priority: random.int(3),
    ...(random.int(6) ? {} : { waitingSince: random.int(1 + step * 300) }),
    ...(random.int(12) ? {} : { only: `a${random.int(9)}` }),
    ...(random.int(8) ? {} : { except: `a${random.int(8)}` }),
  };
}

function endedBy(random: Random, seen: Observer): RoutingCommand | undefined {
  const busy = [...seen.agents].flatMap(([agent, state]) => (state.kind === 'busy' ? [{ agent, contact: state.contact }] : []));
  const one = pick(random, busy);
  return one && { type: 'contact.ended', ...one };
}

/** Runs `steps` random commands, checking every promise after each; time sometimes stands still or goes back. */
export function simulate(seed: number, steps: number): { seen: Observer; log: LoggedCommand[]; events: RoutingEvent[] } {
  const random = seededRandom(seed);
  const settings = randomSettings(random);
  const seen = new Observer(settings);
  const log: LoggedCommand[] = [{ at: 0, command: { type: 'settings', settings } }];
  const events: RoutingEvent[] = [];
  let state = initialRouting(settings);
  let wall = 0;
  let now = 0;
  for (let step = 0; step < steps; step++) {
    if (random.int(4)) wall += random.int(1_200);
    const at = random.int(50) ? wall : wall - 5_000;
    now = Math.max(now, at);
    const command = randomCommand(random, seen, step);
    const turn = route(state, command, at);
    state = turn.state;
    log.push({ at, command });
    events.push(...turn.events);
    if (command.type === 'offer.failed') seen.close(command.offer);
    seen.hear(command, turn.events, now);
    seen.check(now);
    const deadline = nextDeadline(state);
    if (deadline !== undefined && deadline <= now) throw new Error('a deadline passed unseen');
  }
  return { seen, log, events };
}
