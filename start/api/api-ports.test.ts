import { expect, test } from 'vitest';
import { StoryHouse, SUPPORT } from '#test/simulators/house/index';
import { type Config, EditableSettings } from '#config';
import { apiPorts } from './api-ports.ts';

test('a call in progress shows its agent while they talk, and none while the caller waits again', async () => {
  const story = new StoryHouse();
  const ports = apiPorts(story.house, story.flow, new EditableSettings({ agents: [] } as unknown as Config), false);
  const { anna } = await story.talk();
  expect(ports.liveCalls()).toMatchObject([{ stage: 'talk', queue: 'sales', agent: 'anna' }]);
  anna.refer(SUPPORT);
  await story.settle();
  const [waiting] = ports.liveCalls();
  expect(waiting).toMatchObject({ stage: 'queue', queue: 'support' });
  expect(waiting?.agent).toBeUndefined();
});

test('an agent who is unknown or whose phone is away cannot be made ready, and the reader is told why', () => {
  const story = new StoryHouse();
  const ports = apiPorts(story.house, story.flow, new EditableSettings({ agents: [] } as unknown as Config), false);
  const codes = ['nobody', 'anna'].map((agent) => {
    const set = ports.setAgentState(agent, 'ready', '');
    return set.ok ? 'ok' : set.fault.code;
  });
  expect(codes).toEqual(['start.unknown-agent', 'start.agent-offline']);
});

test('a queue tells what somebody who comes now will wait', async () => {
  const story = new StoryHouse();
  const ports = apiPorts(story.house, story.flow, new EditableSettings({ agents: [] } as unknown as Config), false);
  expect(ports.queues().find(({ id }) => id === 'sales')).not.toHaveProperty('expectedWaitSeconds');
  await story.talk();
  expect(ports.queues().find(({ id }) => id === 'sales')).toMatchObject({ waiting: 0, expectedWaitSeconds: 184.2 });
});
