import type { AnalysableCall } from '#store';
import { judgeConversation } from '../after/judge-conversation.ts';
import { storedConversations } from '../after/stored-conversations.ts';
import type { Policy } from '../language/policy.ts';
import type { Alert, RuleVerdict } from '../model.ts';

export interface JudgedAfterwards {
  readonly policy: string;
  readonly verdicts: readonly RuleVerdict[];
  /** On the call's clock. */
  readonly alerts: readonly Alert[];
}

/**
 * Judges the conversations of a call that nobody judged while it went on: the server was killed, there were no rules yet. Undefined where
 * a rule gave a verdict, or nothing was said to an agent.
 */
export function judgedAfterwards({ events, summary }: Pick<AnalysableCall, 'events' | 'summary'>, policy: Policy): JudgedAfterwards | undefined {
  if (events.some(({ type }) => type === 'qa.verdicts')) return undefined;
  const conversations = storedConversations(events, summary).filter(({ turns }) => turns.length > 0);
  if (conversations.length === 0) return undefined;
  const judged = conversations.map((conversation) => ({ base: conversation.base, ...judgeConversation(policy, conversation) }));
  return {
    policy: policy.version,
    verdicts: judged.flatMap(({ verdicts }) => verdicts),
    alerts: judged.flatMap(({ base, alerts }) => alerts.map((alert) => onCallClock(alert, base))),
  };
}

function onCallClock(alert: Alert, base: number): Alert {
  const { evidence } = alert;
  const words = evidence.words.map(({ text, start, end }) => ({ text, start: start + base, end: end + base }));
  return { ...alert, at: alert.at + base, evidence: { ...evidence, words, from: evidence.from + base, to: evidence.to + base } };
}
