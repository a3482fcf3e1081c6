import { anchorNamed, good, type NamedPhrase, type ReadCondition, type Shape, wrong } from './reading.ts';
import { readRange } from './read-range.ts';
import { speakersOf } from './speakers-of.ts';
import type { KeyPath } from '../yaml-source.ts';

/** `require` says when in one of four ways. */
export function readRequire(shape: Shape<'require'>, path: KeyPath): ReadCondition {
  const { within, last, order, after, optional, in: range } = shape;
  const given = [within !== undefined && 'within', last !== undefined && 'last', order && 'order', range && 'in'].filter(Boolean);
  if (given.length === 0) return wrong(path, 'says not when; one of within, last, order, in is needed');
  if (given.length > 1) return wrong(path, `has ${given.join(' and ')}; one of them is allowed`);
  if (after !== undefined && within === undefined) return wrong([...path, 'after'], 'goes with within only');
  if (optional && !order) return wrong([...path, 'optional'], 'goes with order only');
  const base = { phrase: shape.require, channels: speakersOf(shape.ch) };
  const phrase: NamedPhrase = { name: shape.require, path: [...path, 'require'] };
  if (order) return good({ kind: 'order', ...base, before: order.before, optional }, [phrase, { name: order.before, path: [...path, 'order', 'before'] }]);
  if (last !== undefined) return good({ kind: 'last', ...base, seconds: last }, [phrase]);
  if (range) {
    const read = readRange(range, [...path, 'in']);
    if ('mistake' in read) return { mistakes: [read.mistake], phrases: [phrase] };
    return good({ kind: 'required-in', ...base, range: read.range }, [phrase, ...anchorNamed(range, path)]);
  }
  const anchor = after === undefined ? [] : [{ name: after, path: [...path, 'after'] }];
  return good({ kind: 'within', ...base, seconds: within ?? 0, ...(after === undefined ? {} : { after }) }, [phrase, ...anchor]);
}
