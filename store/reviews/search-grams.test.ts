import { expect, it } from 'vitest';
import { gramsOf, phraseGrams } from './search-grams.ts';

const call = gramsOf([{ speaker: 'caller', body: '我无法登录app' }, { speaker: 'agent', body: 'two words 退款' }]);
const maybe = (speaker: string) => (phrase: string) => phraseGrams(phrase, speaker).every((gram) => call.includes(gram));

it('a call has the numbers of every phrase said in it, by who says it', () => {
  expect(['无法', '法', '无法登录', 'app', '录app'].map(maybe('caller'))).toEqual(Array(5).fill(true));
  expect(['words', 'two words', '退款'].map(maybe('agent'))).toEqual(Array(3).fill(true));
});
it('and of few others: not of the other side, no half words, no characters apart', () => {
  expect(['无法', 'app', 'word', 'ap', '登法'].map(maybe('agent'))).toEqual(Array(5).fill(false));
  expect(['退款', 'tw', '录退', '登法', 'three'].map(maybe('caller'))).toEqual(Array(5).fill(false));
});
it('numbers are those of FNV-1a, sorted, each once', () => {
  // FNV-1a of "a" is 0xe40c292c, as a signed number −468965076
  expect(gramsOf([{ speaker: '', body: 'a a' }])).toEqual([-468_965_076]);
  expect(gramsOf([{ speaker: 'agent', body: '中文' }])).toHaveLength(3);
});
