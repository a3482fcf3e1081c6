import { expect, test } from 'vitest';
import { flowOf, ScriptedCaller } from './scripted-caller.ts';

test('a chain of nodes that need no time is walked to its end, as long as a flow can be', () => {
  const flow = flowOf(`start: n0\nnodes:\n${Array.from({ length: 1_999 }, (_, i) => `  n${i}: { type: goto, next: n${i + 1} }\n`).join('')}  n1999: { type: hangup, cause: closed }\n`);
  const caller = new ScriptedCaller(flow);
  expect(caller.send({ type: 'start' }).at(-1)).toEqual({ type: 'hang-up', cause: 'closed' });
});
