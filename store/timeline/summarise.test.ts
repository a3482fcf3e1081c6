import { describe, expect, it } from 'vitest';
import type { CallSummary, TimelineEvent } from '../port.ts';
import { summarise } from './summarise.ts';

const fold = (...events: [type: string, data?: Record<string, unknown>][]) =>
  events.reduce<CallSummary | undefined>((summary, [type, data = {}], seq) => summarise(summary, { callId: 'c', seq, at: 1_000 + seq, type, data }), undefined);

describe('the summary of a call', () => {
  it('begins with who called whom, and is open', () => {
    expect(fold(['call.arrived', { from: '13800000000', to: '4000' }])).toEqual({ id: 'c', startedAt: 1_000, from: '13800000000', to: '4000', outcome: 'open', alerts: 0, recording: false });
  });
  it('takes language, queue and agent as they come', () => {
    expect(fold(['call.arrived'], ['call.language', { language: 'en' }], ['queue.entered', { queue: 'sales' }], ['agent.connected', { agent: 'bo', waitSeconds: 3 }])).toMatchObject({ language: 'en', queue: 'sales', agent: 'bo', waitSeconds: 3 });
  });
  it('shows the last agent after a transfer, and the first wait', () => {
    expect(fold(['agent.connected', { agent: 'bo', waitSeconds: 3 }], ['agent.connected', { agent: 'anna', waitSeconds: 60 }])).toMatchObject({ agent: 'anna', waitSeconds: 3 });
  });
  it('counts violations, not warnings or what was taken back', () => {
    expect(fold(['qa.alert', { alert: { kind: 'pending' } }], ['qa.alert', { alert: { kind: 'retracted' } }], ['qa.alert', { alert: { kind: 'violation' } }])?.alerts).toBe(1);
  });
  it('has a recording once one was begun, even if it was cut off', () => expect(fold(['recording.started', { file: 'x.wav' }])?.recording).toBe(true));
  it('has none when it could not be written', () => expect(fold(['recording.failed', { reason: 'disk full' }])?.recording).toBe(false));
  it('ends with the outcome and the times', () => {
    expect(fold(['call.arrived'], ['call.ended', { outcome: 'abandoned', waitSeconds: 9, talkSeconds: 0 }])).toMatchObject({ outcome: 'abandoned', endedAt: 1_001, waitSeconds: 9, talkSeconds: 0 });
  });
  it('takes the moment of the hang-up when the end was written later', () => expect(fold(['call.ended', { outcome: 'answered', endedAt: 500 }])?.endedAt).toBe(500));
  it('is not changed by types and fields it does not know', () => {
    const before = fold(['call.arrived', { from: 'a', to: 'b' }]);
    const odd: TimelineEvent = { callId: 'c', seq: 1, at: 2_000, type: 'ivr.entered', data: { node: 'menu' } };
    expect(before && summarise(before, odd)).toEqual(before);
    expect(fold(['call.arrived', { from: 'a', to: 'b' }], ['queue.entered', { queue: 7 }], ['call.language', {}])).toEqual(before);
  });
});
