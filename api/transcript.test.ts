import { describe, expect, it } from 'vitest';
import type { TimelineEvent } from '#store';
import { alertsOf, transcriptOf } from './transcript.ts';

const final = (seq: number, speaker: string, turn: number, ...words: [string, number][]): TimelineEvent => ({
  callId: 'c',
  seq,
  at: 0,
  type: 'transcript.final',
  data: { speaker, turn, words: words.map(([text, start]) => ({ text, start, end: start + 0.5, confidence: 1 })) },
});

describe('a transcript', () => {
  it('is in the order of speech, not of recognition', () => {
    const turns = transcriptOf([final(0, 'agent', 0, ['later', 5]), final(1, 'caller', 0, ['hello', 1], ['there', 1.5])]);
    expect(turns.map(({ speaker, text, start, end }) => ({ speaker, text, start, end }))).toEqual([
      { speaker: 'caller', text: 'hello there', start: 1, end: 2 },
      { speaker: 'agent', text: 'later', start: 5, end: 5.5 },
    ]);
  });
  it('writes Chinese without spaces and keeps them around other scripts', () => {
    expect(transcriptOf([final(0, 'caller', 0, ['我', 0], ['要', 1], ['vip', 2], ['服务', 3])])[0]?.text).toBe('我要 vip 服务');
  });
  it('bears events without words', () => {
    expect(transcriptOf([{ callId: 'c', seq: 0, at: 0, type: 'transcript.final', data: { words: 'none' } }])).toEqual([{ speaker: '', turn: 0, text: '', words: [] }]);
  });
});

describe('the alerts of a call', () => {
  it('are the stored ones with their moment', () => {
    expect(alertsOf([{ callId: 'c', seq: 0, at: 7, type: 'qa.alert', data: { alert: { rule: 'r', kind: 'violation' } } }])).toEqual([{ rule: 'r', kind: 'violation', storedAt: 7 }]);
  });
});
