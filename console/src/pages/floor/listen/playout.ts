/** When to play a run of samples that came over the network. Times in seconds on the sound card's clock. */
export interface Playout {
  /** Where the sound queued so far ends. */
  readonly until: number;
}

export type PlayoutStep = { readonly state: Playout; readonly playAt?: number };

/** Held back before the first sound, so that late runs still come in time, s. */
export const CUSHION = 0.2;

/** More than this in the queue (a tab asleep, a burst after a stall) is skipped: what is heard must be now, s. */
const MOST = 1;

export const SILENT: Playout = { until: 0 };

/** Places one run of `length` seconds; without `playAt` it is to be dropped. */
export function place(state: Playout, length: number, now: number): PlayoutStep {
  const ahead = state.until - now;
  if (ahead > MOST) return { state };
  const playAt = ahead > 0 ? state.until : now + CUSHION;
  return { state: { until: playAt + length }, playAt };
}

/** What to do when the sound's connection closed: its WebSocket code and reason, and how often it was tried since it last worked. */
export function afterClose(code: number, reason: string, tries: number): 'over' | 'not-yet' | 'refused' | 'again' {
  if (reason === 'calls.no-audio-yet') return 'not-yet';
  if (code === CALL_ENDED) return 'over';
  if (code >= REFUSED_FROM) return 'refused';
  return tries < MOST_TRIES ? 'again' : 'refused';
}

const CALL_ENDED = 1000;
/** Codes of our own: no right, session ended. */
const REFUSED_FROM = 4400;
/** A network that is away for ten seconds is waited for; a refused upgrade looks the same (1006), so not for ever. */
const MOST_TRIES = 5;

/** 16-bit little-endian samples as numbers in −1…1; an odd last byte is left out. */
export function samplesOf(bytes: ArrayBuffer): Float32Array<ArrayBuffer> {
  const view = new DataView(bytes);
  const samples = new Float32Array(bytes.byteLength >> 1);
  for (let index = 0; index < samples.length; index++) samples[index] = view.getInt16(index * 2, true) / 32_768;
  return samples;
}

/** Loudness for a meter: 0 at −60 dB and below, 1 at full scale. */
export function loudness(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibel = 10 * Math.log10(sum / samples.length + 1e-12);
  return Math.min(1, Math.max(0, 1 + decibel / 60));
}
