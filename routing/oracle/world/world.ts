import type { AgentSpec, AgentState, AgentWork, ChannelSpec, ContactRequest, QueueSpec, RoutingSettings, RoutingStep } from '../../model.ts';

/** A wrap-up; `until` where only one is possible. */
export interface Wrap {
  readonly contact: string;
  readonly channel: string;
  readonly since: number;
  readonly until?: number;
}

/** One agent as the commands and events tell of it. */
export interface Person {
  readonly id: string;
  spec: AgentSpec;
  /** Place in the settings. */
  place: number;
  /** No longer in the settings. */
  gone: boolean;
  state: AgentState;
  /** The state before the last one. */
  before: AgentState;
  /** Takes another contact where capacity allows it; `unsure` where only the machine can know (something is owed for one of several contacts). */
  open: 'yes' | 'no' | 'unsure';
  /** Goes offline when the conversations are over. */
  leaving: boolean;
  wraps: readonly Wrap[];
  /** The list told last; undefined: none yet, or one contact at a time. */
  told: readonly AgentWork[] | undefined;
  owed: boolean;
  /** The list of background work told last. */
  toldAside: readonly AgentWork[];
  /** No background work is offered until then. */
  restUntil: number;
  node: string | undefined;
  signedInAt: number;
  /** Time with work since signing in, up to `countedAt`. */
  workedMs: number;
  countedAt: number;
  calls: number;
}

/** A queue; one that left the settings is served by its last members until it is empty. */
export interface Line {
  readonly id: string;
  spec: QueueSpec;
  retired: boolean;
  members: readonly string[];
  offeredLast: { readonly agent: string; readonly place: number } | undefined;
}

/** A contact that waits or rings. */
export interface Standing {
  readonly id: string;
  request: ContactRequest;
  queue: string;
  since: number;
  order: number;
  /** Stands in its line; until then only announced. */
  entered: boolean;
  steps: readonly RoutingStep[];
  step: number;
  stepEnds: number;
  stepTold: number;
  overflowAt: number;
  visited: readonly string[];
  targets: readonly string[];
  /** Must be told to have its place of before: the contact of before. */
  resumes: string | undefined;
  /** Several phones ring for it; how many must, and do since it began. */
  together: boolean;
  ringWanted: number;
  rang: number;
  rangAt: number;
  /** When the ringing ends for all, and before when no further phone may join. */
  ringEnds: number;
  nextRingAt: number;
  /** Who declined it. */
  refused: readonly { readonly agent: string; readonly until: number }[];
}

export interface Ringing {
  readonly id: string;
  readonly contact: string;
  readonly agent: string;
  readonly channel: string;
  readonly since: number;
  readonly until: number;
  /** Background work. */
  readonly aside: boolean;
}

/** A conversation, or a background contact that somebody has. */
export interface Talk {
  readonly contact: string;
  readonly agent: string;
  readonly channel: string;
  readonly queue: string;
  readonly wrapUpMs: number;
  readonly node: string | undefined;
  readonly aside: boolean;
}

/** A caller who gave up and may come back to the old place. */
export interface GaveUp {
  readonly contact: string;
  readonly queue: string;
  readonly key: string;
  readonly since: number;
  readonly order: number;
  readonly until: number;
}

/**
 * What a slow reader knows from commands and events alone: plain lists, no index, nothing of the machine. `rules.ts` says
 * over it what may be, `follow.ts` keeps it up to date and `checks/` holds the machine against it.
 */
export interface World {
  now: number;
  settings: RoutingSettings;
  people: Person[];
  lines: Line[];
  /** In order of arrival. */
  standing: Standing[];
  ringing: Ringing[];
  talks: Talk[];
  gaveUp: GaveUp[];
  /** The place last told of each contact. */
  places: Record<string, number>;
  /** Every offer ever made, open or not. */
  readonly offersSeen: Set<string>;
  /** Counts what happened, by name. */
  readonly tally: Record<string, number>;
  order: number;
}

export function newWorld(): World {
  return {
    now: Number.NEGATIVE_INFINITY,
    settings: { agents: [], queues: [] },
    people: [],
    lines: [],
    standing: [],
    ringing: [],
    talks: [],
    gaveUp: [],
    places: {},
    offersSeen: new Set(),
    tally: {},
    order: 0,
  };
}

export function newPerson(spec: AgentSpec): Person {
  const state = { kind: 'offline' } as const;
  return {
    id: spec.id, spec, place: 0, gone: false, state, before: state, open: 'no', leaving: false, wraps: [], told: undefined,
    owed: false, toldAside: [], restUntil: 0, node: undefined, signedInAt: 0, workedMs: 0, countedAt: 0, calls: 0,
  };
}

export function newStanding(request: ContactRequest, since: number, order: number): Standing {
  return {
    id: request.id, request, queue: request.queue, since, order, entered: false, steps: [], step: 0, stepEnds: Number.POSITIVE_INFINITY,
    stepTold: 0, overflowAt: Number.POSITIVE_INFINITY, visited: [], targets: [], resumes: undefined, together: false, ringWanted: 0, rang: 0, rangAt: 0, ringEnds: 0, nextRingAt: 0, refused: [],
  };
}

export const personOf = (world: World, id: string): Person | undefined => world.people.find((one) => one.id === id);
export const lineOf = (world: World, id: string): Line | undefined => world.lines.find((one) => one.id === id);
export const standingOf = (world: World, id: string): Standing | undefined => world.standing.find((one) => one.id === id);
export const ringingOf = (world: World, contact: string): readonly Ringing[] => world.ringing.filter((one) => one.contact === contact);
export const channelName = (contact: Standing): string => contact.request.channel ?? 'voice';

export function channelOf(world: World, id: string): ChannelSpec {
  return world.settings.channels?.find((one) => one.id === id) ?? { id, capacity: 1, interrupts: [] };
}

export function count(world: World, name: string): void {
  world.tally[name] = (world.tally[name] ?? 0) + 1;
}

/** A promise of the room that did not hold. */
export class BrokenPromise extends Error {}

export function demand(held: unknown, broken: string | (() => string)): asserts held {
  if (!held) throw new BrokenPromise(typeof broken === 'string' ? broken : broken());
}
