import type { AgentSpec, AgentState, AgentWork, ChannelSpec, ContactRequest, QueueSpec, RoutingSettings, SkillNeed } from '../model.ts';

/** One agent as the commands and events tell of it. */
export interface Person {
  readonly id: string;
  spec: AgentSpec;
  /** No longer in the settings. */
  gone: boolean;
  state: AgentState;
  /** The state before the last one. */
  before: AgentState;
  /** Takes another contact where capacity allows it. */
  open: boolean;
  /** Wrap-ups of somebody with several contacts at once, as told. */
  wraps: readonly AgentWork[];
}

/** A queue; one that left the settings is served by its last members until it is empty. */
export interface Line {
  readonly id: string;
  spec: QueueSpec;
  retired: boolean;
  members: readonly string[];
}

/** A contact that waits or rings. */
export interface Standing {
  readonly id: string;
  readonly request: ContactRequest;
  queue: string;
  needs: readonly SkillNeed[];
  priority: number;
  since: number;
  order: number;
}

export interface Ringing {
  readonly id: string;
  readonly contact: string;
  readonly agent: string;
  readonly since: number;
  readonly until: number;
}

/** A conversation. */
export interface Talk {
  readonly contact: string;
  readonly agent: string;
  readonly channel: string;
  readonly queue: string;
  readonly wrapUpMs: number;
}

/**
 * What a slow reader knows from commands and events alone: plain lists, no index, nothing of the machine. `rules.ts` says
 * over it what may be, `follow.ts` keeps it up to date and `checks.ts` holds the machine against it.
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
    places: {},
    offersSeen: new Set(),
    tally: {},
    order: 0,
  };
}

export const personOf = (world: World, id: string): Person | undefined => world.people.find((one) => one.id === id);
export const lineOf = (world: World, id: string): Line | undefined => world.lines.find((one) => one.id === id);
export const standingOf = (world: World, id: string): Standing | undefined => world.standing.find((one) => one.id === id);
export const ringingOf = (world: World, contact: string): readonly Ringing[] => world.ringing.filter((one) => one.contact === contact);

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
