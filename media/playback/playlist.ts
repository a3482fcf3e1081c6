import type { Law } from '../g711/g711.ts';
import type { Sound } from './sound.ts';

/** Sounds in a row as one stream of bytes without seams, once or for ever. */
export class Playlist {
  readonly #sounds: readonly Sound[];
  readonly #loop: boolean;
  #index = 0;
  #at = 0;

  constructor(sounds: readonly Sound[], loop: boolean) {
    this.#sounds = sounds.filter((sound) => sound.alaw.length > 0);
    this.#loop = loop && this.#sounds.length > 0;
  }

  get done(): boolean {
    return this.#index >= this.#sounds.length;
  }

  /** Copies up to `length` bytes to `into` from `at` on; gives the number copied, less than asked only at the end. */
  read(law: Law, into: Uint8Array, at: number, length: number): number {
    let copied = 0;
    while (copied < length) {
      const sound = this.#sounds[this.#index]?.[law];
      if (!sound) break;
      const count = Math.min(length - copied, sound.length - this.#at);
      into.set(sound.subarray(this.#at, this.#at + count), at + copied);
      copied += count;
      this.#at += count;
      if (this.#at === sound.length) this.#advance();
    }
    return copied;
  }

  #advance(): void {
    this.#at = 0;
    this.#index++;
    if (this.#loop && this.#index === this.#sounds.length) this.#index = 0;
  }
}
