import { describe, expect, test } from 'vitest';
import type { Language } from '#core';
import type { FlowGrammar } from '../model.ts';
import { grammarOf } from './grammar-of.ts';
import { matchSpeech } from './match-speech.ts';

const MENU: FlowGrammar = {
  choices: [
    { key: '1', phrases: ['销售', '买东西', 'sales'] },
    { key: '2', phrases: ['技术支持', 'technical support'] },
    { key: '3', phrases: ['账单', 'billing', 'support plan'] },
    { key: '0', phrases: ['人工', '人工服务', 'agent', 'a person'] },
  ],
  digits: false,
};
const DIGITS: FlowGrammar = { choices: [], digits: true };

/** `word/0.4` is a word with that confidence. */
function said(text: string, grammar: FlowGrammar, language: Language): string {
  const words = text.split(' ').filter(Boolean).map((word) => {
    const [spoken = '', confidence] = word.split('/');
    return { text: spoken, ...(confidence === undefined ? {} : { confidence: Number(confidence) }) };
  });
  const match = matchSpeech(words, grammar, language);
  if (match.kind === 'choice') return match.key;
  if (match.kind === 'digits') return match.digits;
  return match.kind === 'unsure' ? `unsure ${match.keys.join('')}`.trim() : match.kind;
}

describe('a choice said in Chinese', () => {
  test.each([
    ['销售', '1'],
    ['我 要 找 销售', '1'],
    ['消 受', '1'], // homophones: xiao shou
    ['小 说', 'unsure 1'],
    ['技术 支持', '2'],
    ['技术 资池', '2'], // zhi chi heard as zi chi
    ['转 人工 服务', '0'],
    ['仁 工', '0'],
    ['按 一', '1'],
    ['一', '1'],
    ['幺', '1'],
    ['两', '2'],
    ['选择 二 吧', '2'],
    ['零', '0'],
    ['3', '3'],
    ['今天 天气 很 好', 'no-match'],
    ['', 'no-match'],
    ['你好', 'no-match'],
    ['我 有 一 个 问题', 'no-match'],
    ['销售 还是 技术 支持', 'unsure 21'],
    ['不要 销售', 'unsure 1'],
    ['销售/0.5', 'unsure 1'],
    ['销售/0.3', 'no-match'],
  ])('%s: %s', (text, key) => {
    expect(said(text, MENU, 'zh')).toBe(key);
  });

  test('四 and 是 are not the same: a lone syllable that only nearly fits is no choice', () => {
    const four: FlowGrammar = { choices: [{ key: '4', phrases: [] }], digits: false };
    expect([said('四', four, 'zh'), said('是', four, 'zh')]).toEqual(['4', 'unsure 4']);
  });
});

describe('a choice said in English', () => {
  test.each([
    ['sales', '1'],
    ['sails', '1'],
    ['i would like sales please', '1'],
    ['technical support', '2'],
    ['technical suport', '2'],
    ['agent', '0'],
    ['a person', '0'],
    ['press two', '2'],
    ['to', '2'],
    ['one', '1'],
    ['oh', '0'],
    ['zero', '0'],
    ['i want one of these nice phones', 'no-match'],
    ['what a nice day', 'no-match'],
    ['sales or technical support', 'unsure 21'],
    ['not sales', 'unsure 1'],
    ['sales/0.5', 'unsure 1'],
  ])('%s: %s', (text, key) => {
    expect(said(text, MENU, 'en')).toBe(key);
  });

  test('a choice inside a longer one steps back', () => {
    const menu: FlowGrammar = { choices: [{ key: '1', phrases: ['support'] }, { key: '2', phrases: ['technical support'] }], digits: false };
    expect([said('technical support', menu, 'en'), said('support', menu, 'en')]).toEqual(['2', '1']);
  });
});

describe('digits', () => {
  test.each([
    ['zh', '幺 三 八 零 零', '13800'],
    ['zh', '一三八 两 〇', '13820'],
    ['zh', '我 的 号码 是 四 五 六', '456'],
    ['zh', '一 嗯 三', '13'],
    ['zh', '十二', '12'],
    ['zh', '二十三', '23'],
    ['zh', '四百', '400'],
    ['zh', '一百零五', '105'],
    ['zh', '散 务 流', '356'], // san wu liu
    ['zh', '一 天气 三', 'no-match'],
    ['zh', '谢谢', 'no-match'],
    ['zh', '三/0.4 五', 'unsure'],
    ['en', 'one three eight oh zero', '13800'],
    ['en', 'double five six', '556'],
    ['en', 'triple seven', '777'],
    ['en', 'twenty one', '21'],
    ['en', 'twenty', '20'],
    ['en', 'eight hundred', '800'],
    ['en', 'one hundred five', '105'],
    ['en', 'one hundred and twenty three', '123'],
    ['en', 'eight hundred five five five', '800555'],
    ['zh', '幺洞拐勾', '1079'],
    ['en', 'nineteen eighty four', '1984'],
    ['en', 'my number is for to ate', '428'],
    ['en', '4 2', '42'],
    ['en', 'double', 'no-match'],
    ['en', 'one sales two', 'no-match'],
    ['en', 'five/0.3', 'unsure'],
  ] as const)('%s %s: %s', (language, text, digits) => {
    expect(said(text, DIGITS, language)).toBe(digits);
  });
});

describe('what the recogniser listens for', () => {
  test('the phrases of the language and the names of the keys', () => {
    const one = { choices: MENU.choices.slice(0, 1), digits: false };
    expect(grammarOf(one, 'zh').slice(0, 5)).toEqual(['销售', '买东西', '一', '幺', '按 销售']);
    expect(grammarOf(one, 'en')).toEqual(['sales', 'one', 'press sales', 'option sales', 'i want sales', 'sales please', 'press one', 'option one', 'i want one', 'one please']);
  });

  test('digits with their other names', () => {
    expect(grammarOf(DIGITS, 'zh')).toEqual(expect.arrayContaining(['零', '一', '幺', '二', '两', '九', '十', '百']));
    expect(grammarOf(DIGITS, 'en')).toEqual(expect.arrayContaining(['zero', 'oh', 'nineteen', 'hundred', expect.stringContaining('double five')]));
  });

  test('nothing for a question without choices', () => {
    expect(grammarOf({ choices: [], digits: false }, 'zh')).toEqual([]);
  });
});
