import { expect, test } from 'vitest';
import { delaysOf, judge } from './evaluation.ts';

const heard = (text: string) => ({ text, turns: [], finals: [], spokenToFinal: [], partials: [], troubles: [] });
const entry = (text: string, language: 'zh' | 'en') => ({ line: 1, file: 'a.wav', text, language, channel: 0 as const });

test('Chinese is judged by characters and by the words of a dictionary, whatever its spaces', () => {
  const { steps, wordErrors, characterErrors } = judge(entry('我要退款。', 'zh'), heard('我 要 退票'));
  expect(steps.map(({ said, heard: got }) => `${said}${got}`)).toEqual(['我我', '要要', '退退', '款票']);
  expect([characterErrors.rate, wordErrors.substitutions]).toEqual([0.25, 1]);
});

test('a text with figures is compared in figures', () => {
  expect(judge(entry('退120元', 'zh'), heard('退 一百 二十 元')).characterErrors.rate).toBe(0);
  expect(judge(entry('It costs 25 dollars', 'en'), heard('it costs twenty five dollars')).wordErrors.rate).toBe(0);
});

test('percentiles are delays that were measured', () => {
  expect(delaysOf([5, 1, 4, 2, 3])).toEqual({ count: 5, p50: 3, p95: 5, p99: 5 });
  expect(delaysOf([])).toEqual({ count: 0, p50: 0, p95: 0, p99: 0 });
});
