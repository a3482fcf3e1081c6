/** Zero crossings of the sinc on each side of a sample: enough to keep aliases about 60 dB down. */
const HALF_WIDTH = 16;

/**
 * Changes the sampling rate with a Hann-windowed sinc; for sounds that are loaded once, not for live audio.
 * Lengths scale with the rates; the cut-off is just below half of the lower rate. The positions between input samples
 * repeat after `to / gcd` outputs, so each has its weights computed once.
 */
export function resample(pcm: Int16Array, from: number, to: number): Int16Array {
  if (from === to) return pcm;
  const divisor = gcd(from, to);
  const [up, down] = [to / divisor, from / divisor];
  const cutoff = Math.min(1, to / from) * 0.95;
  const reach = Math.ceil(HALF_WIDTH / cutoff);
  const kernels = Array.from({ length: up }, (_, phase) => kernel(phase / up, cutoff, reach));
  const out = new Int16Array(Math.round((pcm.length * to) / from));
  for (let i = 0; i < out.length; i++) {
    const position = i * down;
    out[i] = clamp(weighted(pcm, Math.floor(position / up) - reach, kernels[position % up] as Float64Array));
  }
  return out;
}

/** Weights of the samples from `reach` before to `reach` after a point that lies `fraction` behind a sample. */
function kernel(fraction: number, cutoff: number, reach: number): Float64Array {
  return Float64Array.from({ length: 2 * reach + 1 }, (_, i) => {
    const x = fraction - (i - reach);
    const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / (reach + 1));
    return cutoff * sinc(cutoff * x) * window;
  });
}

function weighted(pcm: Int16Array, first: number, weights: Float64Array): number {
  let sum = 0;
  const last = Math.min(weights.length, pcm.length - first);
  for (let i = Math.max(0, -first); i < last; i++) sum += (pcm[first + i] as number) * (weights[i] as number);
  return sum;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

function clamp(value: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(value)));
}
