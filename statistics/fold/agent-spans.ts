import type { EpochMillis } from '#core';
import type { AgentSpan, AgentStep } from '../model.ts';

/** Each agent's stays in states between two instants, from steps oldest first; before an agent's first step there is nothing. */
export function agentSpans(steps: Iterable<AgentStep>, from: EpochMillis, until: EpochMillis): readonly AgentSpan[] {
  const last = new Map<string, AgentStep>();
  const spans: AgentSpan[] = [];
  const close = (step: AgentStep, at: EpochMillis) => {
    const [begin, end] = [Math.max(from, step.at), Math.min(until, at)];
    if (begin >= end) return;
    spans.push({ agent: step.agent, state: step.state, from: begin, until: end, ...(step.reason === undefined ? {} : { reason: step.reason }) });
  };
  for (const step of steps) {
    const before = last.get(step.agent);
    if (before) close(before, step.at);
    last.set(step.agent, step);
  }
  for (const step of last.values()) close(step, until);
  return spans;
}
