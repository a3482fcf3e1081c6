import { expect, test } from 'vitest';
import { withHotWords } from './hot-words.ts';

const of = (...each: readonly [number, string][]) => each.map(([likelihood, text]) => ({ likelihood, text }));
const ZH = of([108.4, '我 要 投诉 你们 的 心情'], [106.5, '我 要 投诉 你们 的 产品'], [101, '我 要 投诉 产品 的 产品']);

test('an alternative with a hot word wins where it is about as likely', () => {
  expect(withHotWords(ZH, ['产品'])).toBe(1);
  expect(withHotWords(ZH, [])).toBe(0);
  expect(withHotWords(of([118, 'close my a count'], [112, 'close my account']), ['account'])).toBe(0);
});

test('words are whole ones in English, parts of a sentence in Chinese, in any case', () => {
  const alternatives = of([10, 'the products are new'], [9, 'the product our new']);
  expect([withHotWords(alternatives, ['Product']), withHotWords(alternatives, ['product our'])]).toEqual([1, 1]);
  expect(withHotWords(of([10, '小 一 您好'], [9, '小 李 您 好']), ['小李您'])).toBe(1);
});

test('each time it was said counts, and the best stays for a tie or an empty list', () => {
  expect(withHotWords(of([10, 'yes'], [6, 'acme acme']), ['acme'])).toBe(1);
  expect(withHotWords(of([5, 'acme one'], [5, 'acme two']), ['acme'])).toBe(0);
  expect([withHotWords([], ['x']), withHotWords(of([1, 'a'], [0, 'b']), [' '])]).toEqual([0, 0]);
});
