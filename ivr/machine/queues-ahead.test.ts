import { expect, test } from 'vitest';
import { loadFlow } from '../loader/load-flow.ts';
import { queuesAhead } from './queues-ahead.ts';

const FLOW = `
start: language
nodes:
  language: {type: language, prompts: menu, choices: {'1': {language: zh, next: menu}, '2': {language: en, next: menu}}, giveUp: bye}
  menu: {type: menu, prompts: menu, choices: {'1': sales, '2': support, '0': language}, giveUp: bye}
  sales: {type: queue, queue: sales}
  support: {type: queue, queue: support}
  bye: {type: hangup, cause: no-choice, prompts: goodbye}
`;

test('the queues ahead of a caller grow fewer with each choice; circles end', () => {
  const flow = loadFlow(FLOW, 'flow.yaml', { queues: ['sales', 'support'], skills: [], promptExists: () => true });
  if (!flow.ok) throw flow.fault;
  const ahead = [undefined, 'menu', 'sales', 'bye', 'nowhere'].map((node) => queuesAhead(flow.value, node));
  expect(ahead).toEqual([['sales', 'support'], ['sales', 'support'], ['sales'], [], []]);
});
