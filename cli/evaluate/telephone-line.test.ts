import { expect, test } from 'vitest';
import { seededRandom } from '#core';
import { throughTelephone } from './telephone-line.ts';

const tone = Int16Array.from({ length: 80_000 }, (_, i) => Math.round(8000 * Math.sin(i / 3)));
const clean = { law: 'alaw', loss: 0, burst: 1, jitter: 0 } as const;
const silent = (pcm: Int16Array) => Array.from({ length: 500 }, (_, i) => pcm.subarray(i * 160, (i + 1) * 160)).filter((frame) => frame.every((sample) => sample === 0)).length;

test('a clean line gives the recording back as G.711 has it', () => {
  const { pcm, packets, lost } = throughTelephone(tone, clean, seededRandom(1));
  expect([packets, lost]).toEqual([500, 0]);
  for (let i = 0; i < tone.length; i += 97) expect(Math.abs((pcm[i] ?? 0) - (tone[i] ?? 0))).toBeLessThan(300);
});

test('lost packets are silence, as many as asked for, and the same ones for the same seed', () => {
  const line = { ...clean, loss: 0.1, burst: 2 };
  const { pcm, lost } = throughTelephone(tone, line, seededRandom(3));
  expect(lost).toBeGreaterThan(25);
  expect(lost).toBeLessThan(80);
  // A line that begins with a loss begins later.
  expect(Math.abs(silent(pcm) - lost)).toBeLessThanOrEqual(5);
  expect(throughTelephone(tone, line, seededRandom(3)).pcm).toEqual(pcm);
});

test('packets that are late by less than 60 ms are put in order', () => {
  const { pcm } = throughTelephone(tone, { ...clean, jitter: 50 }, seededRandom(5));
  expect(silent(pcm.subarray(800))).toBeLessThanOrEqual(6);
});
