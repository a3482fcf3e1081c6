import type { Language, Speaker } from '#core';
import type { Condition, Policy, Range } from './policy.ts';

const HAN = /\p{Script=Han}/u;
const WHO = {
  zh: { agent: '坐席', caller: '客户', both: '通话中' },
  en: { agent: 'the agent', caller: 'the customer', both: 'somebody' },
};

/** What has happened when this condition fires. */
export function chineseClause(policy: Policy, condition: Condition): string {
  const say = (name: string) => `“${sample(policy, name, 'zh')}”`;
  const by = (channels: readonly Speaker[]) => who(channels, 'zh');
  switch (condition.kind) {
    case 'forbid':
    case 'said': {
      const often = condition.count > 1 ? `（${condition.count}次起）` : '';
      const range = condition.range ? chineseRange(policy, condition.range) : '';
      return `${by(condition.channels)}${range}说了${condition.kind === 'forbid' ? '禁用语' : ''}${say(condition.phrase)}${often}`;
    }
    case 'within':
      return `${by(condition.channels)}未在${condition.after === undefined ? '接通后' : `提到${say(condition.after)}后`}${condition.seconds}秒内说${say(condition.phrase)}`;
    case 'last':
      return `${by(condition.channels)}未在通话最后${condition.seconds}秒内说${say(condition.phrase)}`;
    case 'order':
      return `${by(condition.channels)}说${say(condition.phrase)}之前未说${say(condition.before)}`;
    case 'required-in':
      return `${by(condition.channels)}${chineseRange(policy, condition.range)}未说${say(condition.phrase)}`;
    case 'near':
      return `${by(condition.channels)}在${condition.seconds}秒内说了${condition.phrases.map(say).join('和')}`;
    case 'dead-air':
      return `双方静默已达${condition.seconds}秒`;
    case 'overtalk':
      return `双方同时说话已达${condition.seconds}秒`;
    case 'interruptions':
      return `${by(condition.channels)}打断对方${condition.count > 1 ? `${condition.count}次以上` : ''}`;
    case 'rate':
      return `${by(condition.channels)}语速超出范围（${condition.min ?? 0}–${condition.max ?? '∞'}字/分钟）`;
    case 'emotion':
      return `${by(condition.channels)}情绪持续激动（达到${condition.min}）`;
    case 'pii':
      return `${by(condition.channels)}说出了个人信息（${condition.type}）`;
    case 'attributes':
      return '通话符合所列属性';
    case 'all':
      return condition.parts.filter(isTelling).map((part) => chineseClause(policy, part)).join('，且');
    case 'any':
      return (condition.count > 1 ? `以下至少${condition.count}项：` : '') + condition.parts.map((part) => chineseClause(policy, part)).join('，或');
    case 'not':
      return `并非“${chineseClause(policy, condition.part)}”`;
  }
}

/** The same; begins with a small letter. */
export function englishClause(policy: Policy, condition: Condition): string {
  const say = (name: string) => `“${sample(policy, name, 'en')}”`;
  const by = (channels: readonly Speaker[]) => who(channels, 'en');
  switch (condition.kind) {
    case 'forbid':
    case 'said': {
      const often = condition.count > 1 ? ` (${condition.count} times or more)` : '';
      const range = condition.range ? ` ${englishRange(policy, condition.range)}` : '';
      return `${by(condition.channels)} said ${condition.kind === 'forbid' ? 'what must not be said: ' : ''}${say(condition.phrase)}${often}${range}`;
    }
    case 'within':
      return `${by(condition.channels)} did not say ${say(condition.phrase)} within ${condition.seconds} s of ${condition.after === undefined ? 'the answer' : say(condition.after)}`;
    case 'last':
      return `${by(condition.channels)} did not say ${say(condition.phrase)} in the last ${condition.seconds} s of the call`;
    case 'order':
      return `${by(condition.channels)} said ${say(condition.phrase)} without ${say(condition.before)} before it`;
    case 'required-in':
      return `${by(condition.channels)} did not say ${say(condition.phrase)} ${englishRange(policy, condition.range)}`;
    case 'near':
      return `${by(condition.channels)} said ${condition.phrases.map(say).join(' and ')} within ${condition.seconds} s`;
    case 'dead-air':
      return `nobody has spoken for ${condition.seconds} s`;
    case 'overtalk':
      return `both have talked at once for ${condition.seconds} s`;
    case 'interruptions':
      return `${by(condition.channels)} interrupted${condition.count > 1 ? ` ${condition.count} times or more` : ''}`;
    case 'rate':
      return `${by(condition.channels)} speaks outside ${condition.min ?? 0}–${condition.max ?? '∞'} words a minute`;
    case 'emotion':
      return `${by(condition.channels)} stays agitated (${condition.min} or above)`;
    case 'pii':
      return `${by(condition.channels)} said something personal (${condition.type})`;
    case 'attributes':
      return 'the call has the attributes';
    case 'all':
      return condition.parts.filter(isTelling).map((part) => englishClause(policy, part)).join(', and ');
    case 'any':
      return (condition.count > 1 ? `at least ${condition.count} of: ` : '') + condition.parts.map((part) => englishClause(policy, part)).join(', or ');
    case 'not':
      return `not: ${englishClause(policy, condition.part)}`;
  }
}

const isTelling = ({ kind }: Condition, _index: number, all: readonly Condition[]) => kind !== 'attributes' || all.length === 1;

function chineseRange(policy: Policy, range: Range): string {
  if (range.kind === 'anchor') {
    const far = [range.seconds === undefined ? '' : `${range.seconds}秒内`, range.sentences === undefined ? '' : `${range.sentences}句内`].join('');
    return `在“${sample(policy, range.phrase, 'zh')}”之${range.side === 'after' ? '后' : '前'}${far}`;
  }
  const unit = range.kind === 'seconds' ? '秒' : '句';
  return `在第${range.from}到${range.to ?? '最后'}${unit}`;
}

function englishRange(policy: Policy, range: Range): string {
  if (range.kind === 'anchor') {
    const far = [range.seconds === undefined ? [] : [`${range.seconds} s`], range.sentences === undefined ? [] : [`${range.sentences} sentences`]].flat().join(' and ');
    return `${far === '' ? '' : `within ${far} `}${range.side} “${sample(policy, range.phrase, 'en')}”`;
  }
  return `in ${range.kind} ${range.from} to ${range.to ?? 'the end'}`;
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
