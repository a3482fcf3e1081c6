import { expect, test } from 'vitest';
import { levelOf } from './level.ts';
import { problemOf } from './microphone.ts';

const fault = (name: string): Error => Object.assign(new Error(name), { name });

test('every way the browser refuses a microphone has a way out of its own', () => {
  const names = ['NotAllowedError', 'SecurityError', 'NotFoundError', 'OverconstrainedError', 'NotReadableError', 'TypeError'];
  expect(names.map((name) => problemOf(fault(name)))).toEqual(['denied', 'denied', 'no-device', 'no-device', 'busy', 'unknown']);
});

test('a meter shows nothing for silence, half for −30 dB, all for full scale', () => {
  expect(levelOf(new Float32Array(8))).toBe(0);
  expect(levelOf(new Float32Array(8).fill(10 ** (-30 / 20)))).toBeCloseTo(0.5, 3);
  expect(levelOf(new Float32Array(8).fill(1))).toBeCloseTo(1, 3);
});
