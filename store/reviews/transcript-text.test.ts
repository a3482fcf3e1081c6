import { describe, expect, it } from 'vitest';
import { codedText, containing, excerptOf, plainText } from './transcript-text.ts';

describe('text to search in', () => {
  it('joins Chinese characters and keeps spaces between English words', () => {
    expect(plainText('请问 您 的 密码 是 OK 吗')).toBe('请问您的密码是 ok 吗');
    expect(plainText('Thank  you, for CALLING!')).toBe('thank you for calling');
  });
  it('has one width and no punctuation', () => expect(plainText('ＡＢＣ１２，密码。')).toBe('abc12 密码'));
  it('has one apostrophe, whoever wrote it', () => expect(['don’t', 'don‘t', 'don＇t', "don't"].map(plainText)).toEqual(Array(4).fill("don't")));
  it('survives half a surrogate pair', () => expect(plainText('a\uD800b').length).toBeGreaterThan(1));
  it('is coded so that what contains a phrase contains its code', () => {
    const body = codedText(plainText('我忘了我的密码了'));
    expect(body).toContain(codedText('密码'));
    expect(codedText('密码')).toMatch(/^[0-9a-z]{8}$/);
    expect(codedText("don't stop")).toBe('don t stop');
  });
  it('is matched literally', () => expect(containing('100%_\\')).toBe('%100\\%\\_\\\\%'));
});

describe('an excerpt', () => {
  it('marks the match', () => expect(excerptOf('我忘了密码了', '密码')).toBe('我忘了\u0001密码\u0002了'));
  it('shows 30 characters on either side', () => {
    expect(excerptOf(`${'a'.repeat(40)}x${'b'.repeat(40)}`, 'x')).toBe(`…${'a'.repeat(30)}\u0001x\u0002${'b'.repeat(30)}…`);
  });
});
