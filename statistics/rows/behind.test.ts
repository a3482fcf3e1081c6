import { expect, test } from 'vitest';
import { foldCall } from '../fold/fold-call.ts';
import type { Step } from '../model.ts';
import { behind, type Figure } from './behind.ts';
import { everyMs } from './intervals.ts';
import { EMPTY_QUEUE_ROW } from './queue-row.ts';
import { Tables } from './tables.ts';

const DAY_MS = 86_400_000;
const limits = () => ({ targetMs: 20_000, shortMs: 5_000 });
const span = { from: 0, until: DAY_MS };
type Told = readonly [seconds: number, type: string, data?: Record<string, unknown>];
const call = (id: string, ...steps: readonly Told[]) => [id, foldCall(id, steps.map(([seconds, type, data = {}]): Step => ({ callId: id, at: seconds * 1000, type, data })), DAY_MS)] as const;
const CALLS = [
  call('in-time', [0, 'queue.entered', { queue: 'q' }], [10, 'agent.connected', { agent: 'anna' }], [70, 'agent.left', { agent: 'anna' }]),
  call('late', [0, 'queue.entered', { queue: 'q' }], [15, 'offer.failed', { agent: 'bo', why: 'no-answer' }], [30, 'agent.connected', { agent: 'anna' }], [60, 'transfer.accepted'], [60, 'agent.left', { agent: 'anna' }], [61, 'agent.connected', { agent: 'cy' }], [90, 'agent.left', { agent: 'cy' }]),
  call('short', [0, 'queue.entered', { queue: 'q' }], [3, 'queue.left', { why: 'abandoned' }]),
  call('gave-up', [0, 'queue.entered', { queue: 'q' }], [60, 'queue.left', { why: 'abandoned' }]),
  call('left', [0, 'queue.entered', { queue: 'q' }], [8, 'queue.left', { why: 'removed' }]),
  call('led-on', [0, 'queue.entered', { queue: 'q' }], [9, 'queue.overflowed', { to: 'r' }], [20, 'queue.left', { why: 'abandoned' }]),
  call('cut-off', [0, 'queue.entered', { queue: 'q' }], [9, 'call.ended']),
  call('waits', [86_000, 'queue.entered', { queue: 'q' }]),
];
const found = (of: 'queues' | 'agents', figure: Figure, id: string, from = 0) =>
  CALLS.flatMap(([callId, facts]) => behind(callId, facts, { of, figure, from, until: DAY_MS, only: (one) => one === id, limits })).map(({ call: one, agent }) => (agent === undefined ? one : `${one} ${agent}`));

test('behind each figure of a queue are exactly the calls it counts', () => {
  const tables = new Tables({ ...span, intervals: everyMs(DAY_MS), limits }, []);
  for (const [, facts] of CALLS) tables.add(facts);
  const row = tables.queues.get('q')?.get(0) ?? EMPTY_QUEUE_ROW;
  const FIGURES = { offered: 'offered', answered: 'answered', answeredInTime: 'in-time', abandoned: 'abandoned', abandonedShort: 'abandoned-short', overflowed: 'overflowed', left: 'left', lost: 'lost', waiting: 'waiting', talks: 'talks', transferred: 'transferred' } as const;
  const told = Object.entries(FIGURES).map(([key, figure]) => [key, found('queues', figure, 'q').length]);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(Object.keys(FIGURES).map((key) => [key, row[key as keyof typeof FIGURES]])));
  expect(found('queues', 'in-time', 'q')).toEqual(['in-time anna']);
  expect(found('queues', 'abandoned', 'q')).toEqual(['short', 'gave-up']);
  expect(found('queues', 'abandoned', 'r')).toEqual(['led-on']);
});

test('behind those of an agent, conversations and phones that were not answered', () => {
  expect([found('agents', 'talks', 'anna'), found('agents', 'transferred', 'anna'), found('agents', 'missed', 'bo')]).toEqual([['in-time anna', 'late anna'], ['late anna'], ['late bo']]);
});

test('what began before is not counted', () => {
  expect(found('queues', 'offered', 'q', 1)).toEqual(['waits']);
  expect(found('agents', 'talks', 'anna', 20_000)).toEqual(['late anna']);
});
