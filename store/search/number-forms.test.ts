import { describe, expect, it } from 'vitest';
import { formsOf } from './number-forms.ts';
import { englishForms, readEnglish } from './numbers-en.ts';
import { chineseForms, readChinese } from './numbers-zh.ts';

describe('a number', () => {
  it.each([
    ['一百二十', '120'], ['一百二', '120'], ['两百五', '250'], ['二百五十', '250'], ['十五', '15'], ['一百零五', '105'], ['一千零二十', '1020'], ['一万二', '12000'], ['一亿两千万', '120000000'],
    ['三十二万零五百', '320500'], ['一三八', '138'], ['幺三八', '138'], ['二零二六', '2026'], ['三点五', '3.5'], ['零', '0'],
  ])('in Chinese is read: %s is %s', (said, value) => expect(readChinese(said)).toBe(value));
  it.each(['千万', '万一', '百', '五六十'])('in Chinese is not read where none is meant: %s', (said) => expect(readChinese(said)).toBeUndefined());
  it.each([
    ['one hundred twenty', '120'], ['one hundred and twenty', '120'], ['a hundred and five', '105'], ['one twenty', '120'], ['two thousand three hundred', '2300'], ['one million two hundred thousand', '1200000'],
    ['nineteen ninety', '1990'], ['twenty twenty six', '2026'], ['one two oh', '120'], ['three point five', '3.5'], ['twelve', '12'], ['zero', '0'],
  ])('in English is read: %s is %s', (said, value) => expect(readEnglish(said.split(' '), 0)).toEqual({ value, to: said.split(' ').length }));
  it('in English ends where its words end', () => {
    expect([readEnglish(['twenty', 'five', 'dollars'], 0), readEnglish(['two', 'hundred', 'and', 'more'], 0), readEnglish(['five', 'five', 'hundred'], 0), readEnglish(['hello'], 0)]).toEqual([{ value: '25', to: 2 }, { value: '200', to: 2 }, { value: '5', to: 1 }, undefined]);
  });
  it('is said as both languages say it, and each way is read as the same number', () => {
    expect(chineseForms('120')).toEqual(['一百二十', '一百二', '一二零', '幺二零', '一二〇']);
    expect(chineseForms('250')).toEqual(['二百五十', '两百五十', '二百五', '两百五', '二五零', '二五〇']);
    expect([chineseForms('15')[0], chineseForms('100005')[0], chineseForms('3.5'), chineseForms('500000').at(-1), chineseForms('007')[0]]).toEqual(['十五', '十万零五', ['三点五'], '50万', '零零七']);
    expect(englishForms('120')).toEqual(['one hundred twenty', 'one hundred and twenty', 'a hundred twenty', 'a hundred and twenty', 'one twenty', 'one two zero', 'one two oh']);
    expect([englishForms('1990').includes('nineteen ninety'), englishForms('2026').includes('twenty twenty six'), englishForms('1200').includes('twelve hundred'), englishForms('3.5')]).toEqual([true, true, true, ['three point five']]);
    for (let n = 0; n < 20_000; n = n < 2_200 ? n + 1 : n + 37) {
      const value = String(n);
      for (const form of chineseForms(value).filter((each) => !/\d/.test(each))) expect([form, readChinese(form)]).toEqual([form, value]);
      for (const form of englishForms(value)) expect([form, readEnglish(form.split(' '), 0)]).toEqual([form, { value, to: form.split(' ').length }]);
    }
  });
});

describe('what a phrase may be said as', () => {
  it('is the phrase alone where it has no number', () => expect([formsOf('无法登录'), formsOf('  Call BACK! '), formsOf(' % … ')]).toEqual([['无法登录'], ['call back'], []]));
  it('begins with the phrase as it was written', () => expect(['120', '一百二十块', 'One hundred twenty', '50万', '3.5', '1,200'].map((text) => formsOf(text)[0])).toEqual(['120', '一百二十块', 'one hundred twenty', '50万', '3 5', '1 200']));
  it('has each number in each way', () => {
    for (const text of ['120', '一百二十', 'one hundred twenty', 'one twenty']) expect(formsOf(text)).toEqual(expect.arrayContaining(['120', '一百二十', 'one hundred twenty', 'one hundred and twenty']));
    expect(formsOf('退120块')).toEqual(expect.arrayContaining(['退一百二十块', '退一百二块']));
    expect(formsOf('three days')).toEqual(['three days', '3 days']);
    expect(formsOf('1,200')).toEqual(expect.arrayContaining(['1200', '一千二百', 'twelve hundred']));
    expect(formsOf('50万')).toEqual(expect.arrayContaining(['五十万', '500000', '50万']));
    expect(formsOf('3天5次')).toEqual(expect.arrayContaining(['三天五次', '3天五次', '三天5次']));
  });
  it('stays within bounds', () => expect(formsOf('120 and 250 and 360').length).toBeLessThanOrEqual(24));
});
