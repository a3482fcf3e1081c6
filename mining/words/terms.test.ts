import { expect, it } from 'vitest';
import { comparable } from './comparable.ts';
import { stem } from './stem.ts';
import { termsOf } from './terms.ts';

const terms = (...texts: string[]) => termsOf(texts.map((text) => ({ text })));

it('Chinese terms are words of the dictionary and pairs of them, without function words', () => {
  expect(terms('我无法登录你们的网站')).toEqual(['无法', '登录', '无法登录', '网站']);
});
it('characters that the dictionary does not know together are one term: a new name is seen', () => {
  expect(terms('闪付通一直失败')).toEqual(['闪付通', '失败']);
});
it('English terms are stems and pairs, without function words and numbers', () => {
  expect(terms('my router keeps dropping the connections 3 times')).toEqual(['router', 'keep', 'router keep', 'dropping', 'keep dropping', 'connection', 'time']);
});
it('a term counts once in a call, and what stands for secrets is none', () => {
  expect(terms('退款 退款', '我的 银行卡 1234', '验证码')).toEqual(['退款']);
});
it('both languages in one turn do not pair', () => expect(terms('app登录失败')).toEqual(['app', '登录', '失败', '登录失败']));

it('a stem has lost the ending of the plural only', () => {
  expect(['refunds', 'companies', 'crashes', 'boxes', 'charges', 'status', 'address', 'bus', 'is', "bank's", '密码'].map(stem)).toEqual(['refund', 'company', 'crash', 'box', 'charge', 'status', 'address', 'bus', 'is', 'bank', '密码']);
});
it('comparable texts contain whole words only, whatever the spaces between Chinese characters', () => {
  const said = comparable('我 用 App 无法登录，two Refunds');
  expect([' 无 法 登 录 ', ' app 无 法 ', ' refund ', ' two refund ', ' fund '].map((phrase) => said.includes(phrase))).toEqual([true, true, true, true, false]);
  expect(comparable(' …')).toBe('');
});
