/**
 * The loudness of the line when nobody speaks: the quietest frame of the last four seconds. Speech has a gap in any
 * four seconds; a fan that starts is learnt after four seconds and heard as voice until then.
 */
export interface NoiseFloor {
  /** Quietest frame of each whole block, newest last. */
  readonly blocks: readonly number[];
  /** Quietest frame of the block under way, and how many frames it has. */
  readonly quietest: number;
  readonly frames: number;
}

const BLOCK_FRAMES = 25;
const BLOCKS = 8;
/** A floor above this would call loud talkers silence; below it, digital silence would make any hiss a voice. */
const HIGHEST_DB = -36;
const LOWEST_DB = -66;

export const unknownFloor: NoiseFloor = { blocks: [], quietest: Infinity, frames: 0 };

export function hearFloor(floor: NoiseFloor, db: number): NoiseFloor {
  const quietest = Math.min(floor.quietest, db);
  if (floor.frames + 1 < BLOCK_FRAMES) return { blocks: floor.blocks, quietest, frames: floor.frames + 1 };
  return { blocks: [...floor.blocks.slice(1 - BLOCKS), quietest], quietest: Infinity, frames: 0 };
}

/** In dB below full scale. */
export function floorDb(floor: NoiseFloor): number {
  const quietest = Math.min(floor.quietest, ...floor.blocks);
  return Math.min(HIGHEST_DB, Math.max(LOWEST_DB, quietest));
}
