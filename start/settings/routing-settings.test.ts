import { describe, expect, test } from 'vitest';
import { parseConfig } from '#config';
import { routingSettings } from './routing-settings.ts';
import { pushedQueues } from '../tickets/ticket-channels.ts';
import { canServe } from './who-serves.ts';

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

describe('who could ever take a call', () => {
  const agent = (id: string, skills: Record<string, number>, queues: string[], more: object = {}) => ({ id, skills, queues, ...more });
  const AGENTS = [agent('anna', { en: 3 }, ['care'], { groups: ['senior'] }), agent('ben', { en: 9 }, ['night']), agent('chat', { en: 10 }, ['care'], { capacities: { voice: 0 } })];
  const ring = { ringTimeoutMs: 15_000, wrapUpMs: 0 };
  const served = (care: object, skills: Record<string, number>) => canServe({ agents: AGENTS, queues: [{ id: 'care', ...ring, ...care }, { id: 'night', ...ring }] }, 'care', skills);

  test.each([
    ['has the skills', {}, { en: 3 }, true],
    ['lacks a level; who takes no calls does not count', {}, { en: 4 }, false],
    ['lacks a skill', {}, { zh: 1 }, false],
    ['has what a step asks for', { steps: [{ lastsMs: 1 }, { levels: { en: 3 } }] }, { en: 4 }, true],
    ['has what is left when a step drops a skill', { steps: [{ lastsMs: 1 }, { drop: ['zh'] }] }, { zh: 4, en: 1 }, true],
    ['comes from a queue of a step', { steps: [{ lastsMs: 1 }, { queues: ['night'] }] }, { en: 9 }, true],
    ['is in no group of the only step, which lasts for ever', { steps: [{ groups: ['expert'] }] }, { en: 1 }, false],
    ['counts when that step is over', { steps: [{ lastsMs: 1, groups: ['expert'] }] }, { en: 1 }, true],
    ['is not the agent of the only step', { steps: [{ agent: 'ben' }] }, { en: 1 }, false],
    ['takes calls of the queue that this one overflows into', { maxWaitMs: 1, overflow: ['night'] }, { en: 9 }, true],
    ['never gets them, for nobody leaves for waiting', { overflow: ['night'] }, { en: 9 }, false],
  ])('an agent who %s', (_who, care, skills, expected) => expect(served(care, skills)).toBe(expected));
});

test('queues whose tickets are offered stand beside those of calls, in channels that share one capacity', () => {
  const config = parseConfig(`${TEXT}tickets: {push: {enabled: true, offerSeconds: 20, queues: [{id: night, duringCalls: true, callsInterrupt: false, skills: {zh: 4}, priority: 3}]}}\n`, '/etc/huawu/site.yaml', {});
  if (!config.ok) throw config.fault;
  const { agents, queues, channels } = routingSettings(config.value);
  expect(agents[0]?.queues).toEqual(['care', 'ticket:care']);
  expect(queues.slice(2).map(({ id, ringTimeoutMs, restMs, priority }) => ({ id, ringTimeoutMs, restMs, priority }))).toEqual([
    { id: 'ticket:care', ringTimeoutMs: 20_000, restMs: 15_000, priority: 0 },
    { id: 'ticket:night', ringTimeoutMs: 20_000, restMs: 15_000, priority: 3 },
  ]);
  expect(channels?.map(({ id, capacity, interrupts, background, countsAs }) => [id, capacity, interrupts.join(), background, countsAs])).toEqual([
    ['chat', 3, 'ticket,ticket-during-calls', undefined, undefined],
    ['voice', 1, 'ticket,ticket-during-calls', undefined, undefined],
    ['ticket', 3, '', true, undefined],
    ['ticket-during-calls', 3, 'chat,voice', true, 'ticket'],
    ['ticket-alone', 3, '', true, 'ticket'],
    ['ticket-during-calls-alone', 3, 'chat,voice', true, 'ticket'],
  ]);
  expect([...pushedQueues(config.value)]).toEqual([
    ['care', { queue: 'ticket:care', channel: 'ticket', needs: [] }],
    ['night', { queue: 'ticket:night', channel: 'ticket-during-calls-alone', needs: [{ skill: 'zh', level: 4 }] }],
  ]);
});
