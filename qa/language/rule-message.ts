import type { Language } from '#core';
import type { Alert } from '../model.ts';
import { inBoth } from './localized-text.ts';
import { chineseClause, englishClause } from './clauses.ts';
import type { Policy, Rule } from './policy.ts';

/** What an alert of this rule says to people: the rule's own `title`, else a sentence made from the rule. */
export function ruleMessage(policy: Policy, rule: Rule, language: Language): string {
  return rule.title?.[language] ?? (language === 'zh' ? chineseClause(policy, rule.condition) : upperFirst(englishClause(policy, rule.condition)));
}

/** The same for readers of both languages, with the rule's hint. */
export function ruleTexts(policy: Policy, rule: Rule): Pick<Alert, 'title' | 'hint'> {
  const hint = rule.hint ? inBoth(rule.hint) : rule.do.flatMap((action) => (action.kind === 'hint' ? [action.text] : []))[0];
  return { title: { zh: ruleMessage(policy, rule, 'zh'), en: ruleMessage(policy, rule, 'en') }, ...(hint ? { hint } : {}) };
}

const upperFirst = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
