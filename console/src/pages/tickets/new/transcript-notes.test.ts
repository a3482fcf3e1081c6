import { expect, test } from 'vitest';
import { transcriptNotes } from './transcript-notes.ts';

const NAMES = { title: 'Transcript', caller: 'Customer', agent: 'Agent' };
const turn = (speaker: 'caller' | 'agent', ...texts: string[]) => ({ speaker, turn: 1, words: texts.map((text) => ({ text, start: 0, end: 1 })) });
const of = (...turns: ReturnType<typeof turn>[]) => transcriptNotes({ callId: 'c', turns, alerts: [] }, NAMES);

test('who said what, a line each turn; silence is no line', () => {
  expect(of(turn('agent', 'how', 'can', 'I', 'help'), turn('caller', '我', '无法', '登录', 'app'), turn('agent'))).toEqual(['Transcript\nAgent: how can I help\nCustomer: 我无法登录app']);
  expect(of()).toEqual([]);
});

test('a long conversation becomes several notes, none longer than a note may be', () => {
  const notes = of(...Array.from({ length: 30 }, () => turn('caller', 'x'.repeat(1_500))));
  expect(notes.map(({ length }) => length <= 20_000)).toEqual([true, true, true]);
  expect(notes.join('').match(/Customer/g)?.length).toBe(30);
});
