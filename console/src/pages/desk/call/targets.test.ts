import { expect, test } from 'vitest';
import { matchingTargets } from './targets.ts';

const targets = {
  agents: [
    { id: 'anna', name: 'Anna', extension: '1001', state: 'busy' },
    { id: 'bo', name: '薄一', extension: '1002', state: 'ready' },
  ],
  queues: [{ id: 'sales', name: 'Sales', waiting: 2, agentsReady: 0 }],
} as const;
const words = { agent: () => '', queue: () => '' };
const names = (typed: string): readonly string[] => matchingTargets(targets, typed, words).map(({ name }) => name);

test('those who can take the call come first, queues last', () => {
  expect(names('')).toEqual(['薄一', 'Anna', 'Sales']);
});

test('names, extensions and queues are found by any part of them', () => {
  expect([names('薄'), names('1001'), names('SAL'), names('nobody')]).toEqual([['薄一'], ['Anna'], ['Sales'], []]);
});
