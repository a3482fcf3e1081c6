/** A flow makes tickets of what callers say. */
import { Fault } from '#core';
import { expect, test } from 'vitest';
import { loadFlow } from '#ivr';
import { NOTHING_LEFT, NUMBER, StoryHouse } from '#test/simulators/house/index';

function house(): StoryHouse {
  const flow = loadFlow(`
start: account
language: en
variables: { account: text, ticket: text }
nodes:
  account: { type: gather, prompts: account, into: account, min: 4, max: 4, next: report, giveUp: z }
  report:
    type: ticket
    template: billing
    subject: 'Bill of {account}'
    text: 'Called at {call.number}'
    fields: { account: '{account}', product: Line, severity: major, impact: '{customer.tier}' }
    into: ticket
    next: told
    failed: sorry
  told: { type: menu, prompts: told, choices: { 1: report, 2: account, 3: wait }, giveUp: z }
  wait: { type: queue, queue: sales }
  sorry: { type: play, prompts: sorry, next: z }
  z: { type: hangup }
`, 'flow.yaml', { queues: ['sales'], skills: [], promptExists: () => true });
  if (!flow.ok) throw flow.fault;
  return new StoryHouse({ settings: { numbers: new Map([[NUMBER, flow.value]]) } });
}

async function callerAt(story: StoryHouse) {
  const { leg } = await story.call(NUMBER, { from: '13800138000' });
  const press = async (keys: string) => {
    for (const digit of keys) leg.key.emit({ digit, durationMs: 100 });
    await story.settle();
  };
  await press('4711');
  return { leg, press };
}

test('the ticket has the call, the caller and the fields; what is missing is said; its number is on the timeline', async () => {
  const story = house();
  const { leg } = await callerAt(story);
  expect(story.callerHears.playing).toBe('en/told');
  leg.bye();
  await story.pass(100);
  const [ticket] = story.tickets.tickets.values();
  const { id } = await story.summary();
  expect(ticket).toMatchObject({
    template: 'billing', state: 'new', subject: 'Bill of 4711', text: 'Called at 4000', queue: 'support', language: 'en', createdBy: 'call', calls: [id],
    requester: { number: '13800138000' }, priority: 'normal', missing: ['impact'],
    fields: { account: '4711', product: 'Line', severity: 'major', contact: '13800138000' },
  });
  expect(story.store.events.find(({ type }) => type === 'ticket.created')?.data).toEqual({ ticket: ticket?.id, template: 'billing', queue: 'support', priority: 'normal', missing: ['impact'], known: false });
  expect((await story.summary()).outcome).toBe('finished');
  expect(await story.left()).toEqual(NOTHING_LEFT);
});

test('the same again at the same node is the same ticket, something else another one; who then gives up in a queue has abandoned it', async () => {
  const story = house();
  const { leg, press } = await callerAt(story);
  await press('1');
  expect(story.tickets.tickets.size).toBe(1);
  await press('2');
  await press('4712');
  expect([...story.tickets.tickets.values()].map(({ subject }) => subject)).toEqual(['Bill of 4711', 'Bill of 4712']);
  expect(story.store.events.filter(({ type }) => type === 'ticket.created').map(({ data }) => data['known'])).toEqual([false, true, false]);
  await press('3');
  leg.bye();
  await story.pass(100);
  expect((await story.summary()).outcome).toBe('abandoned');
});

test('while the database is away the flow goes the way of failed', async () => {
  const story = house();
  story.tickets.commit = () => Promise.reject(new Fault('store.away', 'away', { retryable: true }));
  await callerAt(story);
  expect(story.callerHears.playing).toBe('en/sorry');
});
