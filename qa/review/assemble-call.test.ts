import { expect, it } from 'vitest';
import type { TimelineEvent } from '#store';
import { assembleCall } from './assemble-call.ts';

it('a call of ten thousand turns without a recording is as long as its last word', () => {
  const words = (turn: number) => Array.from({ length: 15 }, (_, i) => ({ text: 'a', start: turn + i / 15, end: turn + (i + 1) / 15 }));
  const events: TimelineEvent[] = Array.from({ length: 10_000 }, (_, turn) => ({ callId: 'c1', seq: turn, at: turn, type: 'transcript.final', audioAt: turn, data: { speaker: 'caller', turn, words: words(turn) } }));
  expect(assembleCall(events).seconds).toBe(10_000);
});
