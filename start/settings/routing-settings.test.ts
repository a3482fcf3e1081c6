import { expect, test } from 'vitest';
import { parseConfig } from '#config';
import { routingSettings } from './routing-settings.ts';

const TEXT = `
version: 1
skills: [zh]
groups: [senior]
channels: [{id: chat, capacity: 3, interrupts: []}]
agents:
  - {id: anna, name: Anna, extension: '1001', skills: {zh: 5}, queues: [care], groups: [senior], rank: 2, capacities: {chat: 1}}
queues:
  - {id: care, name: Care, ringSeconds: 10, wrapUpSeconds: 5, strategy: progressive, progressiveSeconds: 4, ringAtMost: 3, priority: 2,
     maxWaitSeconds: 60, maxLength: 9, overflow: [night], lastAgentSeconds: 20, resumeSeconds: 120,
     steps: [{lastsSeconds: 30}, {levels: {zh: 3}, queues: [night]}]}
  - {id: night, name: Night}
`;

test('the routing machine gets what the configuration says, in its own words and units', () => {
  const config = parseConfig(TEXT, '/etc/huawu/site.yaml', {});
  if (!config.ok) throw config.fault;
  expect(routingSettings(config.value)).toEqual({
    agents: [{ id: 'anna', skills: { zh: 5 }, queues: ['care'], groups: ['senior'], rank: 2, capacities: { chat: 1 } }],
    queues: [
      {
        id: 'care',
        strategy: 'progressive',
        ringTimeoutMs: 10_000,
        wrapUpMs: 5_000,
        progressiveMs: 4_000,
        ringAtMost: 3,
        priority: 2,
        serviceLevel: { share: 0.8, ms: 20_000 },
        maxWaitMs: 60_000,
        maxLength: 9,
        overflow: ['night'],
        steps: [{ lastsMs: 30_000 }, { levels: { zh: 3 }, queues: ['night'] }],
        lastAgentMs: 20_000,
        resumeMs: 120_000,
      },
      {
        id: 'night',
        strategy: 'longest-idle',
        ringTimeoutMs: 15_000,
        wrapUpMs: 20_000,
        progressiveMs: 5_000,
        ringAtMost: 20,
        priority: 0,
        serviceLevel: { share: 0.8, ms: 20_000 },
        overflow: [],
        lastAgentMs: 0,
        resumeMs: 0,
      },
    ],
    channels: [{ id: 'chat', capacity: 3, interrupts: [] }],
  });
});
