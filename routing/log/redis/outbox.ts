import { type Clock, sleep } from '#core';
import type { RoutingCommand } from '../../model.ts';

/** Commands in one script: a tenth of a millisecond of Redis. */
const BATCH = 100;
/** After a failure the same batch goes again; its numbers keep it from being taken twice. */
const AGAIN_MS = 50;

export interface OutboxOptions {
  readonly clock: Clock;
  /** Commands that wait at most. Beyond that they are all dropped: what is still true is announced when Redis is back. */
  readonly most: number;
  /** 'lost': this session is over. Rejects while Redis is away. */
  readonly append: (first: number, commands: readonly string[]) => Promise<'ok' | 'lost'>;
  /** The session is over, or commands were dropped: sign in anew, then `begin`. */
  readonly lost: (why: 'lost' | 'overflow') => void;
}

/**
 * Commands on their way to the log, numbered, in order, one batch at a time.
 *
 *   open ──lost / overflow──▶ held ──begin(commands)──▶ open
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #queue: string[] = [];
  /** Number of the first in the queue. */
  #first = 1;
  #pumping = false;
  #held = false;
  #overflowed = false;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Number of the last command given. */
  get last(): number {
    return this.#first + this.#queue.length - 1;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  push(command: RoutingCommand): void {
    if (this.#closed || this.#overflowed) return;
    this.#queue.push(JSON.stringify(command));
    if (this.#queue.length > this.#options.most) {
      this.#overflowed = true;
      this.#drop();
    }
    this.#start();
  }

  /** Drops what waits; nothing goes out until `begin`. */
  hold(): void {
    this.#held = true;
  }

  /** Goes on with these alone, numbered behind `after`, the last number the new session knows of: whatever waited was said before the present truth. */
  begin(commands: readonly RoutingCommand[], after: number = this.last): void {
    this.#drop();
    this.#first = after + 1;
    this.#held = false;
    this.#overflowed = false;
    for (const command of commands) this.#queue.push(JSON.stringify(command));
    this.#start();
  }

  close(): void {
    this.#closed = true;
    this.#queue = [];
  }

  #drop(): void {
    this.#first += this.#queue.length;
    this.#queue = [];
  }

  /** In a moment, so that commands of the same turn go together. */
  #start(): void {
    if (this.#pumping || this.#held || this.#closed) return;
    this.#pumping = true;
    queueMicrotask(() => void this.#pump());
  }

  async #pump(): Promise<void> {
    while (!this.#closed && !this.#held && (this.#queue.length > 0 || this.#overflowed)) {
      const [first, batch] = [this.#first, this.#queue.slice(0, BATCH)];
      try {
        const outcome = await this.#options.append(first, batch);
        // Meanwhile a new session began: this answer is about the one before.
        if (this.#first !== first && !this.#overflowed) continue;
        if (outcome === 'lost' || this.#overflowed) {
          this.#held = true;
          this.#options.lost(outcome === 'lost' ? 'lost' : 'overflow');
        } else {
          this.#queue.splice(0, batch.length);
          this.#first += batch.length;
        }
      } catch {
        await sleep(this.#options.clock, AGAIN_MS);
      }
    }
    this.#pumping = false;
  }
}
