import { fromDb, peak, rms } from './measure.ts';
import type { Sound } from './wav.ts';

/** Speech level of the prompts and the highest sample allowed, in dBFS. */
const SPEECH_DB = -20;
const CEILING_DB = -3.5;
/** Silence at both ends of a prompt, so that prompts in a row do not run into each other. */
const PAD_SECONDS = 0.1;
/** Quieter than this below the loudest sample is silence. */
const SILENCE_DB = -40;
const FADE_SECONDS = 0.005;
const LIMIT_SECONDS = 0.005;
const RUMBLE_HZ = 100;
/** Half a percent of level is 0.04 dB. */
const CLOSE_ENOUGH = 0.005;

/** A raw voice as a prompt: no rumble, even level, no clicks, 100 ms of silence at both ends. */
export function finishSpeech({ rate, samples }: Sound): Sound {
  const voice = faded(trimmed(withoutRumble(samples, rate), rate), rate);
  return joined([{ rate, samples: levelled(voice, rate, SPEECH_DB) }], PAD_SECONDS);
}

/** Sounds in a row with silence before, between and after them. */
export function joined(sounds: readonly Sound[], padSeconds: number): Sound {
  const rate = sounds[0]?.rate ?? 8000;
  const pad = Math.round(padSeconds * rate);
  const out = new Float64Array(sounds.reduce((sum, s) => sum + s.samples.length + pad, pad));
  let at = pad;
  for (const { samples } of sounds) {
    out.set(samples, at);
    at += samples.length + pad;
  }
  return { rate, samples: out };
}

/** Linear ramps at both ends. */
export function faded(samples: Float64Array, rate: number): Float64Array {
  const ramp = Math.round(FADE_SECONDS * rate);
  return samples.map((value, i) => value * Math.min(1, (i + 1) / ramp, (samples.length - i) / ramp));
}

/** Scaled to an RMS of `db`; peaks above the ceiling are turned down around them, which costs no sharp edges. */
export function levelled(samples: Float64Array, rate: number, db: number): Float64Array {
  let gain = fromDb(db) / rms(samples);
  let out = samples;
  // Turning peaks down takes some level away: a few rounds bring it back.
  for (let round = 0; round < 6; round += 1) {
    const loud = gain;
    out = limited(samples.map((value) => value * loud), rate);
    const lacking = fromDb(db) / rms(out);
    if (Math.abs(lacking - 1) < CLOSE_ENOUGH) break;
    gain *= lacking;
  }
  return out;
}

function limited(samples: Float64Array, rate: number): Float64Array {
  const ceiling = fromDb(CEILING_DB);
  if (peak(samples) <= ceiling) return samples;
  const reach = Math.round(LIMIT_SECONDS * rate);
  const wanted = samples.map((value) => Math.min(1, ceiling / Math.max(Math.abs(value), 1e-9)));
  const around = (values: Float64Array, i: number) => values.subarray(Math.max(0, i - reach), i + reach + 1);
  const lowest = wanted.map((_, i) => Math.min(...around(wanted, i)));
  // The mean of minima over the same width never exceeds the gain wanted at its centre.
  return samples.map((value, i) => {
    const near = around(lowest, i);
    return value * (near.reduce((sum, gain) => sum + gain, 0) / near.length);
  });
}

function trimmed(samples: Float64Array, rate: number): Float64Array {
  const frame = Math.round(rate / 100);
  const threshold = peak(samples) * fromDb(SILENCE_DB);
  const loud: number[] = [];
  for (let at = 0; at < samples.length; at += frame) {
    if (peak(samples.subarray(at, at + frame)) > threshold) loud.push(at);
  }
  const [first, last] = [loud[0] ?? 0, loud.at(-1) ?? 0];
  return samples.slice(Math.max(0, first - frame), last + 2 * frame);
}

/** High pass of the second order (RBJ cookbook), also takes a constant offset away. */
function withoutRumble(samples: Float64Array, rate: number): Float64Array {
  const w = (2 * Math.PI * RUMBLE_HZ) / rate;
  const alpha = Math.sin(w) / Math.SQRT2;
  const [a0, a1, a2] = [1 + alpha, -2 * Math.cos(w), 1 - alpha];
  const [b0, b1] = [(1 + Math.cos(w)) / 2, -(1 + Math.cos(w))];
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  return samples.map((x) => {
    const y = (b0 * x + b1 * x1 + b0 * x2 - a1 * y1 - a2 * y2) / a0;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    return y;
  });
}
