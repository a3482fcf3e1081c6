import { expect, test } from 'vitest';
import { Rings } from './rings.ts';

type Told = readonly [number, string, string, string?, boolean?];
/** `second, type, agent, why, together`, as `agent as second`. */
function judged(...steps: readonly Told[]): string[] {
  const rings = new Rings();
  return steps
    .flatMap(([second, type, agent, why, together]) => rings.hear({ type, at: second * 1000, data: { agent, ...(why ? { why } : {}), ...(together ? { together } : {}) } }))
    .map(({ agent, as, at }) => `${agent} ${as} ${at / 1000}`);
}
const failed = (second: number, agent: string, why: string): Told => [second, 'offer.failed', agent, why];
const silent = (second: number, agent: string): Told => [second, 'offer.failed', agent, 'no-answer', true];
const connected = (second: number, agent: string): Told => [second, 'agent.connected', agent];
const left = (second: number): Told => [second, 'queue.left', '', 'abandoned'];

test('one phone: rung to the time-out or rejected is missed, each time, whoever takes the call after it', () => {
  expect(judged(failed(15, 'anna', 'no-answer'), failed(20, 'bo', 'rejected'), connected(30, 'chen'))).toEqual(['anna missed 15', 'bo missed 20']);
});

test('a phone that was busy, gone or not rung to the end is no miss', () => {
  expect(judged(failed(1, 'anna', 'busy'), failed(2, 'bo', 'unreachable'), failed(3, 'chen', 'abandoned'), left(3))).toEqual([]);
});

test('phones together: taken by another while it rang', () => {
  expect(judged(failed(5, 'bo', 'answered elsewhere'), failed(5, 'chen', 'answered elsewhere'), connected(5, 'anna'))).toEqual(['bo elsewhere 5', 'chen elsewhere 5']);
});

test('phones together: rounds that nobody took are one miss for each when the caller goes', () => {
  expect(judged(silent(15, 'anna'), silent(15, 'bo'), silent(30, 'anna'), silent(30, 'bo'), left(40))).toEqual(['anna missed 30', 'bo missed 30']);
});

test('phones together: taken in the second round', () => {
  expect(judged(silent(15, 'anna'), silent(15, 'bo'), silent(15, 'chen'), failed(20, 'bo', 'answered elsewhere'), connected(20, 'anna'))).toEqual(['bo elsewhere 20', 'chen missed 15']);
});

test('phones together: a rejection is the agent’s own, at once', () => {
  expect(judged(failed(3, 'bo', 'rejected'), connected(9, 'anna'))).toEqual(['bo missed 3']);
});

test('a second wait of the same call is judged anew', () => {
  expect(judged(failed(5, 'bo', 'answered elsewhere'), connected(5, 'anna'), failed(65, 'bo', 'answered elsewhere'), connected(65, 'chen'))).toEqual(['bo elsewhere 5', 'bo elsewhere 65']);
});
