import { expect, test } from 'vitest';
import type { AgentSpan } from '../model.ts';
import { adherence, type PlannedSpan } from './adherence.ts';

const plan = (activity: 'work' | 'away', from: number, until: number): PlannedSpan => ({ agent: 'anna', activity, from, until });
const was = (state: string, from: number, until: number): AgentSpan => ({ agent: 'anna', state, from, until });

test('late by ten, a call into the break, back from it in time', () => {
  const planned = [plan('work', 0, 100), plan('away', 100, 130), plan('work', 130, 200)];
  const spans = [was('ready', 10, 60), was('busy', 60, 110), was('not-ready', 110, 130), was('ready', 130, 200)];
  expect(adherence(planned, spans, 1_000)).toEqual({ plannedMs: 200, keptMs: 90 + 20 + 70, workPlannedMs: 170, workedMs: 170 });
});

test('what is planned for later does not count yet', () => {
  expect(adherence([plan('work', 0, 100), plan('away', 100, 200)], [was('wrap-up', 0, 40)], 50)).toEqual({ plannedMs: 50, keptMs: 40, workPlannedMs: 50, workedMs: 40 });
});
