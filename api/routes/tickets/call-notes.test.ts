import { Fault } from '#core';
import { expect, it } from 'vitest';
import { HttpFault } from '../../http/route.ts';
import { notesOfCalls, transcriptNotes } from './call-notes.ts';

const turn = (speaker: string, text: string) => ({ speaker, text });

it('who said what, a line each turn, in the language of the ticket; silence is no line', () => {
  const turns = [turn('agent', 'how can I help'), turn('caller', '我无法登录 app'), turn('agent', ' ')];
  expect(transcriptNotes(turns, 'en')).toEqual(['Transcript of the call\nAgent: how can I help\nCustomer: 我无法登录 app']);
  expect(transcriptNotes(turns, 'zh')).toEqual(['通话转写\n坐席: how can I help\n客户: 我无法登录 app']);
  expect(transcriptNotes([turn('caller', '')], 'en')).toEqual([]);
});

it('a long conversation becomes several notes, none longer than a note may be', () => {
  const notes = transcriptNotes(Array.from({ length: 30 }, () => turn('caller', 'x'.repeat(1_500))), 'en');
  expect(notes.map(({ length }) => length <= 20_000)).toEqual([true, true, true]);
  expect(notes.join('').match(/Customer/g)?.length).toBe(30);
});

it('a call that nobody may read is left out; a database that is away is not', async () => {
  const heard = async (call: string) => {
    if (call === 'gone') throw new HttpFault(503, new Fault('store.away', 'away', { retryable: true }));
    if (call === 'foreign') throw new HttpFault(403, new Fault('api.forbidden', 'no'));
    return [turn('caller', call)];
  };
  expect(await notesOfCalls(['c1', 'foreign', 'c2'], 'en', heard)).toEqual(['Transcript of the call\nCustomer: c1', 'Transcript of the call\nCustomer: c2']);
  await expect(notesOfCalls(['gone'], 'en', heard)).rejects.toThrow('away');
});
