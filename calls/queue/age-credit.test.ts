import { expect, test } from 'vitest';
import { loadFlow } from '#ivr';
import { NUMBER, SALES, StoryHouse } from '#test/simulators/house/index';

test.each(['', ', outcomes: { done: z }'])('a credit of age stands before those who came a little earlier, not before those who waited longer (%s)', async (ways) => {
  const text = `{ start: q, nodes: { q: { type: queue, queue: sales, ageCreditSeconds: 60${ways} }${ways && ', z: { type: hangup }'} } }`;
  const flow = loadFlow(text, 'flow.yaml', { queues: ['sales'], skills: [], promptExists: () => true });
  if (!flow.ok) throw flow.fault;
  const house = new StoryHouse({ settings: { numbers: new Map([[NUMBER, flow.value]]) } });
  for (const [from, number, pauseMs] of [['long', SALES, 50_000], ['short', SALES, 30_000], ['gold', NUMBER, 0]] as const) {
    await house.call(number, { from });
    await house.pass(pauseMs);
  }
  const served: string[] = [];
  house.sip.register('1001');
  await house.settle();
  for (let turn = 0; turn < 3; turn++) {
    const ring = house.ringAt('1001');
    served.push(ring.request.from.user);
    const anna = ring.answer();
    await house.settle();
    anna.bye();
    await house.pass(10_000);
  }
  expect(served).toEqual(['long', 'gold', 'short']);
});
