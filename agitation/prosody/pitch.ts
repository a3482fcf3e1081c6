/** Half the rate of the telephone: a voice's pitch lies below 500 Hz, and a quarter of the work finds it. */
const RATE = 4_000;
/** 500 Hz and 66 Hz. */
const [SHORTEST_LAG, LONGEST_LAG] = [8, 60] as const;
/** Two periods of the deepest voice. */
const COMPARED = 100;
/** Samples at 4 kHz that one look needs: 40 ms. */
export const PITCH_SAMPLES = COMPARED + LONGEST_LAG;
/** YIN: the first dip below this is the period … */
const CLEAR = 0.15;
/** … and a sound whose deepest dip is above this has no pitch. */
const VOICED = 0.35;

/**
 * Fundamental frequency by YIN (de Cheveigné & Kawahara 2002): difference function, cumulative mean, first clear dip,
 * parabolic interpolation. `samples` at 4 kHz, read from `from` on. In Hz; 0 = no pitch.
 */
export function pitchOf(samples: Float64Array, from = 0): number {
  const dip = normalisedDifference(samples, from);
  let lag = 0;
  for (let tau = SHORTEST_LAG; tau < LONGEST_LAG && lag === 0; tau++) {
    if ((dip[tau] as number) < CLEAR && (dip[tau + 1] as number) >= (dip[tau] as number)) lag = tau;
  }
  if (lag === 0) lag = deepest(dip);
  if (lag === 0) return 0;
  const [before, here, after] = [dip[lag - 1] as number, dip[lag] as number, dip[lag + 1] as number];
  const bend = before - 2 * here + after;
  return RATE / (lag + (bend > 0 ? (before - after) / (2 * bend) : 0));
}

const scratch = new Float64Array(LONGEST_LAG + 1);

/** One scratch for all: read before the next look. */
function normalisedDifference(samples: Float64Array, from: number): Float64Array {
  let sum = 0;
  scratch[0] = 1;
  for (let tau = 1; tau <= LONGEST_LAG; tau++) {
    let difference = 0;
    for (let j = from; j < from + COMPARED; j++) {
      const step = (samples[j] as number) - (samples[j + tau] as number);
      difference += step * step;
    }
    sum += difference;
    scratch[tau] = sum > 0 ? (difference * tau) / sum : 1;
  }
  return scratch;
}

function deepest(dip: Float64Array): number {
  let lag = 0;
  let least = VOICED;
  for (let tau = SHORTEST_LAG; tau < LONGEST_LAG; tau++) {
    if ((dip[tau] as number) < least) {
      least = dip[tau] as number;
      lag = tau;
    }
  }
  return lag;
}
