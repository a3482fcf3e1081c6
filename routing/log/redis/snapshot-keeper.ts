import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Clock, Log, Millis } from '#core';
import type { LogFollower } from '../../port.ts';
import type { RedisLink } from './redis-link.ts';

const zip = promisify(gzip);
/** Writing the state down takes at most this share of the time. */
const SHARE = 0.01;

/** Whichever comes first. */
export interface SnapshotPolicy {
  readonly everyEntries: number;
  readonly everyMs: number;
  /** Entries left in the log behind a snapshot, for those who read a little later. */
  readonly keepEntries: number;
}

export const SNAPSHOTS: SnapshotPolicy = { everyEntries: 20_000, everyMs: 60_000, keepEntries: 2_000 };

export interface SnapshotKeeperOptions {
  readonly link: RedisLink;
  readonly clock: Clock;
  readonly log: Log;
  readonly follower: LogFollower;
  readonly policy: SnapshotPolicy;
  /** Of our lease; 0 = another one writes. */
  readonly epoch: () => number;
  /** Of the snapshot there is. */
  readonly position: number;
}

/** Writes the leader's state from time to time, so that the log can be short and a start quick. */
export class SnapshotKeeper {
  readonly #options: SnapshotKeeperOptions;
  #position: number;
  #at: Millis;
  #cost: Millis = 0;
  #busy = false;

  constructor(options: SnapshotKeeperOptions) {
    this.#options = options;
    this.#position = options.position;
    this.#at = options.clock.now();
  }

  /** The replica stands at this position. */
  decided(position: number): void {
    const { clock, policy, epoch } = this.#options;
    const since = clock.now() - this.#at;
    const due = position - this.#position >= policy.everyEntries || since >= policy.everyMs;
    if (!due || this.#busy || since * SHARE < this.#cost || epoch() === 0) return;
    this.#busy = true;
    void this.#keep(position).finally(() => (this.#busy = false));
  }

  async #keep(position: number): Promise<void> {
    const { clock, link, log, follower, policy, epoch } = this.#options;
    const began = clock.now();
    try {
      const text = JSON.stringify(follower.snapshot());
      this.#cost = clock.now() - began;
      const data = await zip(text);
      const [status] = await link.run('keep', [epoch(), position, data, policy.keepEntries]);
      if (status === 'ok') log.debug('snapshot of the routing state', { position, bytes: data.length, stoppedForMs: Math.round(this.#cost) });
    } catch (error) {
      log.warn('the snapshot of the routing state was not written; the log goes on without it', { error });
    }
    this.#position = position;
    this.#at = clock.now();
  }
}
