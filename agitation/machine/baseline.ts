import type { CallSeconds } from '#core';
import { FEATURES, type Feature, type Features, type SpeechWindow } from '../model.ts';

/**
 * Spread that each feature has in calm speech at least. Few windows would else look steadier than anybody is, and any
 * change would look large. Semitones, dB, Hz, syllables a second, shares.
 */
const LEAST_SPREAD: Readonly<Record<Feature, number>> = {
  pitchMean: 1.2, pitchHigh: 1.6, pitchLow: 1.2, alphaRatio: 2, centroid: 90, flux: 0.03, hammarberg: 2, mfcc1: 1.2, loudness: 2, loudnessHigh: 2, syllableRate: 0.7, pauses: 0.12, interruptions: 0.5,
};
/** Further off is as good as this far off: one odd measure alone decides nothing. */
const FARTHEST = 4;
/** Of a normal distribution: its standard deviation over its median absolute deviation. */
const DEVIATIONS = 1.4826;

/** What is usual for one speaker of this call: median and spread of the first windows. */
export interface Baseline {
  /** Windows learnt from, until there is enough speech. */
  readonly learning: readonly Features[];
  readonly seconds: CallSeconds;
  readonly usual?: { readonly middle: Features; readonly spread: Features };
}

export const nothingLearnt: Baseline = { learning: [], seconds: 0 };

/** Learns from a window until `wanted` seconds of the speaker's time were heard; afterwards nothing changes what is usual. */
export function learn(baseline: Baseline, { features, from, to }: SpeechWindow, wanted: CallSeconds): Baseline {
  const learning = [...baseline.learning, features];
  const seconds = baseline.seconds + (to - from);
  if (seconds < wanted || learning.length < 3) return { learning, seconds };
  return { learning: [], seconds, usual: usualOf(learning) };
}

function usualOf(windows: readonly Features[]): { middle: Features; spread: Features } {
  const columns = FEATURES.map((_, i) => windows.map((features) => features[i] ?? 0));
  const middle = columns.map(median);
  const spread = columns.map((column, i) => Math.max(DEVIATIONS * median(column.map((value) => Math.abs(value - (middle[i] ?? 0)))), LEAST_SPREAD[FEATURES[i] as Feature]));
  return { middle, spread };
}

/** How far a window is from what is usual, in spreads, each within ±4. */
export function normalised(features: Features, { middle, spread }: NonNullable<Baseline['usual']>): Features {
  return features.map((value, i) => Math.max(-FARTHEST, Math.min(FARTHEST, (value - (middle[i] ?? 0)) / (spread[i] ?? 1))));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}
