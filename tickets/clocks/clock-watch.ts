import { type Clock, Fault, type Log, type Millis, Scope } from '#core';
import type { TicketDesk } from '../desk/ticket-desk.ts';
import type { Look, TicketRecords } from '../port.ts';
import { lookNext } from './reckon.ts';

/** Nobody minds a warning a second late; an idle server asks the index once a second and finds it empty. */
const LOOK_MS: Millis = 1_000;
/** Tickets looked at in one go. */
const MOST = 500;

export interface ClockWatchOptions {
  readonly desk: Pick<TicketDesk, 'change' | 'world'>;
  readonly records: Pick<TicketRecords, 'toLook' | 'lookLater'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Looks at tickets with something due. What is due is told by the ticket's own machine (`fireDue`), so that several servers may look at
 * the same ticket: the version decides who tells. What came due while no server ran is found at the first look.
 */
export class ClockWatch {
  readonly #options: ClockWatchOptions;
  #looking = false;
  #away = false;

  constructor(options: ClockWatchOptions, scope: Scope) {
    this.#options = options;
    const own = new Scope(scope);
    const timer = options.clock.every(LOOK_MS, () => void this.look());
    own.onEnd(() => timer.cancel());
  }

  /** How many tickets were looked at. */
  async look(): Promise<number> {
    if (this.#looking || this.#options.desk.world.clocks === undefined) return 0;
    this.#looking = true;
    let all = 0;
    try {
      for (let found = MOST; found === MOST; all += found) found = await this.#once();
      this.#away = false;
    } catch (error) {
      // The database is away: what is due is due later, too.
      if (!this.#away) this.#options.log.warn('clocks of tickets cannot be looked at; it goes on when the database is back', { error });
      this.#away = true;
    } finally {
      this.#looking = false;
    }
    return all;
  }

  async #once(): Promise<number> {
    const { desk, records, clock } = this.#options;
    const ids = await records.toLook(clock.wall(), MOST);
    const looked = await Promise.all(ids.map((id) => desk.change(id, { type: 'look' }, { by: 'clock' })));
    const world = desk.world.clocks;
    const now = clock.wall();
    const later = looked.flatMap((done, index): Look[] => {
      if (!done.ok) return this.#refused(ids[index] ?? '', done.fault);
      const at = world && lookNext(done.value, world);
      // Written with its own next look just now.
      if (done.value.lookAt !== undefined && done.value.lookAt > now && done.value.lookAt === at) return [];
      return [{ id: done.value.id, version: done.value.version, at: at === undefined ? undefined : Math.max(at, now + LOOK_MS) }];
    });
    if (later.length > 0) await records.lookLater(later);
    return ids.length;
  }

  #refused(id: string, fault: Fault): Look[] {
    if (!fault.retryable) this.#options.log.warn('a ticket could not be looked at', { ticket: id, error: fault });
    return [];
  }
}
