import { initialRouting, type LoggedCommand, route } from '#routing';
import { expect } from 'vitest';

export interface Audit {
  /** What must not happen, in words. */
  readonly wrong: readonly string[];
  readonly enqueued: number;
  readonly connected: number;
  /** Waiting or ringing at the end. */
  readonly left: number;
}

/** Runs the machine over a whole log and looks at every agent and contact on the way. */
export function audit(entries: readonly LoggedCommand[]): Audit {
  let state = initialRouting({ agents: [], queues: [] });
  const wrong: string[] = [];
  const agents = new Map<string, string>();
  const talks = new Map<string, string>();
  const waiting = new Set<string>();
  let [enqueued, connected, last] = [0, 0, 0];
  entries.forEach(({ command, at }, index) => {
    if (at < last) wrong.push(`entry ${index} goes back in time`);
    last = at;
    const turn = route(state, command, at);
    state = turn.state;
    for (const event of turn.events) {
      if (event.type === 'agent.state') {
        const before = agents.get(event.agent) ?? 'offline';
        const { kind } = event.state;
        if (kind === 'offered' && before !== 'ready') wrong.push(`entry ${index}: ${event.agent} is offered a contact while ${before}`);
        agents.set(event.agent, kind);
        if (kind !== 'busy') for (const [contact, agent] of talks) if (agent === event.agent) talks.delete(contact);
      } else if (event.type === 'contact.queued') {
        enqueued += 1;
        waiting.add(event.contact);
      } else if (event.type === 'contact.connected') {
        connected += 1;
        waiting.delete(event.contact);
        const other = talks.get(event.contact);
        if (other !== undefined) wrong.push(`entry ${index}: ${event.contact} talks with ${other} and ${event.agent}`);
        talks.set(event.contact, event.agent);
      } else if (event.type === 'contact.left' || event.type === 'contact.failed') {
        waiting.delete(event.contact);
      }
    }
  });
  for (const [agent, kind] of agents) if (kind === 'offered' || kind === 'busy') wrong.push(`${agent} is ${kind} at the end`);
  expect(entries.length).toBeGreaterThan(0);
  return { wrong, enqueued, connected, left: waiting.size };
}
