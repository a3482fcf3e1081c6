import type { Template } from '../expression/template.ts';
import type { Expression, ValueType } from '../expression/tree.ts';
import type { FlowNode } from './flow-schema.ts';
import type { Prompt, Sayings } from './parts.ts';

/** An expression or a text with expressions in a node. */
export interface WrittenExpression {
  readonly written: Expression | Template;
  /** The key inside the node. */
  readonly path: readonly PropertyKey[];
  /** What it must be; undefined = any value. */
  readonly needs?: ValueType;
  /** What it does with the value: `stored` texts must hold no secrets. */
  readonly use?: 'stored';
}

/** Everything in a node that is worked out while a call is in it. */
export function expressionsOf(node: FlowNode): readonly WrittenExpression[] {
  return [...spokenIn(node), ...writtenIn(node)];
}

/** Prompts of a node, with the key of each. */
export function promptsOf(node: FlowNode): readonly { prompt: Prompt; path: readonly PropertyKey[] }[] {
  const list = (given: readonly Prompt[] | undefined, path: readonly PropertyKey[]) => (given ?? []).map((prompt, i) => ({ prompt, path: [...path, i] }));
  switch (node.type) {
    case 'say':
      return [{ prompt: { say: node.text }, path: ['text'] }];
    case 'play':
    case 'hangup':
    case 'voicemail':
      return list(node.prompts, ['prompts']);
    case 'menu':
    case 'language':
    case 'survey':
    case 'gather':
      return [
        ...list(node.prompts, ['prompts']),
        ...node.noInput.flatMap((entry, i) => list(entry, ['noInput', i])),
        ...node.noMatch.flatMap((entry, i) => list(entry, ['noMatch', i])),
        ...(node.type === 'gather' ? list(node.confirm?.prompts, ['confirm', 'prompts']) : []),
      ];
    case 'http':
    case 'customer':
      return list(node.hold?.prompts, ['hold', 'prompts']);
    default:
      return [];
  }
}

function spokenIn(node: FlowNode): WrittenExpression[] {
  return promptsOf(node).flatMap(({ prompt, path }) => (typeof prompt === 'string' ? [] : texts(prompt.say, node.type === 'say' ? path : [...path, 'say'])));
}

/** A text alone was read for all languages and is one. */
function texts(sayings: Sayings, path: readonly PropertyKey[]): WrittenExpression[] {
  const { zh, en } = sayings;
  if (zh && zh === en) return [{ written: zh, path }];
  return [...(zh ? [{ written: zh, path: [...path, 'zh'] }] : []), ...(en ? [{ written: en, path: [...path, 'en'] }] : [])];
}

function writtenIn(node: FlowNode): WrittenExpression[] {
  const map = (given: Readonly<Record<string, Expression | Template>> | undefined, key: string) =>
    Object.entries(given ?? {}).map(([name, written]) => ({ written, path: [key, name] }));
  const one = (written: Expression | Template | undefined, path: readonly PropertyKey[], more: Partial<WrittenExpression> = {}) => (written ? [{ written, path, ...more }] : []);
  switch (node.type) {
    case 'branch':
      return node.when.map(({ if: written }, i) => ({ written, path: ['when', i, 'if'], needs: 'boolean' }));
    case 'set':
      return map(node.values, 'values');
    case 'call':
      return map(node.with, 'with');
    case 'http':
      return [...one(node.url, ['url']), ...map(node.headers, 'headers'), ...map(node.body, 'body')];
    case 'customer':
      return one(node.by, ['by'], { needs: 'text' });
    case 'callback':
      return one(node.number, ['number'], { needs: 'text' });
    case 'ticket':
      return [...one(node.subject, ['subject'], { use: 'stored' }), ...one(node.text, ['text'], { use: 'stored' }), ...map(node.fields, 'fields').map((each) => ({ ...each, use: 'stored' as const }))];
    case 'hook':
      return map(node.data, 'data');
    case 'transfer':
      return [...one(node.to.number, ['to', 'number']), ...one(node.to.agent, ['to', 'agent'])];
    default:
      return [];
  }
}
