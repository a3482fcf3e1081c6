const BLOCK_FRAMES = 25;
const BLOCKS = 8;
/** A floor above this would call loud talkers silence; below it, digital silence would make any hiss a voice. */
const HIGHEST_DB = -36;
const LOWEST_DB = -66;

/**
 * The loudness of the line when nobody speaks: the quietest frame of the last four seconds. Speech has a gap in any
 * four seconds; a fan that starts is learnt after four seconds and heard as voice until then.
 */
export class NoiseFloor {
  /** Quietest frame of each whole block, newest last, and the quietest of all of them. */
  #blocks: number[] = [];
  #quietestBlock = Infinity;
  /** Quietest frame of the block under way, and how many frames it has. */
  #quietest = Infinity;
  #frames = 0;

  /** Takes the loudness of one frame. */
  hear(db: number): void {
    this.#quietest = Math.min(this.#quietest, db);
    if (++this.#frames < BLOCK_FRAMES) return;
    this.#blocks = [...this.#blocks.slice(1 - BLOCKS), this.#quietest];
    this.#quietestBlock = Math.min(...this.#blocks);
    this.#quietest = Infinity;
    this.#frames = 0;
  }

  /** In dB below full scale. */
  get db(): number {
    return Math.min(HIGHEST_DB, Math.max(LOWEST_DB, Math.min(this.#quietest, this.#quietestBlock)));
  }
}
