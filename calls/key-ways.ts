import type { Millis } from '#core';

/** How a key came: as an event in the audio (RFC 4733) or by SIP INFO. */
export type KeyWay = 'audio' | 'info';

/** Many phones can be set to send each key both ways; the copy comes within the length of a press. */
const COPY_MS: Millis = 1_000;

interface Told {
  readonly digit: string;
  readonly way: KeyWay;
  readonly at: Millis;
}

/** Tells keys from the copies that come the other way: nobody presses the same key in two ways at once. */
export class KeyWays {
  /** Keys whose copy may yet come. */
  #told: readonly Told[] = [];

  /** False when this is the copy of a key that was told already; each key has one copy at most. */
  isNew(digit: string, way: KeyWay, now: Millis): boolean {
    const open = this.#told.filter(({ at }) => now - at < COPY_MS);
    const copied = open.find((key) => key.digit === digit && key.way !== way);
    this.#told = copied ? open.filter((key) => key !== copied) : [...open, { digit, way, at: now }];
    return copied === undefined;
  }
}
