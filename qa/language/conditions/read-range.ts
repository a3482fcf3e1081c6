import type { Range } from './condition.ts';
import type { Mistake } from '../explain-issue.ts';
import type { RangeText } from '../policy-schema.ts';
import { speakersOf } from './speakers-of.ts';
import type { KeyPath } from '../yaml-source.ts';

/** The `in` of a condition: from … to, or before / after a phrase. */
export function readRange(text: RangeText, path: KeyPath): { readonly range: Range } | { readonly mistake: Mistake } {
  const { after, before } = text;
  const given = [(text.from !== undefined || text.to !== undefined) && 'from/to', after !== undefined && 'after', before !== undefined && 'before'].filter(Boolean);
  const wrong = (said: string, ...key: readonly string[]) => ({ mistake: { path: [...path, ...key], ...(key.length > 0 ? { at: 'key' as const } : {}), text: said } });
  if (given.length === 0) return wrong('says not where; from or to, or one of after, before is needed');
  if (given.length > 1) return wrong(`has ${given.join(' and ')}; one of them is allowed`);
  if (after !== undefined || before !== undefined) return { range: anchor(text, after ?? before ?? '', after === undefined ? 'before' : 'after') };
  if (text.seconds !== undefined) return wrong('goes with after or before only', 'seconds');
  if (text.sentences !== undefined) return wrong('goes with after or before only', 'sentences');
  return places(text, wrong);
}

function anchor({ by, seconds, sentences }: RangeText, phrase: string, side: 'before' | 'after'): Range {
  return { kind: 'anchor', side, phrase, by: speakersOf(by), ...(seconds === undefined ? {} : { seconds }), ...(sentences === undefined ? {} : { sentences }) };
}

function places({ unit, from, to }: RangeText, wrong: (said: string, ...key: readonly string[]) => { mistake: Mistake }): { range: Range } | { mistake: Mistake } {
  const backwards = from !== undefined && to !== undefined && from >= 0 === to >= 0 && from > to;
  if (backwards) return wrong('ends before it begins');
  if (unit === 'seconds') return { range: { kind: 'seconds', from: from ?? 0, to } };
  for (const [key, at] of [['from', from], ['to', to]] as const) {
    if (at !== undefined && (!Number.isInteger(at) || at === 0)) return wrong('is no sentence; the first is 1, the last -1', key);
  }
  return { range: { kind: 'sentences', from: from ?? 1, to } };
}
