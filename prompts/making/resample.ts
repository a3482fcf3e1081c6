import type { Sound } from './wav.ts';

/** Highest frequency kept, as a share of half the lower rate: leaves the filter room before the fold. */
const PASS = 0.9;
/** Zero crossings of the sinc on each side; 24 with a Blackman window keeps what folds back below −70 dB. */
const CROSSINGS = 24;

/** Changes the sampling rate by a windowed sinc (band-limited interpolation); same input, same output. */
export function resample({ rate, samples }: Sound, to: number): Sound {
  const divisor = gcd(rate, to);
  const [up, down] = [to / divisor, rate / divisor];
  const cut = (Math.min(rate, to) / rate) * PASS;
  const reach = Math.ceil(CROSSINGS / cut);
  const kernels = Array.from({ length: up }, (_, phase) => kernel(phase / up, cut, reach));
  const out = new Float64Array(Math.floor((samples.length * up) / down));
  for (let i = 0; i < out.length; i += 1) {
    const centre = Math.floor((i * down) / up);
    const taps = kernels[(i * down) % up] ?? new Float64Array();
    let sum = 0;
    for (let k = 0; k < taps.length; k += 1) sum += (taps[k] ?? 0) * (samples[centre + k - reach + 1] ?? 0);
    out[i] = sum;
  }
  return { rate: to, samples: out };
}

function kernel(fraction: number, cut: number, reach: number): Float64Array {
  return Float64Array.from({ length: reach * 2 }, (_, k) => {
    const x = k - reach + 1 - fraction;
    const window = 0.42 + 0.5 * Math.cos((Math.PI * x) / reach) + 0.08 * Math.cos((2 * Math.PI * x) / reach);
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * cut * x) / (Math.PI * cut * x);
    return cut * sinc * Math.max(0, window);
  });
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
