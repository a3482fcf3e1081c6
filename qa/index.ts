export { evaluate, startEvaluation, verdicts } from './evaluation/evaluate.ts';
export type { Evaluation } from './evaluation/evaluation-state.ts';
export { loadPolicy, remarkText } from './language/load-policy.ts';
export type { Condition, Policy, PolicyRemark, Rule } from './language/policy.ts';
export type { Scorecard } from './language/policy-schema.ts';
export { ruleMessage } from './language/rule-message.ts';
export type { Alert, HeardWord, QaFacts, QaInput, RuleVerdict, Severity } from './model.ts';
export { PHRASE_GAP } from './spotting/ear.ts';
export type { PhraseSpec } from './spotting/phrase-book.ts';
