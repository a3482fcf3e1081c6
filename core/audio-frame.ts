import type { Samples } from './units.ts';

/**
 * A run of audio of one speaker on a call's audio clock.
 * `at` is the position of the first sample since the clock's zero (8 kHz), free of any wall clock; runs of one speaker
 * follow each other without gap or overlap (lost packets are silence).
 */
export interface AudioFrame {
  readonly at: Samples;
  /** Linear 16-bit mono, 8 kHz. */
  readonly pcm: Int16Array;
}
