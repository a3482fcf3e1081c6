import { describe, expect, it } from 'vitest';
import type { HeardWord } from '../model.ts';
import { copyEar, listen, newEar } from './ear.ts';
import { PhraseBook } from './phrase-book.ts';

/** Words of 0.4 s each from `from` on. */
function said(text: string, from = 0): HeardWord[] {
  return text.split(' ').map((word, i) => ({ text: word, start: from + i * 0.4, end: from + i * 0.4 + 0.4 }));
}

function hear(phrase: string | readonly string[], ...turns: readonly HeardWord[][]) {
  const book = new PhraseBook([{ name: 'p', any: [phrase].flat(), fuzzy: 0.8 }]);
  const ear = newEar(book);
  return turns.flatMap((words) => listen(book, ear, words));
}

const finds = (phrase: string, text: string) => hear(phrase, said(text)).length > 0;

describe('spotting a phrase', () => {
  it('gives its words, its times and how near it was', () => {
    const [hit, ...more] = hear('guaranteed return', said('with a guaranteed return today', 10));
    expect(more).toEqual([]);
    expect(hit).toMatchObject({ alternative: 'guaranteed return', score: 1 });
    expect(hit?.words.map((word) => word.text)).toEqual(['guaranteed', 'return']);
    expect(hit?.from).toBeCloseTo(10.8);
    expect(hit?.to).toBeCloseTo(11.6);
  });

  it.each([
    ['保本保息', '产品 保本 保息'],
    ['保本保息', '产 品 保 本 保 息'],
    ['没有任何风险', '绝对 没有 任何 风险'],
    ['本次通话可能会被录音', '本次 通话 可能 会 被 录音'],
  ])('finds %s however the words are cut: %s', (phrase, text) => {
    expect(hear(phrase, said(text))[0]?.score).toBe(1);
  });

  it.each([
    ['n for l', '您的账户', '林的账户'],
    ['z for zh, c for ch', '支持产品', '资词残品'],
    ['s for sh', '本次通话是', '本次通话四'],
    ['en for eng, in for ing', '风险证明您', '分险怎名凝'],
    ['another tone and another character', '没有任何风险', '美优人和封线'],
    ['one syllable missing of six', '没有任何风险', '没有任风险'],
    ['one syllable too many', '没有任何风险', '没有任任何风险'],
    ['characters with several readings', '还有其他问题', '还有其他问题'],
  ])('hears Chinese through %s', (_name, phrase, text) => {
    expect(finds(phrase, [...text].join(' '))).toBe(true);
  });

  it.each([
    ['another spelling of the sound', 'no risk at all', 'know risk at all'],
    ['another ending', 'this call may be recorded', 'this call may be recording'],
    ['a little word lost', 'give me your password', 'give me password'],
    ['a little word put in', 'guaranteed return', 'guaranteed a return'],
    ['case and punctuation', 'How may I help you?', 'how MAY i, help you'],
    ['hesitation', 'guaranteed return', 'guaranteed uh um return'],
    ['a word cut in two', 'give me your password', 'give me your pass word'],
    ['two words run together', 'cancel any time', 'cancel anytime'],
    ['words of much the same sound', 'past performance is no guarantee', 'passed performance is know guaranty'],
    ['a little word of a short phrase misheard', 'let me finish', 'let my finish'],
    ['its first word lost, where nothing else is said like that', 'your parcel has been shipped', 'partial has been shipped'],
    ['a word in the middle that is wholly another', 'past performance is no guarantee', 'past banana is no guarantee'],
    ['its ending lost and another little word', 'this product does not promise profit', 'these product does not promise profits'],
  ])('hears English through %s', (_name, phrase, text) => {
    expect(finds(phrase, text)).toBe(true);
  });

  it.each([
    ['保本保息', '保证 服务 质量'],
    ['没有任何风险', '没有 任何 问题'],
    ['guaranteed return', 'i want to return it'],
    ['no risk', 'no rest'],
    ['give me your password', 'give me your address'],
    ['i want to complain', 'i want to cancel'],
    ['verify your date of birth', 'verify your date of travel'],
    ['share your screen', 'share your feedback'],
    ['i do not care about that', 'i do not know about that'],
    ['there is no risk', 'there is a risk'],
    ['your package never arrived', 'your package has arrived'],
    ['please confirm your booking', 'please confirm your address'],
    ['thank you for your patience', 'thank you for your help'],
    ['我要投诉', '我 要 起诉 你们'],
    ['guaranteed return', '保本 保息'],
  ])('does not take for %s: %s', (phrase, text) => {
    expect(finds(phrase, text)).toBe(false);
  });

  it('hears what everyday talk would tell as well only where the phrase tells more', () => {
    expect(finds('i do not care about that', 'i do not car about that')).toBe(true);
    expect(finds('i do not care about that', 'i do not now about that')).toBe(false);
    expect(finds('thank you for your patience', 'thank you for your patients today')).toBe(true);
    expect(finds('thank you for your patience', 'thank you for your payment today')).toBe(false);
  });

  it('hears a phrase that is everyday talk itself', () => {
    expect(finds('thank you for calling', 'hello thank you for calling')).toBe(true);
    expect(finds('thank you for calling', 'hello thank your for calling')).toBe(true);
    expect(finds('您好请问有什么需要', '您 好 请 问 有 什 么 需 要')).toBe(true);
  });

  it('waits for the whole phrase when its beginning is near enough already', () => {
    const [hit] = hear('本次通话可能会被录音', said('本次 通话 可能 会 被 录音 谢谢'));
    expect(hit?.score).toBe(1);
    expect(hit?.words.map((word) => word.text).join('')).toBe('本次通话可能会被录音');
  });

  it('marks the words of a phrase that was misheard, and their times', () => {
    const [cut, ...more] = hear('give me your password', said('so please give me your pass word now', 10));
    expect(more).toEqual([]);
    expect(cut?.words.map((word) => word.text)).toEqual(['give', 'me', 'your', 'pass', 'word']);
    expect([cut?.from, cut?.to]).toEqual([expect.closeTo(10.8), expect.closeTo(12.8)]);
    const [wrong] = hear('past performance is no guarantee', said('well past banana is no guarantee okay', 10));
    expect(wrong?.words.map((word) => word.text)).toEqual(['past', 'banana', 'is', 'no', 'guarantee']);
    expect(wrong?.score).toBeGreaterThanOrEqual(0.8);
  });

  it('is as tolerant as the phrase asks', () => {
    const score = (fuzzy: number, text: string) => {
      const book = new PhraseBook([{ name: 'p', any: ['past performance is no guarantee'], fuzzy }]);
      return listen(book, newEar(book), said(text))[0]?.score;
    };
    expect(score(1, 'past performance is no guarantee')).toBe(1);
    expect(score(1, 'passed performance is no guarantee')).toBeUndefined();
    expect(score(0.95, 'past performance is no guarantees')).toBeGreaterThanOrEqual(0.95);
    expect(score(0.95, 'past banana is no guarantee')).toBeUndefined();
    expect(score(0.8, 'past banana is no guarantee')).toBeDefined();
    expect(score(0.5, 'past banana is no')).toBeUndefined();
  });

  it('goes on over the end of a turn, but not over a long silence', () => {
    expect(hear('guaranteed return', said('guaranteed'), said('return', 2))).toHaveLength(1);
    expect(hear('guaranteed return', said('guaranteed'), said('return', 3.41))).toHaveLength(0);
  });

  it('counts a phrase said again after a second, once for all its alternatives', () => {
    expect(hear(['no risk', 'no risk at all'], said('no risk at all'))).toHaveLength(1);
    expect(hear('no risk', said('no risk no risk no risk'))).toHaveLength(2);
    expect(hear('no risk', said('no risk'), said('no risk', 2))).toHaveLength(2);
  });

  it('hears a repeated turn once', () => {
    expect(hear('no risk', said('no risk'), said('no risk'))).toHaveLength(1);
  });

  it('leaves the ear alone when a copy listens', () => {
    const book = new PhraseBook([{ name: 'p', any: ['no risk'], fuzzy: 0.8 }]);
    const ear = newEar(book);
    listen(book, ear, said('no'));
    expect(listen(book, copyEar(ear), said('risk', 0.4))).toHaveLength(1);
    expect(listen(book, ear, said('rain', 0.4))).toHaveLength(0);
    expect(listen(book, ear, said('risk', 0.8))).toHaveLength(0);
  });
});
