import type { Speaker } from '#core';
import type { z } from 'zod';
import { conditionKeys } from './allowed-keys.ts';
import { explainIssues, type Mistake } from './explain-issue.ts';
import type { Condition } from './policy.ts';
import { CONDITION_KINDS, type ConditionKind, CONDITIONS } from './policy-schema.ts';
import type { KeyPath } from './yaml-source.ts';

/** A condition, or why it is none; `phrases` it names are checked by whoever knows them. */
export interface ReadCondition {
  readonly condition?: Condition;
  readonly mistakes: readonly Mistake[];
  readonly phrases: readonly { readonly name: string; readonly path: KeyPath }[];
}

type Shape<K extends ConditionKind> = z.infer<(typeof CONDITIONS)[K]>;

/** Reads the `when` of a rule; `path` is where it stands. */
export function readCondition(when: Readonly<Record<string, unknown>>, path: KeyPath): ReadCondition {
  const kinds = CONDITION_KINDS.filter((kind) => kind in when);
  const [kind] = kinds;
  if (!kind) return wrong(path, `names nothing to watch for; one of ${CONDITION_KINDS.join(', ')} is needed`);
  if (kinds.length > 1) return wrong(path, `watches for ${kinds.join(' and ')}; one of them is allowed, make a rule for each`);
  const read = CONDITIONS[kind].safeParse(when, { reportInput: true });
  if (!read.success) {
    return { mistakes: explainIssues(read.error.issues, path, (at) => conditionKeys(kind, at.slice(path.length))), phrases: [] };
  }
  switch (kind) {
    case 'forbid':
      return forbid(read.data as Shape<'forbid'>, path);
    case 'require':
      return require_(read.data as Shape<'require'>, path);
    case 'deadAir':
      return { condition: { kind: 'dead-air', seconds: (read.data as Shape<'deadAir'>).deadAir }, mistakes: [], phrases: [] };
    default:
      return later(kind, read.data as Readonly<Record<string, unknown>>, path);
  }
}

function forbid(shape: Shape<'forbid'>, path: KeyPath): ReadCondition {
  return {
    condition: { kind: 'forbid', phrase: shape.forbid, channels: channelsOf(shape.ch), count: shape.count },
    mistakes: [],
    phrases: [{ name: shape.forbid, path: [...path, 'forbid'] }],
  };
}

function require_(shape: Shape<'require'>, path: KeyPath): ReadCondition {
  const { within, last, order, after, optional } = shape;
  const given = [within !== undefined && 'within', last !== undefined && 'last', order && 'order'].filter(Boolean);
  if (given.length !== 1) {
    const text = given.length === 0 ? 'says not when; one of within, last, order is needed' : `has ${given.join(' and ')}; one of them is allowed`;
    return wrong(path, text);
  }
  if (after !== undefined && within === undefined) return wrong([...path, 'after'], 'goes with within only');
  if (optional && !order) return wrong([...path, 'optional'], 'goes with order only');
  const base = { phrase: shape.require, channels: channelsOf(shape.ch) };
  const phrases = [{ name: shape.require, path: [...path, 'require'] }];
  if (order) phrases.push({ name: order.before, path: [...path, 'order', 'before'] });
  if (after !== undefined) phrases.push({ name: after, path: [...path, 'after'] });
  if (order) return { condition: { kind: 'order', ...base, before: order.before, optional }, mistakes: [], phrases };
  if (last !== undefined) return { condition: { kind: 'last', ...base, seconds: last }, mistakes: [], phrases };
  const condition: Condition = { kind: 'within', ...base, seconds: within ?? 0, ...(after === undefined ? {} : { after }) };
  return { condition, mistakes: [], phrases };
}

/** Understood, not judged yet. Groups are read to the bottom so that their mistakes are told now. */
function later(kind: ConditionKind, shape: Readonly<Record<string, unknown>>, path: KeyPath): ReadCondition {
  const condition: Condition = { kind: 'later', name: kind };
  if (kind === 'near') {
    const phrases = (shape as Shape<'near'>).near.map((name, i) => ({ name, path: [...path, 'near', i] }));
    return { condition, mistakes: [], phrases };
  }
  if (kind !== 'all' && kind !== 'any' && kind !== 'not') return { condition, mistakes: [], phrases: [] };
  const inner = kind === 'not' ? [(shape as Shape<'not'>).not] : kind === 'all' ? (shape as Shape<'all'>).all : (shape as Shape<'any'>).any;
  const parts = inner.map((when, i) => readCondition(when, kind === 'not' ? [...path, kind] : [...path, kind, i]));
  return { condition, mistakes: parts.flatMap((part) => part.mistakes), phrases: parts.flatMap((part) => part.phrases) };
}

function channelsOf(ch: 'agent' | 'customer' | 'both'): readonly Speaker[] {
  if (ch === 'both') return ['caller', 'agent'];
  return ch === 'agent' ? ['agent'] : ['caller'];
}

function wrong(path: KeyPath, text: string): ReadCondition {
  return { mistakes: [{ path, text }], phrases: [] };
}
