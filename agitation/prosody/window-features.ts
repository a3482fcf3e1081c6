import { FRAME_MS } from '#core';
import type { Features } from '../model.ts';
import type { VoiceFrame } from './voice-frames.ts';

/** Frames with pitch that a window needs: 0.4 s, of which every second frame was looked at. */
const LEAST_PITCHED = 10;
/** A peak of energy is a syllable when it stands so much above the dips on both sides, dB … */
const SYLLABLE_DB = 2;
/** … and so many frames after the one before. */
const SYLLABLE_FRAMES = 4;
/** A gap up to so many frames is a dip (160 ms), a longer one a pause. */
const DIP_FRAMES = 8;

export interface HeardWindow {
  /** In order; undefined = a pause within the window. */
  readonly frames: readonly (VoiceFrame | undefined)[];
  /** Times this speaker began while the other spoke. */
  readonly interruptions: number;
}

/** What a window of speech is measured by; undefined when it has too little voice in it (whispers, noises, tones). */
export function featuresOf({ frames, interruptions }: HeardWindow): Features | undefined {
  const spoken = frames.filter((frame) => frame !== undefined);
  const voiced = spoken.flatMap(({ sound }) => (sound && !Number.isNaN(sound.pitch) ? sound : []));
  const pitches = voiced.map(({ pitch }) => pitch).toSorted((a, b) => a - b);
  if (pitches.length < LEAST_PITCHED) return undefined;
  const loud = spoken.map(({ db }) => db).toSorted((a, b) => a - b);
  const of = (pick: (sound: NonNullable<VoiceFrame['sound']>) => number) => mean(voiced.map(pick));
  return [
    mean(pitches.slice(Math.floor(pitches.length * 0.05), Math.ceil(pitches.length * 0.95))),
    quantile(pitches, 0.8),
    quantile(pitches, 0.2),
    of((frame) => frame.alphaRatio),
    of((frame) => frame.centroid),
    of((frame) => frame.flux),
    of((frame) => frame.hammarberg),
    of((frame) => frame.mfcc1),
    mean(loud),
    quantile(loud, 0.8),
    syllables(frames) / talkSeconds(frames),
    1 - spoken.length / frames.length,
    interruptions,
  ];
}

/** Dips within words and between them belong to talking, pauses do not. */
function talkSeconds(frames: HeardWindow['frames']): number {
  let count = 0;
  let quiet = 0;
  for (const frame of frames) {
    quiet = frame ? 0 : quiet + 1;
    if (quiet <= DIP_FRAMES) count += 1;
  }
  return (count * FRAME_MS) / 1000;
}

/** Peaks of the smoothed energy. */
function syllables(frames: readonly (VoiceFrame | undefined)[]): number {
  const smooth = frames.map((_, i) => mean(frames.slice(Math.max(0, i - 1), i + 2).map((frame) => frame?.db ?? -60)));
  let count = 0;
  let last = -SYLLABLE_FRAMES;
  let dip = -60;
  let peak = -Infinity;
  let at = 0;
  smooth.forEach((db, i) => {
    if (db > peak) [peak, at] = [db, i];
    if (peak - db >= SYLLABLE_DB) {
      if (peak - dip >= SYLLABLE_DB && at - last >= SYLLABLE_FRAMES && frames[at]) [count, last] = [count + 1, at];
      [dip, peak] = [db, db];
    } else if (db < dip) [dip, peak, at] = [db, db, i];
  });
  return count;
}

const mean = (values: readonly number[]) => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);

/** Of values in order. */
const quantile = (values: readonly number[], share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;
