import { phrasesOf } from '../language/conditions/condition.ts';
import { ruleMessage, ruleTexts } from '../language/rule-message.ts';
import type { Firing } from '../judging/firing.ts';
import type { Alert } from '../model.ts';
import type { Evaluation, Progress } from './evaluation-state.ts';

/** RULES.md §9: what people are told of a firing, with its evidence. */
export function alertOf({ policy, call }: Evaluation, { rule }: Progress, kind: Alert['kind'], firing: Firing): Alert {
  return {
    rule: rule.id,
    policyVersion: policy.version,
    kind,
    severity: rule.severity,
    channel: firing.channel,
    at: firing.at,
    message: ruleMessage(policy, rule, call.language),
    ...ruleTexts(policy, rule),
    evidence: { ...spoken(firing), from: firing.from, to: firing.to, ...phrase(policy, rule.condition, firing), ...(firing.value === undefined ? {} : { value: firing.value }) },
    ...(kind === 'violation' && rule.do.length > 0 ? { actions: rule.do } : {}),
  };
}

/** The words in the order they were said, each once. */
function spoken({ hits }: Firing): Pick<Alert['evidence'], 'words'> {
  const words = [...new Set(hits.flatMap((hit) => hit.words))];
  return { words: hits.length > 1 ? words.toSorted((a, b) => a.start - b.start) : words };
}

/** Of the phrase that was heard last, or of the one that was missed. */
function phrase(policy: Evaluation['policy'], condition: Progress['rule']['condition'], { hits }: Firing): Partial<Alert['evidence']> {
  const hit = hits.at(-1);
  if (hit) return { phrase: policy.book.phrases[hit.phrase]?.name ?? '', alternative: hit.alternative, score: hit.score };
  const [name] = 'phrase' in condition ? phrasesOf(condition) : [];
  return name === undefined ? {} : { phrase: name };
}
