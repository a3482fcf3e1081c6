/** A voice made of pulses through two resonances: enough to measure pitch, effort, loudness and speed on. No recording of anybody. */
import { seededRandom } from '#core';

export interface MadeVoice {
  readonly hz: number;
  /** 0..1 of full scale. */
  readonly loud: number;
  /** Syllables a second. */
  readonly speed: number;
  /** 0 = soft, 1 = pressed: how slowly the overtones fall. */
  readonly effort: number;
}

export const CALM_VOICE: MadeVoice = { hz: 110, loud: 0.1, speed: 4, effort: 0.2 };
export const RAISED_VOICE: MadeVoice = { hz: 180, loud: 0.3, speed: 6, effort: 0.8 };

/** So many seconds of speech in turns of three seconds with pauses of a second, at 8 kHz. */
export function speak(seconds: number, { hz, loud, speed, effort }: MadeVoice, seed = 1): Int16Array {
  const random = seededRandom(seed);
  const pcm = new Int16Array(seconds * 8_000);
  let phase = 0;
  let drift = 0;
  for (let i = 0; i < pcm.length; i++) {
    const t = i / 8_000;
    if (i % 400 === 0) drift = (random.int(2_001) - 1_000) / 25_000;
    if (t % 4 >= 3) continue;
    phase += (2 * Math.PI * hz * (1 + drift + 0.06 * Math.sin(2 * Math.PI * 0.7 * t))) / 8_000;
    let sample = 0;
    for (let k = 1; k <= 12; k++) sample += Math.sin(k * phase) / k ** (1.6 - effort);
    const syllable = Math.max(0.02, Math.sin(Math.PI * ((t * speed) % 1)) ** 2);
    pcm[i] = Math.round(Math.max(-1, Math.min(1, (sample / 2) * loud * syllable)) * 32_767);
  }
  return pcm;
}

export function joined(...parts: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
}
