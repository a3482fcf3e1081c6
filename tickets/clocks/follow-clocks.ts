import type { Clock, Log, Millis } from '#core';
import { Scope } from '#core';
import type { TicketDesk } from '../desk/ticket-desk.ts';
import type { TicketState } from '../model.ts';
import type { TicketRecords } from '../port.ts';
import { lookNext, reckonedAnew } from './reckon.ts';

/** Nobody waits for a changed configuration; a database that is away is asked again so soon. */
const LOOK_MS: Millis = 2_000;
/** Tickets of one page. */
const PAGE = 200;
const ACTIVE: readonly TicketState[] = ['new', 'open', 'pending', 'on-hold'];

export interface ClockFollowerOptions {
  readonly desk: Pick<TicketDesk, 'change' | 'world'>;
  readonly records: Pick<TicketRecords, 'find' | 'lookLater'>;
  /** The version of the clocks that all tickets follow; kept over restarts, the same for all servers. */
  readonly followed: { get(): Promise<string | undefined>; set(version: string): Promise<void> };
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * When the configuration of clocks changes, also while no server ran, each ticket that is worked on gets the times of the new one. Several
 * servers may do so at once: what was set by one needs nothing of the other.
 */
export class ClockFollower {
  readonly #options: ClockFollowerOptions;
  #done: string | undefined;
  #busy = false;

  constructor(options: ClockFollowerOptions, scope: Scope) {
    this.#options = options;
    const own = new Scope(scope);
    const timer = options.clock.every(LOOK_MS, () => void this.follow());
    own.onEnd(() => timer.cancel());
  }

  /** How many tickets got other times. */
  async follow(): Promise<number> {
    const { desk, followed, log } = this.#options;
    const version = desk.world.clocks?.version;
    if (this.#busy || version === undefined || version === this.#done) return 0;
    this.#busy = true;
    try {
      const before = await followed.get();
      const changed = before === undefined || before === version ? 0 : await this.#all();
      if (before !== version) await followed.set(version);
      this.#done = version;
      if (changed > 0) log.info('clocks of tickets follow the new configuration', { tickets: changed });
      return changed;
    } catch (error) {
      log.warn('clocks of tickets do not follow the new configuration yet; it is tried again', { error });
      return 0;
    } finally {
      this.#busy = false;
    }
  }

  async #all(): Promise<number> {
    const { records } = this.#options;
    let changed = 0;
    let before: { readonly at: number; readonly id: string } | undefined;
    for (;;) {
      const page = await records.find({ limit: PAGE, states: ACTIVE, ...(before ? { before } : {}) });
      const done = await Promise.all(page.map((ticket) => this.#one(ticket)));
      changed += done.filter((each) => each).length;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return changed;
      before = { at: last.createdAt, id: last.id };
    }
  }

  async #one(ticket: Parameters<typeof reckonedAnew>[0]): Promise<boolean> {
    const { desk, records, clock } = this.#options;
    const world = desk.world.clocks;
    if (!world) return false;
    if (reckonedAnew(ticket, clock.wall(), world)) return (await desk.change(ticket.id, { type: 'reckon' }, { by: 'clock' })).ok;
    const at = lookNext(ticket, world);
    if (at !== undefined && (ticket.lookAt === undefined || at < ticket.lookAt)) await records.lookLater([{ id: ticket.id, version: ticket.version, at }]);
    return false;
  }
}
