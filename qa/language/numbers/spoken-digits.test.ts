import { describe, expect, it } from 'vitest';
import { loadPolicy } from '../load-policy.ts';
import { startEvaluation, evaluate } from '../../evaluation/evaluate.ts';
import { spokenForms } from './spoken-digits.ts';

describe('figures in phrases', () => {
  it.each([
    ['退款120元', ['退款一百二十元', '退款一二零元', '退款幺二零元']],
    ['2天', ['二天', '两天']],
    ['2,305块', ['二千三百零五块', '两千三百零五块', '二三零五块']],
    ['10086', ['一万零八十六', '一零零八六', '幺零零八六', 'ten thousand and eighty six', 'one zero zero eight six', 'one oh oh eight six']],
    ['年收益3.5%', ['年收益百分之三点五']],
    ['12个月', ['十二个月']],
    ['110000', ['十一万', '一一零零零零', '幺幺零零零零', 'one hundred and ten thousand', 'one one zero zero zero zero', 'one one oh oh oh oh']],
    ['a 120 dollar fee', ['a one hundred and twenty dollar fee', 'a one two zero dollar fee', 'a one two oh dollar fee']],
    ['5% off', ['five percent off']],
    ['within 24 hours', ['within twenty four hours']],
    ['room 007', ['room zero zero seven', 'room oh oh seven']],
    ['没有数字', ['没有数字']],
  ])('%s is said as %j', (text, said) => expect(spokenForms(text)).toEqual(said));

  it('are heard by the rules as numbers in words are', () => {
    const loaded = loadPolicy('version: 1\nphrases:\n  fee: {any: [手续费120元, a 120 dollar fee]}\nrules:\n  - {id: fee, when: {forbid: fee, ch: agent}}', 'r.yaml');
    if (!loaded.ok) throw loaded.fault;
    const heard = (text: string) => {
      const words = text.split(' ').map((word, i) => ({ text: word, start: i, end: i + 0.9 }));
      return evaluate(startEvaluation(loaded.value, { language: 'zh', queue: 'q', agent: 'a' }), { type: 'words', channel: 'agent', turn: 0, final: true, words }).alerts.length;
    };
    expect(['手续费 一百二十 元', '手续费 一百 二十 元', '手续费 三百五十 元', 'a one hundred twenty dollar fee', 'a fifty dollar fee'].map(heard)).toEqual([1, 1, 0, 1, 0]);
  });
});
