import { FEATURES, type Feature, type Features, type Weights } from '../model.ts';

/**
 * The index that is used until an operator trains own weights: raised pitch, effort in the spectrum, loudness, speed. The
 * signs are those that corpora of other languages agree on; the sizes are chosen, not learnt. Not validated on Chinese or
 * English callers (docs/agitation.md).
 */
const CHOSEN: Readonly<Record<Feature, number>> = {
  pitchMean: 0.3, pitchHigh: 0.3, pitchLow: 0.2, alphaRatio: 0.2, centroid: 0.2, flux: 0.1, hammarberg: -0.2, mfcc1: -0.15, loudness: 0.25, loudnessHigh: 0.25, syllableRate: 0.25, pauses: 0, interruptions: 0.25,
};

/** Usual speech comes to about 0.05. */
export const UNTRAINED: Weights = { version: 'untrained-1', bias: -3, weights: FEATURES.map((feature) => CHOSEN[feature]) };

/** 0..1 of normalised features. */
export function probability({ bias, weights }: Pick<Weights, 'bias' | 'weights'>, normalised: Features): number {
  const sum = normalised.reduce((total, value, i) => total + value * (weights[i] ?? 0), bias);
  return 1 / (1 + Math.exp(-sum));
}
