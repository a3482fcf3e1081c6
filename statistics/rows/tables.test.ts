import { expect, test } from 'vitest';
import { agentSpans } from '../fold/agent-spans.ts';
import { foldCall } from '../fold/fold-call.ts';
import type { AgentStep, Step } from '../model.ts';
import { agentFigures } from './agent-row.ts';
import { everyMs } from './intervals.ts';
import { addRows, EMPTY_QUEUE_ROW, queueFigures } from './queue-row.ts';
import { Tables } from './tables.ts';

const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
const limits = () => ({ targetMs: 20_000, shortMs: 5_000 });
const options = { from: 0, until: DAY_MS, intervals: everyMs(QUARTER_MS), limits };
const step = (callId: string, seconds: number, type: string, data: Record<string, unknown> = {}): Step => ({ callId, at: seconds * 1000, type, data });
const state = (agent: string, seconds: number, name: string, reason?: string): AgentStep => ({ agent, at: seconds * 1000, state: name, ...(reason === undefined ? {} : { reason }) });
const call = (id: string, steps: readonly Step[]) => foldCall(id, steps, DAY_MS);
const ended = (id: string, from: number, wait: number, why: string) => call(id, [step(id, from, 'queue.entered', { queue: 'q' }), step(id, from + wait, 'queue.left', { why })]);
const answered = (id: string, from: number, wait: number, talk: number, agent = 'anna') =>
  call(id, [step(id, from, 'queue.entered', { queue: 'q' }), step(id, from + wait, 'agent.connected', { agent }), step(id, from + wait + talk, 'agent.left', { agent, talkSeconds: talk })]);

test('both service levels, short abandons apart', () => {
  const tables = new Tables(options, []);
  // In time, late; gave up after 3 s, after 15 s, after 60 s; taken out.
  for (const facts of [answered('a', 0, 10, 60), answered('b', 0, 30, 120), ended('c', 0, 3, 'abandoned'), ended('d', 0, 15, 'abandoned'), ended('e', 0, 60, 'abandoned'), ended('f', 0, 8, 'removed')]) tables.add(facts);
  const row = tables.queues.get('q')?.get(0) ?? EMPTY_QUEUE_ROW;
  expect(row).toMatchObject({ offered: 6, answered: 2, answeredInTime: 1, abandoned: 3, abandonedInTime: 2, abandonedShort: 1, left: 1, longestWaitMs: 60_000 });
  expect(queueFigures(row)).toMatchObject({ serviceLevel: 1 / 3, serviceLevelOfAll: 1 / 5, abandonedShare: 2 / 5, asaSeconds: 20, abandonedAfterSeconds: 26, talkSeconds: 90, handleSeconds: 90 });
});

test('nothing happened: no figure is invented', () => {
  expect(new Set(Object.values(queueFigures(EMPTY_QUEUE_ROW)))).toEqual(new Set([undefined]));
});

test('wrap-up belongs to the conversation before it, time to the interval in which it passed', () => {
  const steps = [state('anna', 0, 'ready'), state('anna', 880, 'offered'), state('anna', 890, 'busy'), state('anna', 950, 'wrap-up'), state('anna', 970, 'not-ready', 'lunch'), state('anna', 1_000, 'offline')];
  const tables = new Tables(options, agentSpans(steps, 0, DAY_MS));
  tables.add(answered('a', 880, 10, 60));
  expect(tables.queues.get('q')?.get(0)).toMatchObject({ talks: 1, talkMs: 60_000, wrapUpMs: 20_000 });
  const [first, second] = [tables.agents.get('anna')?.get(0), tables.agents.get('anna')?.get(QUARTER_MS)];
  expect(first).toMatchObject({ signedInMs: 900_000, readyMs: 880_000, offeredMs: 10_000, busyMs: 10_000, talks: 1, talkWrapUpMs: 20_000 });
  expect(second).toMatchObject({ signedInMs: 100_000, busyMs: 50_000, wrapUpMs: 20_000, notReadyMs: 30_000, reasons: { lunch: 30_000 }, talks: 0 });
  expect(second && agentFigures(second).occupancy).toBe(1);
  expect(first && agentFigures(first)).toMatchObject({ occupancy: 20 / 900, handleSeconds: 80 });
});

test('rows add up: a day is the sum of its quarters, and everybody offered has one end', () => {
  const random = lcg(7);
  const facts = Array.from({ length: 500 }, (_, i) => {
    const [from, wait] = [Math.floor(random() * 86_000), Math.floor(random() * 90)];
    const kind = random();
    if (kind < 0.6) return answered(`c${i}`, from, wait, Math.floor(random() * 300), `agent-${i % 7}`);
    return ended(`c${i}`, from, wait, kind < 0.9 ? 'abandoned' : 'removed');
  });
  const [quarters, day] = [new Tables(options, []), new Tables({ ...options, intervals: everyMs(DAY_MS) }, [])];
  for (const each of facts) {
    quarters.add(each);
    day.add(each);
  }
  const sum = [...(quarters.queues.get('q')?.values() ?? [])].reduce(addRows, EMPTY_QUEUE_ROW);
  expect(sum).toEqual(day.queues.get('q')?.get(0));
  expect(sum.answered + sum.abandoned + sum.overflowed + sum.left + sum.lost + sum.waiting).toBe(sum.offered);
  expect([sum.offered, sum.talks]).toEqual([500, sum.answered]);
});

test('what began before or after the span is not counted', () => {
  const tables = new Tables({ ...options, from: 100_000, until: 200_000 }, []);
  for (const facts of [answered('a', 90, 20, 5), answered('b', 150, 1, 100), ended('c', 200, 1, 'abandoned')]) tables.add(facts);
  expect(tables.queues.get('q')?.get(0)).toMatchObject({ offered: 1, answered: 1 });
});

/** Numbers 0–1, the same for the same seed. */
function lcg(seed: number): () => number {
  let value = seed;
  return () => (value = (value * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}
