import type { Language, Speaker } from '#core';
import type { Alert } from '../model.ts';
import { inBoth } from './localized-text.ts';
import type { Policy, Rule } from './policy.ts';

const HAN = /\p{Script=Han}/u;
const WHO = {
  zh: { agent: '坐席', caller: '客户', both: '通话中' },
  en: { agent: 'The agent', caller: 'The customer', both: 'Somebody' },
};

/** What an alert of this rule says to people: the rule's own `title`, else a sentence made from the rule. */
export function ruleMessage(policy: Policy, rule: Rule, language: Language): string {
  return rule.title?.[language] ?? (language === 'zh' ? chinese(policy, rule) : english(policy, rule));
}

/** The same for readers of both languages, with the rule's hint. */
export function ruleTexts(policy: Policy, rule: Rule): Pick<Alert, 'title' | 'hint'> {
  return {
    title: { zh: ruleMessage(policy, rule, 'zh'), en: ruleMessage(policy, rule, 'en') },
    ...(rule.hint ? { hint: inBoth(rule.hint) } : {}),
  };
}

function chinese(policy: Policy, { id, condition }: Rule): string {
  const say = (name: string) => `“${sample(policy, name, 'zh')}”`;
  switch (condition.kind) {
    case 'forbid': {
      const often = condition.count > 1 ? `（${condition.count}次起）` : '';
      return `${who(condition.channels, 'zh')}说了禁用语${say(condition.phrase)}${often}`;
    }
    case 'within': {
      const base = condition.after === undefined ? '接通后' : `提到${say(condition.after)}后`;
      return `${who(condition.channels, 'zh')}未在${base}${condition.seconds}秒内说${say(condition.phrase)}`;
    }
    case 'last':
      return `${who(condition.channels, 'zh')}未在通话最后${condition.seconds}秒内说${say(condition.phrase)}`;
    case 'order':
      return `${who(condition.channels, 'zh')}说${say(condition.phrase)}之前未说${say(condition.before)}`;
    case 'dead-air':
      return `双方静默已达${condition.seconds}秒`;
    case 'later':
      return id;
  }
}

function english(policy: Policy, { id, condition }: Rule): string {
  const say = (name: string) => `“${sample(policy, name, 'en')}”`;
  switch (condition.kind) {
    case 'forbid': {
      const often = condition.count > 1 ? ` (${condition.count} times or more)` : '';
      return `${who(condition.channels, 'en')} said what must not be said: ${say(condition.phrase)}${often}`;
    }
    case 'within': {
      const base = condition.after === undefined ? 'the answer' : say(condition.after);
      return `${who(condition.channels, 'en')} did not say ${say(condition.phrase)} within ${condition.seconds} s of ${base}`;
    }
    case 'last':
      return `${who(condition.channels, 'en')} did not say ${say(condition.phrase)} in the last ${condition.seconds} s of the call`;
    case 'order':
      return `${who(condition.channels, 'en')} said ${say(condition.phrase)} without ${say(condition.before)} before it`;
    case 'dead-air':
      return `Nobody has spoken for ${condition.seconds} s`;
    case 'later':
      return id;
  }
}

function who(channels: readonly Speaker[], language: Language): string {
  const [only] = channels;
  return WHO[language][channels.length === 1 && only ? only : 'both'];
}

/** The first alternative in that language, else the first. */
function sample(policy: Policy, name: string, language: Language): string {
  const any = policy.book.phrases[policy.book.phrase(name)]?.any ?? [];
  return any.find((text) => HAN.test(text) === (language === 'zh')) ?? any[0] ?? name;
}
