import { expect, it } from 'vitest';
import type { TimelineEvent } from '#store';
import { assembleCall } from './assemble-call.ts';

it('a call of ten thousand turns without a recording is as long as its last word', () => {
  const words = (turn: number) => Array.from({ length: 15 }, (_, i) => ({ text: 'a', start: turn + i / 15, end: turn + (i + 1) / 15 }));
  const events: TimelineEvent[] = Array.from({ length: 10_000 }, (_, turn) => ({ callId: 'c1', seq: turn, at: turn, type: 'transcript.final', audioAt: turn, data: { speaker: 'caller', turn, words: words(turn) } }));
  expect(assembleCall(events).seconds).toBe(10_000);
});

const eventsOf = (...steps: readonly [type: string, data: Record<string, unknown>][]): TimelineEvent[] => steps.map(([type, data], seq) => ({ callId: 'c', seq, at: seq, type, data }));
const talk = (agent: string, ...notes: readonly string[]) => [['agent.connected', { agent }] as const, ...notes.map((note) => ['wrap-up.saved', { agent, notes: note }] as const)] as [string, Record<string, unknown>][];

it('the note of the only conversation is the last that was saved', () => {
  expect(assembleCall(eventsOf(...talk('anna', 'wants', 'wants two'))).notes).toBe('wants two');
});

it('after transfers every conversation keeps its note, with the agent', () => {
  expect(assembleCall(eventsOf(...talk('anna', 'wants two'), ...talk('bo', ''), ...talk('anna', 'called', 'called back'))).notes).toBe('anna: wants two\nanna: called back');
});

it('what was silenced is told by its time and kind, tags once each', () => {
  const at = (type: string, data: Record<string, unknown>) => ({ type, data, audioAt: 1 });
  const { silenced, tags } = assembleCall([
    at('redaction.silenced', { speaker: 'caller', kind: 'card', from: 9, to: 12 }),
    at('redaction.silenced', { kind: 'keys', from: 2, to: 3 }),
    at('redaction.silenced', { kind: 'keys' }),
    at('call.tagged', { rule: 'r', tag: 'churn' }),
    at('call.tagged', { rule: 's', tag: 'churn' }),
  ]);
  expect(silenced).toEqual([{ kind: 'keys', from: 2, to: 3 }, { speaker: 'caller', kind: 'card', from: 9, to: 12 }]);
  expect(tags).toEqual(['churn']);
  expect(assembleCall([])).not.toHaveProperty('silenced');
});
