import { SAMPLE_RATE, type Samples } from '#core';

/** Length of audio that is looked at for a tone: 20 ms. */
export const TONE_BLOCK: Samples = 160;
/** ITU-T Q.23: a key is one low and one high tone. */
const LOW = [697, 770, 852, 941];
const HIGH = [1209, 1336, 1477, 1633];
/** Share of the sound that is in the two tones; speech hardly reaches half. */
const LEAST_SHARE = 0.7;
/** One tone may be stronger than the other by 10 dB (ITU-T Q.24 allows 4 to 8). */
const MOST_TWIST = 10;
/** Quieter than this nobody hears a key: −50 dBov. */
const LEAST_ENERGY = 100 ** 2;

/** Whether 20 ms of one lane (of 16-bit frames of two) sound like a pressed key. */
export function isKeyTone(frames: Buffer, block: number, lane: 0 | 1): boolean {
  const pcm: number[] = [];
  let energy = 0;
  for (let i = 0; i < TONE_BLOCK; i++) {
    const sample = frames.readInt16LE(((block * TONE_BLOCK + i) * 2 + lane) * 2);
    pcm.push(sample);
    energy += sample * sample;
  }
  if (energy / TONE_BLOCK < LEAST_ENERGY) return false;
  const [low, high] = [Math.max(...LOW.map((hz) => powerAt(pcm, hz))), Math.max(...HIGH.map((hz) => powerAt(pcm, hz)))];
  return low + high > LEAST_SHARE * energy && low < high * MOST_TWIST && high < low * MOST_TWIST;
}

/** Goertzel: the energy of one frequency, in the unit of the sum of squares. */
function powerAt(pcm: readonly number[], hz: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * hz) / SAMPLE_RATE);
  let [one, two] = [0, 0];
  for (const sample of pcm) [one, two] = [sample + factor * one - two, one];
  return ((one * one + two * two - factor * one * two) * 2) / pcm.length;
}
