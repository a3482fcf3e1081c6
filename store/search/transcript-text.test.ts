import { describe, expect, it } from 'vitest';
import { containing, plainText } from './transcript-text.ts';

describe('text to search in', () => {
  it('joins Chinese characters and keeps spaces between English words', () => {
    expect(plainText('请问 您 的 密码 是 OK 吗')).toBe('请问您的密码是 ok 吗');
    expect(plainText('Thank  you, for CALLING!')).toBe('thank you for calling');
  });
  it('has one width and no punctuation', () => expect(plainText('ＡＢＣ１２，密码。')).toBe('abc12 密码'));
  it('has one apostrophe, whoever wrote it', () => expect(['don’t', 'don‘t', 'don＇t', "don't"].map(plainText)).toEqual(Array(4).fill("don't")));
  it('survives half a surrogate pair', () => expect(plainText('a\uD800b').length).toBeGreaterThan(1));
  it('is matched literally', () => expect(containing('100%_\\')).toBe('%100\\%\\_\\\\%'));
});
