import { describe, expect, test } from 'vitest';
import { heatedPhrases, heatOfTurn } from './heat-of-turn.ts';

const told = (text: string) => heatedPhrases(text.split(' ')).map(({ phrase, heat }) => `${phrase} ${heat.toFixed(2)}`);

describe('words of agitation', () => {
  test.each([
    ['我 很 生气', ['生气 0.94']],
    ['我 不生气', ['生气 0.00']],
    ['我 并 没有 生气', ['生气 0.00']],
    ['别 生 气', ['生气 0.00']],
    ['我 不是 不 生气', ['生气 0.70']],
    ['你们 是不是 骗子', ['骗子 0.90']],
    ['有点 失望', ['失望 0.27']],
    ['太 过分 了', ['太过分 0.70']],
    ['我 要投诉 你们', ['要投诉 0.70']],
    ['请问 余额 是 多少', []],
  ])('%s', (text, expected) => expect(told(text)).toEqual(expected));
  test.each([
    ['I am angry', ['angry 0.70']],
    ["I'm not angry", ['angry 0.00']],
    ['I am not at all angry', ['angry 0.00']],
    ['I have never been so upset', ['upset 0.00']],
    ['this is really ridiculous', ['ridiculous 0.94']],
    ['I am a bit annoyed', ['annoyed 0.27']],
    ['I am not happy with it', ['not happy 0.45']],
    ['it is not only ridiculous', ['ridiculous 0.70']],
    ['what is my balance', []],
    ['the classic assessment', []],
  ])('%s', (text, expected) => expect(told(text)).toEqual(expected));
  test('add up and stay below one', () => {
    expect(heatOfTurn(['terrible'])).toBeCloseTo(0.7);
    expect(heatOfTurn('terrible and horrible and a waste of time'.split(' '))).toBeGreaterThan(0.9);
    expect(heatOfTurn('terrible '.repeat(50).split(' '))).toBeLessThanOrEqual(1);
  });
  test('do not depend on how a recogniser parts Chinese into words', () => expect(heatedPhrases(['我要', '投', '诉你'])).toEqual(heatedPhrases(['我', '要投诉你'])));
});
