import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { reading } from './reading.ts';
import { spokenFiles } from './texts.ts';

describe('Chinese is read with the right sounds', () => {
  // Every character of the shipped texts that has more than one reading, in the words it stands in, checked by hand.
  test.each([
    ['还有', 'hai2 you3'],
    ['还是没有', 'hai2 shi4 mei2 you3'],
    ['为您转接', 'wei4 nin2 zhuan3 jie1'],
    ['为了保证', 'wei4 le5 bao3 zheng4'],
    ['请重新选择', 'qing3 chong2 xin1 xuan3 ze2'],
    ['服务质量', 'fu2 wu4 zhi4 liang4'],
    ['对应的数字键', 'dui4 ying4 de5 shu4 zi4 jian4'],
    ['所有客服人员都在通话中', 'suo3 you3 ke4 fu2 ren2 yuan2 dou1 zai4 tong1 hua4 zhong1'],
    ['通话中断了', 'tong1 hua4 zhong1 duan4 le5'],
    ['请稍候', 'qing3 shao1 hou4'],
    ['工作时间', 'gong1 zuo4 shi2 jian1'],
    ['非工作时间', 'fei1 gong1 zuo4 shi2 jian1'],
    ['核对', 'he2 dui4'],
    ['系统', 'xi4 tong3'],
    ['号码', 'hao4 ma3'],
    ['您好', 'nin2 hao3'],
    ['两位', 'liang3 wei4'],
    ['仔细听', 'zi3 xi4 ting1'],
  ])('%s: %s', (words, said) => {
    expect(reading(words)).toBe(said);
  });

  test.each([
    ['请按一', 'qing3 an4 yi1'],
    ['下一位', 'xia4 yi2 wei4'],
    ['一直', 'yi4 zhi2'],
    ['不存在', 'bu4 cun2 zai4'],
    ['不是', 'bu2 shi4'],
  ])('一 and 不 take the tone of speech in %s: %s', (words, said) => {
    expect(reading(words)).toBe(said);
  });

  test('marks of punctuation are pauses', () => {
    expect(reading('您好，欢迎致电。')).toBe('nin2 hao3, huan1 ying2 zhi4 dian4.');
  });

  test('a reading can be given by hand', () => {
    expect(reading('银{行|hang2}，{行|xing2}吗？')).toBe('yin2 hang2, xing2 ma5?');
  });

  test('a character without a reading stops the making', () => {
    expect(() => reading('按A')).toThrow('no reading for “A” in “按A”');
  });

  test('every shipped sentence has one syllable for each character', () => {
    const sentences = spokenFiles(path.join(import.meta.dirname, '..', 'texts.yaml'))
      .flatMap(({ parts }) => parts)
      .filter(({ language }) => language === 'zh');
    expect(sentences.length).toBeGreaterThan(30);
    for (const { text } of sentences) {
      expect(reading(text).match(/[a-zü]+[1-5]/g)).toHaveLength(text.replace(/[，。]/g, '').length);
    }
  });
});
