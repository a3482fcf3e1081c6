import { expect, it } from 'vitest';
import { facetGram, gramsOf, phraseGrams } from './search-grams.ts';

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
it('of facts of the call, too, which no word has', () => {
  const grams = gramsOf([{ speaker: 'agent', body: 'greeting' }], [['rule', 'greeting'], ['queue', 'care']]);
  expect([facetGram('rule', 'greeting'), facetGram('queue', 'care'), facetGram('queue', 'greeting'), facetGram('agent', 'care')].map((gram) => grams.includes(gram))).toEqual([true, true, false, false]);
});
it('words in another order or apart are another phrase', () => {
  const said = gramsOf([{ speaker: 'caller', body: 'call me back' }, { speaker: 'caller', body: 'later app登录' }]);
  const may = (phrase: string) => phraseGrams(phrase, 'caller').every((gram) => said.includes(gram));
  expect(['call me', 'me back', 'call me back', 'later', 'app登录', 'back call', 'call back', 'back later'].map(may)).toEqual([true, true, true, true, true, false, false, false]);
});
it('numbers are those of FNV-1a, sorted, each once', () => {
  // FNV-1a of "a" is 0xe40c292c, as a signed number −468965076
  expect(gramsOf([{ speaker: '', body: 'a' }])).toEqual([-468_965_076]);
  expect(gramsOf([{ speaker: 'agent', body: '中文' }])).toHaveLength(3);
});
