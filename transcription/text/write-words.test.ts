import { describe, expect, test } from 'vitest';
import type { Language } from '#core';
import { writeWords, writtenText } from './write-words.ts';

/** Words of half a second, a pause of so many seconds where a number stands between them. */
function said(line: string) {
  let at = 0;
  return line.split(' ').flatMap((text) => {
    const pause = /^\d/u.test(text) ? Number(text) : undefined;
    at += pause ?? 0.5;
    return pause === undefined ? [{ text, start: at - 0.5, end: at, confidence: 1 }] : [];
  });
}

const figures = (line: string, language: Language) => writtenText(writeWords(said(line), language, { numbers: true, punctuation: false }));
const marked = (line: string, language: Language) => writtenText(writeWords(said(line), language, { numbers: true, punctuation: true }));

describe('Chinese numbers', () => {
  test.each([
    ['一百二十', '120'], ['两百五', '250'], ['一百一', '110'], ['一万二', '12000'], ['三万五千元', '35000元'], ['五十万', '50万'], ['一亿两千万', '1亿2000万'],
    ['一万零五百', '10500'], ['两千零八年', '2008年'], ['一百二十块', '120块'], ['十二块五', '12块5'], ['五块三毛二', '5块3毛2'], ['零下五度', '零下5度'], ['一万零三十', '10030'], ['二〇二六年', '2026年'], ['一块钱', '1块钱'], ['六折', '6折'], ['三百多', '300多'],
    ['百分之五', '5%'], ['百分之三点五', '3.5%'], ['百分之百', '100%'], ['四分之三', '3/4'], ['三点一四', '3.14'], ['负三点五', '-3.5'], ['三点五万', '3.5万'],
    ['二零二六年十一月二十三日', '2026年11月23日'], ['五月二十三号', '5月23号'],
    ['三点半', '3:30'], ['八点五十分', '8:50'], ['三点零五分', '3:05'], ['九点一刻', '9:15'], ['九点整', '9:00'], ['下午一点', '下午1点'], ['下午三点五分', '下午3:05'], ['周五两点', '周五2点'],
    ['手机幺三八零零一三八零零零', '手机13800138000'], ['第二十条', '第20条'], ['第三次', '第3次'], ['十分钟', '10分钟'], ['三天', '3天'],
  ])('%s is written %s', (heard, written) => expect(figures(heard, 'zh')).toBe(written));

  test.each(['一定', '一下', '一点也不', '三心二意', '一五一十', '十分感谢', '千万别', '万一', '第一', '第三方', '星期三', '一个', '两个', '十几个', '几十块', '七八十', '三四百', '三天两头', '两点建议'])(
    '%s stays', (heard) => expect(figures(heard, 'zh')).toBe(heard),
  );

  test('stand at their first word; text and times are as heard', () => {
    expect(writeWords(said('退 一百 二十号'), 'zh', { numbers: true, punctuation: false })).toEqual([
      { text: '退', start: 0, end: 0.5, confidence: 1 },
      { text: '一百', start: 0.5, end: 1, confidence: 1, written: '120' },
      { text: '二十号', start: 1, end: 1.5, confidence: 1, written: '号' },
    ]);
  });
});

describe('English numbers', () => {
  test.each([
    ['one twenty three', '123'], ['at three o clock', 'at 3:00'], ['may the fifth', 'May the 5th'], ['one eight hundred five five five one two three four', '1 800 5551234'], ['double o seven', '007'], ['one hundred and twenty', '120'], ['two thousand three hundred', '2300'], ['one hundred twenty three thousand four hundred fifty six', '123456'],
    ['twenty third of may', '23rd of May'], ['may twenty third twenty twenty six', 'May 23rd 2026'], ['june fifth nineteen ninety', 'June 5th 1990'], ['twenty first', '21st'],
    ['five percent', '5%'], ['ninety nine point nine per cent', '99.9%'], ['three point one four', '3.14'], ['two point five million', '2.5 million'],
    ['ten dollars and fifty cents', '$10.50'], ['one twenty dollars', '$120'], ['two million dollars', '$2 million'], ['a hundred dollars', '$100'],
    ['half past three', '3:30'], ['quarter to four', '3:45'], ['at three thirty', 'at 3:30'], ['nine oh five pm', '9:05 PM'], ["five o'clock", '5:00'], ['three to five days', '3 to 5 days'],
    ['four one five five five five one two three four', '4155551234'], ['double zero seven', '007'], ['eight hundred five five five one two one two', '800 5551212'], ['twenty four seven', '24/7'],
    ['double five', '55'], ['oh seven seven double oh nine', '077009'], ['ninety-nine point five', '99.5'], ['twenty-one days', '21 days'], ['five dollars fifty', '$5.50'], ['twenty twenty six', '2026'], ['a hundred and five', '105'],
  ])('%s is written %s', (heard, written) => expect(figures(heard, 'en')).toBe(written));

  test.each(['no one', 'one of them', 'one by one', 'first of all', 'wait a second', 'you may go', 'march on', 'one minute', 'fifty fifty', 'hundreds of people', 'from nine to five', 'oh one moment', 'oh two of them', 'i have two phones'])(
    '%s stays', (heard) => expect(figures(heard, 'en')).toBe(heard),
  );
});

describe('punctuation', () => {
  test.each([
    ['您好 0.4 请问 有 什么 可以 帮 您', '您好，请问有什么可以帮您？'],
    ['我 想 退款', '我想退款。'],
    ['可以 吗 0.1 我 等 一下', '可以吗？我等一下。'],
    ['我 知道 为什么', '我知道为什么。'],
    ['那 您 呢', '那您呢？'],
    ['金额 是 一百 0.4 二十 块', '金额是120块。'],
  ])('%s is %s', (heard, written) => expect(marked(heard, 'zh')).toBe(written));

  test.each([
    ['hello 0.4 how can i help you', 'Hello how can I help you?'],
    ["i want a refund 0.4 and i'm waiting", "I want a refund, and I'm waiting."],
    ['it is twenty three 0.7 could you check it', 'It is 23. Could you check it?'],
    ['i know what you said', 'I know what you said.'],
    ['one hundred 0.4 and twenty dollars', '$120.'],
  ])('%s is %s', (heard, written) => expect(marked(heard, 'en')).toBe(written));

  test('is left out, and so are figures, where a queue wants neither', () => {
    const words = said('一百 二十');
    expect(writeWords(words, 'zh', { numbers: false, punctuation: false })).toEqual(words);
  });
});
