import { expect, test } from 'vitest';
import { areaPath, curvePath, highest } from './curve-path.ts';

const point = (speaker: 'caller' | 'agent', from: number, value: number) => ({ speaker, from, to: from + 5, value, raw: value, words: 0, by: 'prosody' as const });
const curves = [
  { from: 0, until: 50, agent: 'anna', method: 'm', points: [point('caller', 0, 0), point('agent', 5, 0.2), point('caller', 20, 1)] },
  { from: 50, until: 100, agent: 'bo', method: 'm', points: [point('caller', 60, 0.5)] },
];

test('the line goes through the ends of the windows and begins anew with each conversation', () => {
  expect(curvePath(curves, 'caller', 100)).toBe('M0.0,50.0 L50.0,50.0 L250.0,2.0 M600.0,26.0 L650.0,26.0');
  expect(curvePath(curves, 'agent', 100)).toBe('M50.0,40.4 L100.0,40.4');
  expect(curvePath([], 'agent', 100)).toBe('');
});

test('the area goes down to the bottom where a conversation ends', () => {
  expect(areaPath(curves, 'agent', 100)).toBe('M50.0,52 L50.0,40.4 L100.0,40.4 L100.0,52 Z');
});

test('the highest point of a speaker', () => {
  expect(highest(curves, 'caller')?.to).toBe(25);
  expect(highest([], 'caller')).toBeUndefined();
});
