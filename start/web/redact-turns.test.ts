import { describe, expect, it } from 'vitest';
import { redactTurns } from './redact-turns.ts';

const turn = (speaker: 'caller' | 'agent', number: number, said: string) => ({ speaker, turn: number, words: said.split(' ').map((text, i) => ({ text, start: number * 20 + i * 0.3, end: number * 20 + i * 0.3 + 0.25 })) });
const told = (turns: ReturnType<typeof redactTurns>) => turns.map(({ words }) => words.map(({ text }) => text).join(' '));

describe('what a language model outside is told', () => {
  it('has no card and no telephone number, and every other word', () => {
    const said = redactTurns([turn('agent', 0, 'what is your card number'), turn('caller', 1, 'it is 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 okay'), turn('agent', 2, 'thank you')], 'en');
    expect(told(said).join('|')).not.toMatch(/1 1 1 1/);
    expect([told(said)[0], told(said)[2]]).toEqual(['what is your card number', 'thank you']);
    expect(told(redactTurns([turn('caller', 0, '我 的 电话 是 一 三 八 零 零 一 三 八 零 零 零')], 'zh'))[0]).not.toContain('三 八 零');
  });
});
