import type { CallSeconds, Speaker } from '#core';

/** What a window of speech is measured by, in the order of `Features`. */
export const FEATURES = [
  'pitchMean', 'pitchHigh', 'pitchLow', 'alphaRatio', 'centroid', 'flux', 'hammarberg', 'mfcc1', 'loudness', 'loudnessHigh', 'syllableRate', 'pauses', 'interruptions',
] as const;
export type Feature = (typeof FEATURES)[number];

/** Values in the order of `FEATURES`. Pitch in semitones over 100 Hz, loudness and ratios in dB, centroid in Hz, syllables a second, shares 0..1. */
export type Features = readonly number[];

/** About two and a half seconds of one speaker's own speech; pauses may lie in it. */
export interface SpeechWindow {
  readonly speaker: Speaker;
  readonly from: CallSeconds;
  readonly to: CallSeconds;
  readonly features: Features;
}

/** What was said in one turn; counts from its end on, because the words of a turn are known only then. */
export interface SpokenTurn {
  readonly speaker: Speaker;
  /** End of the last word. */
  readonly at: CallSeconds;
  readonly texts: readonly string[];
}

/** From what a point got its value. */
export type FoundBy = 'prosody' | 'words' | 'both';

/** One point of a curve. */
export interface AgitationPoint {
  readonly speaker: Speaker;
  readonly from: CallSeconds;
  readonly to: CallSeconds;
  /** 0..1 from the voice; undefined while the speaker's usual voice is being learnt. */
  readonly prosody?: number;
  /** 0..1 from the words of the last turns. */
  readonly words: number;
  /** Both together. */
  readonly raw: number;
  /** Moving average of `raw`: the curve. */
  readonly value: number;
  readonly by: FoundBy;
}

/** A speaker was agitated for longer than one peak (RULES.md §7). */
export interface AgitationAlert {
  readonly speaker: Speaker;
  readonly severity: 'info' | 'warn' | 'critical';
  /** When it became true: the end of the last window. */
  readonly at: CallSeconds;
  readonly from: CallSeconds;
  readonly value: number;
  readonly windows: number;
  readonly by: FoundBy;
}

/** When alerts come. */
export interface AlertPolicy {
  readonly speakers: readonly Speaker[];
  readonly severity: AgitationAlert['severity'];
  /** 0..1; the curve stays at or above it … */
  readonly from: number;
  /** … for so many windows in a row, two of them high by themselves. */
  readonly windows: number;
  readonly cooldownSeconds: number;
}

/** How voices become numbers. */
export interface AgitationPolicy {
  /** Speech of each speaker that is taken for usual, s. */
  readonly baselineSeconds: number;
  /** Weight of the newest window in the moving average, 0..1. */
  readonly smoothing: number;
  readonly weights: Weights;
  readonly alerts?: AlertPolicy;
}

/** A logistic regression on features normalised in the call. */
export interface Weights {
  /** Names the file or `untrained`, and what is in it: stored with every curve. */
  readonly version: string;
  readonly bias: number;
  /** In the order of `FEATURES`. */
  readonly weights: readonly number[];
}

/** The curves of one conversation, as they are stored. */
export interface AgitationCurve {
  /** On the audio clock of the call. */
  readonly from: CallSeconds;
  readonly until: CallSeconds;
  readonly agent: string;
  /** What it was made with: the same recording and words give the same points under the same one. */
  readonly method: string;
  readonly points: readonly AgitationPoint[];
}
