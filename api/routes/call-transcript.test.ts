import { expect, test } from 'vitest';
import type { TimelineEvent } from '#store';
import { transcriptFor } from './call-transcript.ts';

const alert = (kind: string, more: Record<string, unknown> = {}) => ({ rule: 'no-guarantee', severity: 'critical', kind, channel: 'agent', at: 4, message: '坐席承诺收益', evidence: { words: [{ text: '保本', start: 3, end: 4 }] }, ...more });
const events = (...alerts: Record<string, unknown>[]): TimelineEvent[] => alerts.map((each, seq) => ({ callId: 'c', seq, at: seq, type: 'qa.alert', data: { alert: each } }));

test('an ended call keeps what the agent should have said, in both languages', () => {
  const title = { zh: '承诺收益', en: 'Promised a return' };
  const hint = { zh: '请更正', en: 'Put it right' };
  expect(transcriptFor('c', events(alert('violation', { title, hint })), [], undefined).alerts).toEqual([
    { id: 'c/no-guarantee/0', callId: 'c', rule: 'no-guarantee', severity: 'critical', title, hint, speaker: 'agent', at: 0, audioAt: 4, evidence: '保本' },
  ]);
});

test('only violations are alerts of an ended call, numbered as on the floor', () => {
  const { alerts } = transcriptFor('c', events(alert('pending'), alert('retracted'), alert('violation'), alert('violation')), [], undefined);
  expect(alerts.map(({ id, title }) => [id, title.en])).toEqual([['c/no-guarantee/0', '坐席承诺收益'], ['c/no-guarantee/1', '坐席承诺收益']]);
});
