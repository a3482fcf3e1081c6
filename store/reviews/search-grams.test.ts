import { expect, it } from 'vitest';
import { gramsOf, phraseGrams } from './search-grams.ts';

const call = gramsOf(['我无法登录app', 'two words, 退款']);
const maybe = (phrase: string) => phraseGrams(phrase).every((gram) => call.includes(gram));

it('a call has the numbers of every phrase said in it', () => {
  expect(['无法', '法', '无法登录', 'app', '录app', 'words', 'two words', '退款'].map(maybe)).toEqual(Array(8).fill(true));
});
it('and of few others: no half words, no characters from two turns', () => {
  expect(['word', 'ap', '录退', '登法', 'three'].map(maybe)).toEqual(Array(5).fill(false));
});
it('numbers are those of FNV-1a, sorted, each once', () => {
  // FNV-1a of "a" is 0xe40c292c, as a signed number −468965076
  expect(gramsOf(['a', 'a'])).toEqual([-468_965_076]);
  expect(gramsOf(['中文'])).toHaveLength(3);
});
