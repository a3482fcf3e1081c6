import { expect, test } from 'vitest';
import type { AgentStatisticsRow, QueueStatisticsRow } from '#contract';
import { sumAgentRows, sumQueueRows } from './sum-rows.ts';

const queue = (row: Partial<QueueStatisticsRow>): QueueStatisticsRow => ({
  begin: 0, offered: 0, answered: 0, answeredInTime: 0, abandoned: 0, abandonedInTime: 0, abandonedShort: 0, overflowed: 0, left: 0, lost: 0, waiting: 0, talks: 0, transferred: 0, longestWaitSeconds: 0, ...row,
});
const agent = (row: Partial<AgentStatisticsRow>): AgentStatisticsRow => ({
  begin: 0, signedInSeconds: 0, readySeconds: 0, offeredSeconds: 0, busySeconds: 0, wrapUpSeconds: 0, notReadySeconds: 0, reasons: {}, talks: 0, transferred: 0, missed: 0, answeredElsewhere: 0, ...row,
});

test('shares are made of the sums, not of the shares; means are weighed', () => {
  const a = queue({ offered: 10, answered: 8, answeredInTime: 8, abandoned: 2, abandonedShort: 2, abandonedInTime: 2, talks: 8, asaSeconds: 5, handleSeconds: 100, longestWaitSeconds: 9, serviceLevel: 1 });
  const b = queue({ offered: 2, answered: 1, abandoned: 1, talks: 2, asaSeconds: 50, handleSeconds: 200, longestWaitSeconds: 70, serviceLevel: 0 });
  const sum = sumQueueRows([a, b], 7);
  expect(sum).toMatchObject({ begin: 7, offered: 12, answered: 9, abandoned: 3, talks: 10, longestWaitSeconds: 70, serviceLevel: 8 / 10, serviceLevelOfAll: 8 / 10, abandonedShare: 1 / 10, asaSeconds: 10, handleSeconds: 120 });
});

test('one row is itself', () => {
  const row = queue({ begin: 3, offered: 4, answered: 3, answeredInTime: 2, abandoned: 1, talks: 3, longestWaitSeconds: 61, serviceLevel: 0.5, serviceLevelOfAll: 0.5, abandonedShare: 0.25, asaSeconds: 10, abandonedAfterSeconds: 61, handleSeconds: 90, talkSeconds: 60, holdSeconds: 10, wrapUpSeconds: 20 });
  expect(sumQueueRows([row], 3)).toEqual(row);
});

test('nothing divided by nothing is no figure', () => {
  expect(sumQueueRows([], 0)).toEqual(queue({}));
  expect(sumAgentRows([], 0)).toEqual(agent({}));
});

test('times of agents, and what they were not ready for', () => {
  const sum = sumAgentRows([agent({ signedInSeconds: 100, readySeconds: 40, offeredSeconds: 10, busySeconds: 30, notReadySeconds: 20, reasons: { lunch: 20 }, talks: 1, handleSeconds: 30 }), agent({ signedInSeconds: 100, readySeconds: 60, wrapUpSeconds: 20, notReadySeconds: 20, reasons: { lunch: 5, training: 15 }, talks: 3, handleSeconds: 50 })], 0);
  expect(sum).toMatchObject({ signedInSeconds: 200, talks: 4, occupancy: 60 / 160, utilisation: 50 / 200, handleSeconds: 45, reasons: { lunch: 25, training: 15 } });
});
