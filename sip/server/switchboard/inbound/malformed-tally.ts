import type { Clock, Log, Millis } from '#core';

/** One line a minute is enough to see an attack, and an attack cannot fill the log. */
const TELL_EVERY_MS: Millis = 60_000;

/** Counts malformed messages and tells their number in the log, at once for the first and then at most once a minute. */
export class MalformedTally {
  readonly #clock: Clock;
  readonly #log: Log;
  #untold = 0;
  #toldAt: Millis = -Infinity;

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  /** `why` is about the form of the message, never its content. */
  note(why: string): void {
    this.#untold += 1;
    this.#log.debug('malformed SIP message', { why });
    const now = this.#clock.now();
    if (now - this.#toldAt < TELL_EVERY_MS) return;
    this.#log.warn('malformed SIP messages were refused; a broken phone or somebody who tries out the server', { messages: this.#untold, last: why });
    this.#toldAt = now;
    this.#untold = 0;
  }
}
