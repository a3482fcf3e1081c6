import { type Law, SILENCE } from '../g711/g711.ts';
import type { PlayEnd } from '../port.ts';
import { Playlist } from './playlist.ts';
import type { Sound } from './sound.ts';

/**
 * What a leg hears when nobody talks to it: prompts over music over silence. Music waits under a prompt and goes on
 * where it was; a packet is filled across the seam.
 */
export class Player {
  readonly #ended: (play: number, end: PlayEnd) => void;
  #play: { readonly id: number; readonly list: Playlist } | undefined;
  #music: { readonly name: string; readonly list: Playlist } | undefined;

  constructor(ended: (play: number, end: PlayEnd) => void) {
    this.#ended = ended;
  }

  /** True while it has more to say than silence. */
  get active(): boolean {
    return this.#play !== undefined || this.#music !== undefined;
  }

  play(id: number, sounds: readonly Sound[], loop: boolean): void {
    this.stop('stopped');
    this.#play = { id, list: new Playlist(sounds, loop) };
  }

  stop(end: PlayEnd): void {
    const play = this.#play;
    this.#play = undefined;
    if (play) this.#ended(play.id, end);
  }

  /** Sets the background; the same name again goes on as it was. */
  music(name: string | undefined, sound: Sound | undefined): void {
    if (name !== undefined && name === this.#music?.name) return;
    this.#music = name !== undefined && sound ? { name, list: new Playlist([sound], true) } : undefined;
  }

  /** Tells the end of a prompt; called when the next packet is due, so that its last packet has been heard. */
  settle(): void {
    if (!this.#play?.list.done) return;
    this.stop('finished');
  }

  /** Fills one packet. */
  fill(law: Law, into: Uint8Array, at: number, length: number): void {
    let filled = this.#play?.list.read(law, into, at, length) ?? 0;
    if (filled < length) filled += this.#music?.list.read(law, into, at + filled, length - filled) ?? 0;
    if (filled < length) into.fill(SILENCE[law], at + filled, at + length);
  }
}
