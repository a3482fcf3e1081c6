import type { CallSeconds, Speaker } from '#core';
import type { Alert } from '../model.ts';
import type { Hit } from '../spotting/ear.ts';
import { ruleMessage, ruleTexts } from '../language/rule-message.ts';
import type { Evaluation, Progress } from './evaluation-state.ts';

/** An alert about words that were said. */
export function hitAlert(state: Evaluation, { rule }: Progress, kind: Alert['kind'], channel: Speaker, hit: Hit): Alert {
  return {
    rule: rule.id,
    policyVersion: state.policy.version,
    kind,
    severity: rule.severity,
    channel,
    at: hit.to,
    message: ruleMessage(state.policy, rule, state.facts.language),
    ...ruleTexts(state.policy, rule),
    evidence: {
      words: hit.words,
      from: hit.from,
      to: hit.to,
      phrase: state.policy.book.phrases[hit.phrase]?.name ?? '',
      alternative: hit.alternative,
      score: hit.score,
    },
  };
}

/** An alert about something missing between two instants. */
export function absenceAlert(state: Evaluation, { rule }: Progress, channels: readonly Speaker[], from: CallSeconds, at: CallSeconds): Alert {
  const [only] = channels;
  return {
    rule: rule.id,
    policyVersion: state.policy.version,
    kind: 'violation',
    severity: rule.severity,
    channel: channels.length === 1 && only ? only : 'both',
    at,
    message: ruleMessage(state.policy, rule, state.facts.language),
    ...ruleTexts(state.policy, rule),
    evidence: { words: [], from, to: at, ...('phrase' in rule.condition ? { phrase: rule.condition.phrase } : {}) },
  };
}
