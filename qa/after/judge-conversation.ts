import { evaluate, startEvaluation, verdicts } from '../evaluation/evaluate.ts';
import type { Policy } from '../language/policy.ts';
import type { Alert, RuleVerdict } from '../model.ts';
import { type Conversation, inputsOf } from './conversation.ts';

export interface JudgedConversation {
  readonly verdicts: readonly RuleVerdict[];
  /** Violations with their evidence, by time. */
  readonly alerts: readonly Alert[];
}

/** Judges a conversation that is over, by the same engine as a live one. */
export function judgeConversation(policy: Policy, conversation: Conversation): JudgedConversation {
  let state = startEvaluation(policy, conversation.facts);
  const alerts: Alert[] = [];
  for (const input of inputsOf(conversation)) {
    const step = evaluate(state, input);
    state = step.state;
    alerts.push(...step.alerts.filter(({ kind }) => kind === 'violation'));
  }
  return { verdicts: verdicts(state), alerts: alerts.toSorted((a, b) => a.at - b.at) };
}
