import type { Mistake } from '../mistakes.ts';

type Entry = Readonly<Record<string, unknown>>;
type Path = readonly PropertyKey[];

/** What names may be used; `unknown` words the mistake. */
export interface KnownNames {
  readonly queues: readonly string[];
  readonly skills: readonly string[];
  readonly groups: readonly string[];
  readonly agents: readonly string[];
  readonly channels: readonly string[];
  readonly unknown: (path: Path, name: string, known: readonly string[], list: string) => Mistake[];
}

/** Names in the routing keys of agents, queues and channels, as written. */
export function routingChecks(raw: { readonly agents: readonly Entry[]; readonly queues: readonly Entry[]; readonly channels: readonly Entry[] }, known: KnownNames): Mistake[] {
  return [
    ...raw.agents.flatMap((agent, i) => [
      ...named(['agents', i, 'groups'], agent.groups, known.groups, 'groups', known),
      ...keyed(['agents', i, 'capacities'], agent.capacities, known.channels, 'channels', known),
    ]),
    ...raw.queues.flatMap((queue, i) => queueChecks(['queues', i], queue, known)),
    ...raw.channels.flatMap((channel, i) => named(['channels', i, 'interrupts'], channel.interrupts, known.channels, 'channels', known)),
  ];
}

function queueChecks(path: Path, queue: Entry, known: KnownNames): Mistake[] {
  const self = strings(queue.overflow).indexOf(String(queue.id));
  return [
    ...named([...path, 'overflow'], queue.overflow, known.queues, 'queues', known),
    ...(self < 0 ? [] : [{ path: [...path, 'overflow', self], message: 'a queue cannot overflow into itself' }]),
    ...entries(queue.steps).flatMap((step, j) => stepChecks([...path, 'steps', j], step, known)),
    ...lastStepFirst([...path, 'steps'], entries(queue.steps)),
  ];
}

function stepChecks(path: Path, step: Entry, known: KnownNames): Mistake[] {
  return [
    ...keyed([...path, 'levels'], step.levels, known.skills, 'skills', known),
    ...named([...path, 'drop'], step.drop, known.skills, 'skills', known),
    ...named([...path, 'groups'], step.groups, known.groups, 'groups', known),
    ...named([...path, 'queues'], step.queues, known.queues, 'queues', known),
    ...(typeof step.agent === 'string' ? known.unknown([...path, 'agent'], step.agent, known.agents, 'agents') : []),
  ];
}

/** A step for ever hides those behind it. */
function lastStepFirst(path: Path, steps: readonly Entry[]): Mistake[] {
  const index = steps.findIndex((step) => step.lastsSeconds === undefined);
  if (index < 0 || index === steps.length - 1) return [];
  return [{ path: [...path, index], message: 'lasts for ever, so the steps after it never come; give it lastsSeconds' }];
}

function named(path: Path, value: unknown, names: readonly string[], list: string, { unknown }: KnownNames): Mistake[] {
  return strings(value).flatMap((name, i) => unknown([...path, i], name, names, list));
}

function keyed(path: Path, value: unknown, names: readonly string[], list: string, { unknown }: KnownNames): Mistake[] {
  const keys = value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [];
  return keys.flatMap((name) => unknown([...path, name], name, names, list));
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
const entries = (value: unknown): Entry[] => (Array.isArray(value) ? value.map((one) => (one !== null && typeof one === 'object' ? (one as Entry) : {})) : []);
