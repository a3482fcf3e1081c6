/** Marks at the end of calls join the figures of satisfaction. */
import { expect, test } from 'vitest';
import { loadFlow } from '#ivr';
import { NOTHING_LEFT, NUMBER, StoryHouse } from '#test/simulators/house/index';

function house(): { story: StoryHouse; told: unknown[] } {
  const flow = loadFlow(`
start: mark
language: en
nodes:
  mark: { type: survey, prompts: rate, question: satisfaction, to: 9, next: friends }
  friends: { type: survey, prompts: recommend, question: nps, from: 0, to: 9, next: z }
  z: { type: hangup }
`, 'flow.yaml', { queues: ['sales'], skills: [], promptExists: () => true });
  if (!flow.ok) throw flow.fault;
  const told: unknown[] = [];
  const story = new StoryHouse({ settings: { numbers: new Map([[NUMBER, flow.value]]) } });
  Object.assign(story.house, { satisfaction: { asked: ({ question, language }: { question: string; language: string }) => told.push(['asked', question, language]), answeredCall: ({ question }: { question: string }, mark: object) => told.push(['answered', question, mark]) } });
  return { story, told };
}

test('a caller is asked once for each question, also when it is said again, and marks come with their scale', async () => {
  const { story, told } = house();
  const { leg } = await story.call(NUMBER, { from: '13800138000' });
  const press = async (digit: string) => {
    leg.key.emit({ digit, durationMs: 100 });
    await story.settle();
  };
  expect(told).toEqual([['asked', 'satisfaction', 'en']]);
  // Not on the scale: the question is said again.
  await press('0');
  await press('7');
  expect(told.slice(1)).toEqual([['answered', 'satisfaction', { mark: 7, from: 1, to: 9 }], ['asked', 'nps', 'en']]);
  leg.bye();
  await story.pass(100);
  // Who hangs up has not answered.
  expect(told.length).toBe(3);
  expect(story.store.events.filter(({ type }) => type.startsWith('survey.')).map(({ type, data }) => [type, (data as { question: string }).question])).toEqual([['survey.asked', 'satisfaction'], ['survey.answered', 'satisfaction'], ['survey.asked', 'nps']]);
  expect(await story.left()).toEqual(NOTHING_LEFT);
});
