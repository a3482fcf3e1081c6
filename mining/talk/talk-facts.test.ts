import { expect, it } from 'vitest';
import { syllables } from './syllables.ts';
import { talkFacts } from './talk-facts.ts';

const turn = (speaker: string, start: number, end: number, text = 'one two three') => ({ speaker, start, end, text });

it('syllables are characters, digits and groups of vowels', () => {
  expect(['我无法登录', 'make', 'table', 'internet', 'the account 42', "don't", '好 ok', ''].map(syllables)).toEqual([5, 1, 2, 3, 5, 1, 2, 0]);
});

it('talk, silence and speed are what the clock says', () => {
  // agent 0–4, pause 2 s, caller 6–9, gap 0.5 s (breath), agent 9.5–10
  expect(talkFacts([turn('agent', 0, 4, '您好请讲'), turn('caller', 6, 9, '我 无法登录'), turn('agent', 9.5, 10, '好的')])).toEqual({
    seconds: 10, callerSeconds: 3, agentSeconds: 4.5, silenceSeconds: 2, longestSilence: 2,
    callerInterruptions: 0, agentInterruptions: 0, callerSyllables: 5, agentSyllables: 6,
  });
});

it('to break in is to begin while the other speaks and goes on, with more than a sign of listening', () => {
  const agent = turn('agent', 0, 5);
  const broke = (start: number, end: number, text?: string) => talkFacts([agent, turn('caller', start, end, text)]).callerInterruptions;
  expect([broke(2, 6), broke(2, 3), broke(4.8, 6), broke(0.1, 3), broke(2, 2.4, 'mhm'), broke(2, 4, '对对'), broke(5.5, 7)]).toEqual([1, 1, 0, 0, 0, 0, 0]);
  expect(talkFacts([turn('caller', 0, 5), turn('agent', 3, 8)])).toMatchObject({ agentInterruptions: 1, callerInterruptions: 0, seconds: 8, callerSeconds: 5, agentSeconds: 5, silenceSeconds: 0 });
});

it('the order of the turns does not matter, and nothing said is all zero', () => {
  const turns = [turn('agent', 0, 4), turn('caller', 6, 9), turn('caller', 8, 10)];
  expect(talkFacts(turns.toReversed())).toEqual(talkFacts(turns));
  expect(Object.values(talkFacts([])).every((value) => value === 0)).toBe(true);
});
