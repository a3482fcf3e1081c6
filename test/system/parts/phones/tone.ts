/**
 * Share of the energy of 8 kHz audio that lies at one frequency (Goertzel), 0..1.
 * A pure tone gives nearly 1, silence 0, speech or music little.
 */
export function toneShare(pcm: Int16Array, hz: number): number {
  const w = 2 * Math.cos((2 * Math.PI * hz) / 8000);
  let [energy, last, before] = [0, 0, 0];
  for (const sample of pcm) {
    const now = sample + w * last - before;
    before = last;
    last = now;
    energy += sample * sample;
  }
  const power = last * last + before * before - w * last * before;
  return energy === 0 ? 0 : (2 * power) / (pcm.length * energy);
}

/** The tone is clearly there in at least `part` of the 100 ms windows of the last `seconds`. */
export function hearsTone(pcm: Int16Array, hz: number, seconds: number, part = 0.7): boolean {
  const tail = pcm.subarray(-Math.round(seconds * 8000));
  let heard = 0;
  let windows = 0;
  for (let start = 0; start + 800 <= tail.length; start += 800) {
    windows++;
    if (toneShare(tail.subarray(start, start + 800), hz) > 0.6) heard++;
  }
  return windows > 0 && heard / windows >= part;
}

/** Loudness in dB below full scale; -Infinity for silence. */
export function levelDb(pcm: Int16Array): number {
  let sum = 0;
  for (const sample of pcm) sum += sample * sample;
  return 10 * Math.log10(sum / Math.max(1, pcm.length) / 32768 ** 2);
}

/** The longest run of 20 ms windows softer than `db`, in ms. */
export function longestSilenceMs(pcm: Int16Array, db = -55): number {
  let longest = 0;
  let run = 0;
  for (let start = 0; start + 160 <= pcm.length; start += 160) {
    run = levelDb(pcm.subarray(start, start + 160)) < db ? run + 20 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
