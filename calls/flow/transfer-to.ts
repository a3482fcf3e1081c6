import type { Millis, Scope } from '#core';
import type { FlowQuestion } from '#ivr';
import type { Call } from '../call.ts';
import { helpCaller } from '../queue/help-caller.ts';
import { transferOutside } from './transfer-outside.ts';
import { FAILED, type WorldAnswer } from './world-answer.ts';

/** Numbers of our own lead to their queue or agent, all others through the trunk. */
function toNumber(call: Call, number: string, ringMs: Millis, scope: Scope): Promise<WorldAnswer> {
  const { agents, queues } = call.house.settings;
  const queue = [...queues.values()].find((one) => one.number === number);
  if (queue) return transferTo(call, { kind: 'transfer', target: { kind: 'queue', queue: queue.id }, ringMs }, scope);
  const agent = [...agents.values()].find((one) => one.extension === number);
  if (agent) return transferTo(call, { kind: 'transfer', target: { kind: 'agent', agent: agent.id }, ringMs }, scope);
  return transferOutside(call, number, ringMs, scope);
}

/** A transfer by the flow: to an agent or a queue like any wait, with the flow going on after the conversation. */
export async function transferTo(call: Call, { target, ringMs }: Extract<FlowQuestion, { kind: 'transfer' }>, scope: Scope): Promise<WorldAnswer> {
  const { agents, queues } = call.house.settings;
  switch (target.kind) {
    case 'agent': {
      const agent = agents.get(target.agent);
      // An agent is reached through a queue he or she serves: its ring time and wrap-up hold.
      const queue = agent?.queues?.find((id) => queues.has(id));
      if (!agent || queue === undefined) return FAILED;
      return waitOutcome(await helpCaller(call, { queue, needs: [], priority: call.priority, only: agent.id }, { scope, longestMs: ringMs }));
    }
    case 'queue':
      if (!queues.has(target.queue)) return FAILED;
      return waitOutcome(await helpCaller(call, { queue: target.queue, needs: [], priority: call.priority }, { scope }));
    case 'number':
      return toNumber(call, target.number, ringMs, scope);
    default:
      return target satisfies never;
  }
}

function waitOutcome(help: Awaited<ReturnType<typeof helpCaller>>): WorldAnswer {
  if (help?.outcome === 'done') return { outcome: 'answered' };
  if (help?.why === 'no-answer') return { outcome: 'no-answer' };
  return { outcome: help?.outcome === 'nobody' ? 'busy' : 'failed' };
}
