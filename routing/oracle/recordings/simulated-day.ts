import { type Millis, type Random, seededRandom } from '#core';
import type { AgentSpec, QueueSpec, RoutingCommand, RoutingSettings } from '../../model.ts';
import { drive } from '../../replay/what-if/drive.ts';
import type { Manners, OfferOutcome, Scenario, Stay } from '../../replay/what-if/scenario.ts';
import { offersIn } from '../../replay/replay.ts';
import type { DayEntry } from '../../replay/day/day-line.ts';

const HOUR = 3_600_000;
const SKILLS = ['mandarin', 'english', 'billing', 'technical'];

export interface DaySpec {
  readonly seed: number;
  readonly hours: number;
  readonly contacts: number;
  readonly settings: RoutingSettings;
}

/** A made-up day that goes through the real machine, as the server would have recorded it. */
export function simulatedDay(spec: DaySpec): DayEntry[] {
  const entries: DayEntry[] = [];
  drive(outside(spec), undefined, (command, events, at) => entries.push({ at, command, offers: offersIn(events) }));
  return entries;
}

/** Nine hours' worth of everything that comes from outside. */
function outside({ seed, hours, contacts, settings }: DaySpec): Scenario {
  const random = seededRandom(seed);
  const to = hours * HOUR;
  const shifts = settings.agents.flatMap((agent) => shift(random, agent, to));
  const manners = new Map(settings.agents.map(({ id }) => [id, mannersOf(random, id)] as const));
  const stays = Array.from({ length: contacts }, (_, i) => stayOf(random, i, settings.queues, to)).flat();
  const events = [{ at: 0, command: { type: 'settings' as const, settings } }, ...shifts].sort((a, b) => a.at - b.at);
  return { from: 0, to, stays, events, manners };
}

/** Comes in the first minutes, has two breaks, goes in the last ones. */
function shift(random: Random, { id: agent }: AgentSpec, to: Millis): { at: Millis; command: RoutingCommand }[] {
  const within = (from: Millis, span: Millis) => from + random.int(span);
  const lunch = within(to / 3, to / 4);
  const tea = within((2 * to) / 3, to / 6);
  return [
    { at: within(0, 600_000), command: { type: 'agent.online', agent, ready: true } },
    { at: lunch, command: { type: 'agent.not-ready', agent, reason: 'lunch' } },
    { at: lunch + 1_800_000, command: { type: 'agent.ready', agent } },
    { at: tea, command: { type: 'agent.not-ready', agent, reason: 'break' } },
    { at: tea + 600_000, command: { type: 'agent.ready', agent } },
    { at: within(to - 600_000, 500_000), command: { type: 'agent.offline', agent } },
  ];
}

/** Answers after some seconds; now and then refuses, or does not hear it and is back after a minute or two. */
function mannersOf(random: Random, agent: string): Manners {
  const outcomes = Array.from({ length: 30 }, (): OfferOutcome => {
    const dice = random.int(30);
    if (dice === 0) return { agent, ms: 0, how: 'no-answer', backAfterMs: 30_000 + random.int(120_000) };
    if (dice === 1) return { agent, ms: 1_000 + random.int(4_000), how: 'rejected', backAfterMs: 10_000 + random.int(60_000) };
    return { agent, ms: 1_000 + random.int(6_000), how: 'answered' };
  });
  return { outcomes, meanTalkMs: 150_000 + random.int(90_000) };
}

function stayOf(random: Random, i: number, queues: readonly QueueSpec[], to: Millis): Stay[] {
  const queue = queues[random.int(queues.length)]?.id ?? '';
  const needs = SKILLS.filter(() => random.int(4) === 0).map((skill) => ({ skill, level: 1 + random.int(6) }));
  const request = { id: `c${i}`, queue, needs, priority: random.int(8) === 0 ? 2 : 0 };
  const stay: Stay = {
    request,
    arrival: { at: random.int(to) },
    wait: { ms: exponential(random, 240_000), end: 'abandoned' },
    talk: talkOf(random),
    changes: [],
    offers: [],
  };
  if (random.int(15)) return [stay];
  // Passed on to another queue at the end of the first conversation.
  const other = { ...request, queue: queues[random.int(queues.length)]?.id ?? queue, priority: 1 };
  return [stay, { ...stay, request: other, arrival: { after: stay, since: 'answer', ms: (stay.talk?.ms ?? 0) + 1 }, talk: talkOf(random) }];
}

function talkOf(random: Random): NonNullable<Stay['talk']> {
  const ms = 10_000 + exponential(random, 170_000);
  const done = { since: 'end' as const, ms: 1_000 + random.int(20_000), command: { type: 'wrap-up.finish' as const, agent: '' } };
  return { agent: '', ms, afterwards: random.int(3) ? [done] : [] };
}

const exponential = (random: Random, mean: Millis): Millis => Math.round(-mean * Math.log((random.int(2 ** 30) + 0.5) / 2 ** 30));
