import type { Language } from '#core';
import type { FlowGrammar, FlowUtterance } from '../model.ts';
import type { Asked, WalkEnd, WalkEvent } from './flow-walk.ts';

/** Says a thing in the reader's language, as the commands do. */
export type Words = (en: string, zh: string) => string;

/** One line for people: time, then what happened. */
export function eventText(event: WalkEvent, words: Words): string {
  return `${seconds(event.at).padStart(7)}  ${happened(event, words)}`;
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

function happened(event: WalkEvent, words: Words): string {
  switch (event.kind) {
    case 'node':
      return `● ${event.node}`;
    case 'hears': {
      const heard = event.utterances.map(utteranceText).join(' + ');
      return `  ♪ ${heard}${event.loop ? words(' (over and over)', '(循环)') : ''}`;
    }
    case 'interrupted':
      return `  ♪ ${words('cut off', '被打断')}`;
    case 'caller':
      return `» ${callerText(event.does, words)}`;
    case 'listens':
      return `  ? ${words('listens for', '聆听')} ${grammarText(event, words)}`;
    case 'note':
      return `  · ${noteText(event)}`;
    case 'language':
      return `  · ${words('language', '语言')} ${event.language}`;
    case 'asks':
      return `  ? ${askedText(event.asked, words)}`;
    case 'answered':
      return `  = ${event.outcome}${Object.keys(event.data).length > 0 ? ` ${JSON.stringify(event.data)}` : ''}`;
    case 'end':
      return `■ ${endText(event.end, words)}`;
  }
}

export const utteranceText = (utterance: FlowUtterance): string => (typeof utterance === 'string' ? utterance : `“${utterance.say}”`);

const callerText = (does: string, words: Words): string => words(`caller ${does}`, `来电者${does.replace(/^presses /, '按 ').replace(/^says /, '说')}`);

function noteText({ note, data }: Extract<WalkEvent, { kind: 'note' }>): string {
  const { node: _node, afterMs: _afterMs, ...rest } = data;
  return [note, ...Object.entries(rest).map(([key, value]) => `${key}=${value}`)].join(' ');
}

function grammarText({ grammar, language, others = [] }: Extract<WalkEvent, { kind: 'listens' }>, words: Words): string {
  const inOne = ({ grammar: { choices, digits }, language: spoken }: { readonly grammar: FlowGrammar; readonly language: Language }) =>
    `${[...choices.map(({ key, phrases }) => [key, ...phrases].join('/')), ...(digits ? [words('digits', '数字')] : [])].join(', ')} (${spoken})`;
  return [{ grammar, language }, ...others].map(inOne).join(words(' and ', ' 和 '));
}

/** A question to the world in a few words. */
export function askedText(asked: Asked, words: Words): string {
  if ('type' in asked) return words(`waits in queue ${asked.queue}`, `在队列 ${asked.queue} 中等待`);
  switch (asked.kind) {
    case 'http':
      return `${asked.method} ${asked.url}`;
    case 'customer':
      return words(`who is ${asked.number}`, `查询客户 ${asked.number}`);
    case 'queue-state':
      return words(`how are the queues ${asked.queues.join(', ')}`, `查询队列状态 ${asked.queues.join('、')}`);
    case 'voicemail':
      return words(`records a message for ${asked.queue}`, `为 ${asked.queue} 录制留言`);
    case 'callback':
      return words(`books a call back from ${asked.queue} to ${asked.number}`, `登记 ${asked.queue} 回拨 ${asked.number}`);
    case 'ticket':
      return words(`creates a ticket “${asked.subject}”`, `创建工单“${asked.subject}”`);
    case 'hook':
      return words(`tells ${asked.hook}`, `通知 ${asked.hook}`);
    case 'transfer':
      return words(`transfers to ${targetText(asked.target)}`, `转接 ${targetText(asked.target)}`);
  }
}

function targetText(target: Extract<Asked, { kind: 'transfer' }>['target']): string {
  if (target.kind === 'number') return target.number;
  return target.kind === 'agent' ? target.agent : target.queue;
}

/** How it ended: `queue sales zh≥5 priority 3`, `hang-up closed`. */
export function endText(end: WalkEnd, words: Words): string {
  if (end.type === 'caller-hung-up') return words('the caller hung up', '来电者挂机');
  if (end.type === 'hang-up') return `${words('hang-up', '挂机')} ${end.cause}`;
  const skills = end.skills.map(({ skill, level }) => `${skill}≥${level}`);
  return [words('queue', '队列'), end.queue, ...skills, `${words('priority', '优先级')} ${end.priority}`].join(' ');
}
