/**
 * Doubles 8 kHz to 16 kHz for models trained on 16 kHz (they refuse 8 kHz audio unless their mfcc.conf allows it).
 * A half-band interpolator: even output samples are the input, odd ones a windowed-sinc mean of 16 neighbours.
 * Delays the audio by 8 input samples (1 ms), which no word time notices.
 */
export interface UpsampleState {
  readonly history: Int16Array;
}

const NEIGHBOURS = 16;
const HALF = NEIGHBOURS / 2;

/** Taps at distances ±0.5, ±1.5, …: sinc times a Hann window, made to sum to one. */
const TAPS = taps();

function taps(): Float64Array {
  const raw = Float64Array.from({ length: HALF }, (_, i) => {
    const distance = i + 0.5;
    const sinc = Math.sin(Math.PI * distance) / (Math.PI * distance);
    return sinc * (0.5 + 0.5 * Math.cos((Math.PI * distance) / HALF));
  });
  const sum = raw.reduce((total, tap) => total + tap, 0) * 2;
  return raw.map((tap) => tap / sum);
}

export const emptyUpsample: UpsampleState = { history: new Int16Array(NEIGHBOURS) };

/** The 16 kHz samples for one run of 8 kHz samples, and what the next run needs to follow without a seam. */
export function upsample(state: UpsampleState, pcm: Int16Array): { state: UpsampleState; pcm: Int16Array } {
  const input = new Int16Array(NEIGHBOURS + pcm.length);
  input.set(state.history);
  input.set(pcm, NEIGHBOURS);
  const output = new Int16Array(pcm.length * 2);
  for (let i = 0; i < pcm.length; i++) {
    const centre = i + HALF;
    output[2 * i] = input[centre] ?? 0;
    output[2 * i + 1] = between(input, centre);
  }
  return { state: { history: input.slice(pcm.length) }, pcm: output };
}

function between(input: Int16Array, centre: number): number {
  let sum = 0;
  for (let k = 0; k < HALF; k++) sum += (TAPS[k] ?? 0) * ((input[centre - k] ?? 0) + (input[centre + 1 + k] ?? 0));
  return Math.max(-32768, Math.min(32767, Math.round(sum)));
}
