/** A flow connects callers with numbers. */
import { expect, test } from 'vitest';
import { loadFlow } from '#ivr';
import { NOTHING_LEFT, NUMBER, SALES, StoryHouse } from '#test/simulators/house/index';

/** A house whose flow transfers to this number at once. */
function houseOf(number: string): StoryHouse {
  const flow = loadFlow(`
start: t
nodes:
  t: { type: transfer, to: { number: '${number}' }, answered: done, busy: busy, noAnswer: nobody, failed: failed }
  ${['done', 'busy', 'nobody', 'failed'].map((name) => `${name}: { type: play, prompts: ${name}, next: z }`).join('\n  ')}
  z: { type: hangup }
`, 'flow.yaml', { queues: [], skills: [], promptExists: () => true });
  if (!flow.ok) throw flow.fault;
  const house = new StoryHouse({ settings: { numbers: new Map([[NUMBER, flow.value]]) } });
  house.sip.trunk = '127.0.0.1';
  return house;
}

test('outside by the trunk: both hear each other until the other side hangs up, then the flow goes on', async () => {
  const house = houseOf('02150001234');
  const { leg } = await house.call(NUMBER);
  expect(house.callerHears.playing).toBe('zh/ringback');
  const other = house.ringAt('02150001234').answer();
  await house.settle();
  expect(house.media.areBridged(house.callerHears, house.media.leg('outside'))).toBe(true);
  other.bye();
  await house.settle();
  expect(house.callerHears.playing).toBe('zh/done');
  leg.bye();
  await house.pass(100);
  expect((await house.summary()).outcome).toBe('finished');
  expect(await house.left()).toEqual(NOTHING_LEFT);
});

test.each([[486, 'busy'], [480, 'nobody'], [404, 'failed']])('outside where %i is the answer: %s', async (code, heard) => {
  const house = houseOf('02150001234');
  await house.call(NUMBER);
  house.ringAt('02150001234').fail(code);
  await house.settle();
  expect(house.callerHears.playing).toBe(`zh/${heard}`);
});

test('a caller who hangs up takes the other side along, in the talk and before', async () => {
  const house = houseOf('02150001234');
  const first = await house.call(NUMBER);
  const ring = house.ringAt('02150001234');
  first.leg.bye();
  await house.settle();
  expect(ring.cancelled).toBeDefined();
  const second = await house.call(NUMBER);
  const other = house.ringAt('02150001234').answer();
  await house.settle();
  second.leg.bye();
  await house.pass(100);
  expect(other.isEnded).toBe(true);
  expect(await house.left()).toEqual(NOTHING_LEFT);
});

test('without a trunk there is no way outside', async () => {
  const house = houseOf('02150001234');
  house.sip.trunk = undefined;
  await house.call(NUMBER);
  expect(house.callerHears.playing).toBe('zh/failed');
});

test.each([['', ['zh/technical-fault']], [', prompts: sorry', ['zh/sorry']]])('the last words of a flow (%s) are the last', async (prompts, heard) => {
  const flow = loadFlow(`{ start: z, nodes: { z: { type: hangup, cause: fault${prompts} } } }`, 'flow.yaml', { queues: [], skills: [], promptExists: () => true });
  if (!flow.ok) throw flow.fault;
  const house = new StoryHouse({ settings: { numbers: new Map([[NUMBER, flow.value]]) } });
  await house.call(NUMBER);
  const said: (string | undefined)[] = [];
  while (!house.story.includes('call.ended') && said.length < 5) {
    said.push(house.callerHears.playing);
    house.callerHears.heard();
    await house.pass(100);
  }
  expect(said).toEqual(heard);
});

test('numbers of our own lead to their queue or agent', async () => {
  const queue = houseOf(SALES);
  await queue.call(NUMBER);
  expect(queue.told('queue.entered')).toMatchObject({ queue: 'sales' });
  const agent = houseOf('1002');
  agent.sip.register('1001');
  agent.sip.register('1002');
  await agent.call(NUMBER);
  expect(agent.told('offer.made')).toMatchObject({ agent: 'bo' });
});
