/** What people heard, judged: tones, keys, and sounds of our own. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { readWav, toneShare } from '#media';
import { eventually } from '../../system/parts/eventually.ts';
import type { Person } from './chromium.ts';

export const RATE = 8_000;
const HALF_SECOND = RATE / 2;

const TENTH = RATE / 10;

/**
 * How much of a sound is a tone, 0–1: the mean of its tenths of a second. A browser or phone that has not its time drops or stretches
 * a few samples now and then; over half a second the tone would cancel itself out, though everybody hears it.
 */
export function toneIn(sound: Int16Array, hertz: number): number {
  const tenths = Array.from({ length: Math.floor(sound.length / TENTH) }, (_, i) => toneShare(sound.subarray(i * TENTH, (i + 1) * TENTH), hertz));
  return tenths.reduce((sum, share) => sum + share, 0) / Math.max(1, tenths.length);
}

/** The share of a tone in the last half second a person heard, 0–1. */
export async function hears(person: Person, hertz: number, where: 'phone' | 'aloud' = 'phone'): Promise<number> {
  const heard = await person.heard(where, HALF_SECOND).catch(() => new Int16Array(0));
  return heard.length < HALF_SECOND ? 0 : toneIn(heard, hertz);
}

/** Resolves when a tone that is hummed arrives; busy machines take their time. */
export const untilHears = (person: Person, hertz: number) => eventually(`${hertz} Hz from the other side`, async () => (await hears(person, hertz)) > 0.6, 30_000);

/** Each says a tone of an own pitch at the same time, and the other hears it. */
export async function hearEachOther(one: Person, other: Person): Promise<void> {
  await Promise.all([one.forget(), other.forget()]);
  await Promise.all([one.hum(440), other.hum(620)]);
  await Promise.all([untilHears(one, 620), untilHears(other, 440)]);
  await Promise.all([one.hush(), other.hush()]);
}

/** Somewhere in the sound both tones are heard at once: half a second of it that is nothing but them. */
export function bothIn(sound: Int16Array): boolean {
  for (let at = 0; at + HALF_SECOND <= sound.length; at += HALF_SECOND / 4) {
    const [one = 0, other = 0] = [440, 620].map((hertz) => toneShare(sound.subarray(at, at + HALF_SECOND), hertz));
    if (one > 0.25 && other > 0.25) return true;
  }
  return false;
}

const LOW = [697, 770, 852, 941];
const HIGH = [1_209, 1_336, 1_477, 1_633];
const KEYS = ['123A', '456B', '789C', '*0#D'];
/** 20 ms, looked at every 10 ms. */
const WINDOW = 160;
/** Quieter is no key, peak of 32767. */
const QUIET = 500;

/** A tone that stops for less is torn, not pressed again: pages read their ears in blocks of 85 ms, and a busy one loses some. In steps of 10 ms. */
const TORN = 20;

/** The keys whose two tones (ITU-T Q.23) are in the sound. */
export function keysIn(sound: Int16Array): string {
  let keys = '';
  let before = '';
  let gone = 0;
  for (let at = 0; at + WINDOW <= sound.length; at += WINDOW / 2) {
    const key = keyOf(sound.subarray(at, at + WINDOW));
    gone++;
    // Half a key at its edges may sound like another: two windows have to agree.
    if (key !== '' && key === before) {
      if (keys.at(-1) !== key || gone > TORN) keys += key;
      gone = 0;
    }
    before = key;
  }
  return keys;
}

function keyOf(window: Int16Array): string {
  if (window.every((sample) => Math.abs(sample) < QUIET)) return '';
  const [low, high] = [LOW, HIGH].map((tones) => {
    const shares = tones.map((hertz) => toneShare(window, hertz));
    const most = Math.max(...shares);
    return { at: shares.indexOf(most), most };
  });
  if (!low || !high || low.most < 0.2 || high.most < 0.2 || low.most + high.most < 0.7) return '';
  return KEYS[low.at]?.[high.at] ?? '';
}

/** A seventh of a second of a prompt, where it is loudest. */
const SAMPLE = 1_200;

/** As good as the same: the rest is the line's. */
const SAME = 0.8;

/** How much a part of a sound of ours is like what was heard, 0–1, wherever in it; the best of three parts, any of which a line may spoil. */
export function likeness(heard: Int16Array, file: string): number {
  const wav = readWav(readFileSync(file));
  if (!wav.ok) throw wav.fault;
  expect(wav.value.rate).toBe(RATE);
  const pcm = wav.value.channels[0] ?? new Int16Array(0);
  const third = Math.floor(pcm.length / 3);
  let best = 0;
  for (let at = 0; at < 3 && best < SAME; at++) best = Math.max(best, likenessOf(heard, loudest(pcm.subarray(at * third, (at + 1) * third))));
  return best;
}

function likenessOf(heard: Int16Array, part: Int16Array): number {
  const own = Math.sqrt(energyOf(part));
  let best = 0;
  let energy = energyOf(heard.subarray(0, SAMPLE));
  for (let at = 0; at + SAMPLE < heard.length; at++) {
    if (energy > 0) best = Math.max(best, sumOfProducts(heard, at, part) / (own * Math.sqrt(energy)));
    energy += (heard[at + SAMPLE] as number) ** 2 - (heard[at] as number) ** 2;
  }
  return best;
}

function sumOfProducts(sound: Int16Array, from: number, part: Int16Array): number {
  let sum = 0;
  for (let i = 0; i < part.length; i++) sum += (sound[from + i] as number) * (part[i] as number);
  return sum;
}

function loudest(pcm: Int16Array): Int16Array {
  const parts = Array.from({ length: Math.max(1, Math.floor((pcm.length - SAMPLE) / 400)) }, (_, i) => pcm.subarray(i * 400, i * 400 + SAMPLE));
  return parts.reduce((most, each) => (energyOf(each) > energyOf(most) ? each : most));
}

function energyOf(pcm: Int16Array): number {
  let sum = 0;
  for (const sample of pcm) sum += sample * sample;
  return sum;
}
