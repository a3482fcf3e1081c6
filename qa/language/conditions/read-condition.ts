import { conditionKeys } from '../allowed-keys.ts';
import type { Condition } from './condition.ts';
import { explainIssues } from '../explain-issue.ts';
import { CONDITION_KINDS, type ConditionKind, CONDITIONS } from '../policy-schema.ts';
import { anchorNamed, good, type NamedPhrase, type ReadCondition, type Shape, wrong } from './reading.ts';
import { readRange } from './read-range.ts';
import { readRequire } from './read-require.ts';
import { speakersOf } from './speakers-of.ts';
import type { KeyPath } from '../yaml-source.ts';

type When = Readonly<Record<string, unknown>>;

interface Site {
  readonly path: KeyPath;
}

/** Reads the `when` of a rule; `path` is where it stands. */
export function readCondition(when: When, path: KeyPath): ReadCondition {
  return readAt(when, { path }, false);
}

function readAt(when: When, site: Site, inGroup: boolean): ReadCondition {
  const { path } = site;
  const kinds = CONDITION_KINDS.filter((kind) => kind in when);
  const [kind] = kinds;
  if (!kind) return wrong(path, `names nothing to watch for; one of ${CONDITION_KINDS.join(', ')} is needed`);
  if (kinds.length > 1) return wrong(path, `watches for ${kinds.join(' and ')}; one of them is allowed, make a rule for each, or put them in all or any`);
  if (kind === 'attr' && !inGroup) return wrong([...path, 'attr'], 'alone watches for nothing; put it in a group, or beside when', 'key');
  const read = CONDITIONS[kind].safeParse(when, { reportInput: true });
  if (!read.success) return { mistakes: explainIssues(read.error.issues, path, (at) => conditionKeys(kind, at.slice(path.length))), phrases: [] };
  return READERS[kind](read.data as never, site);
}

const READERS: { readonly [K in ConditionKind]: (shape: Shape<K>, site: Site) => ReadCondition } = {
  forbid: ({ forbid, ch, count, in: range }, { path }) => spoken('forbid', forbid, { ch, count, range }, path),
  said: ({ said, ch, count, in: range }, { path }) => spoken('said', said, { ch, count, range }, path),
  require: (shape, { path }) => readRequire(shape, path),
  near: ({ near, ch, seconds, count }, { path }) =>
    good({ kind: 'near', phrases: near, channels: speakersOf(ch), seconds, count }, near.map((name, i) => ({ name, path: [...path, 'near', i], lenient: true }))),
  deadAir: ({ deadAir }) => good({ kind: 'dead-air', seconds: deadAir }),
  overtalk: ({ overtalk }) => good({ kind: 'overtalk', seconds: overtalk }),
  interruptions: ({ interruptions, ch }) => good({ kind: 'interruptions', count: interruptions, channels: speakersOf(ch) }),
  rate: ({ rate: { min, max }, ch }, { path }) => {
    if (min === undefined && max === undefined) return wrong([...path, 'rate'], 'has no limit; max, min or both are needed');
    return good({ kind: 'rate', channels: speakersOf(ch), ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) });
  },
  emotion: ({ ch, min, segments }) => good({ kind: 'emotion', name: 'agitation', channels: speakersOf(ch), min, segments }),
  pii: ({ pii, ch }) => good(typeof pii === 'string' ? { kind: 'pii', type: pii, channels: speakersOf(ch) } : { kind: 'pii', type: pii.type, channels: speakersOf(pii.ch) }),
  attr: ({ attr }) => good({ kind: 'attributes', attr }),
  all: ({ all }, site) => group(all, 'all', site, (parts) => ({ kind: 'all', parts })),
  any: ({ any, count }, site) => {
    if (count > any.length) return wrong([...site.path, 'count'], `is more than there are parts (${any.length})`);
    return group(any, 'any', site, (parts) => ({ kind: 'any', parts, count }));
  },
  not: ({ not }, site) => {
    const { condition, ...rest } = readAt(not, { ...site, path: [...site.path, 'not'] }, true);
    return condition ? { ...rest, condition: { kind: 'not', part: condition } } : rest;
  },
};

interface Heard {
  readonly ch: 'agent' | 'customer' | 'both';
  readonly count: number;
  readonly range: Shape<'said'>['in'];
}

function spoken(kind: 'forbid' | 'said', phrase: string, { ch, count, range }: Heard, path: KeyPath): ReadCondition {
  const named: NamedPhrase[] = [{ name: phrase, path: [...path, kind] }];
  const base = { kind, phrase, channels: speakersOf(ch), count } as const;
  if (!range) return good(base, named);
  const read = readRange(range, [...path, 'in']);
  if ('mistake' in read) return { mistakes: [read.mistake], phrases: named };
  return good({ ...base, range: read.range }, [...named, ...anchorNamed(range, path)]);
}

function group(parts: readonly When[], key: 'all' | 'any', site: Site, make: (parts: readonly Condition[]) => Condition): ReadCondition {
  const read = parts.map((when, i) => readAt(when, { ...site, path: [...site.path, key, i] }, true));
  const mistakes = read.flatMap((part) => part.mistakes);
  const phrases = read.flatMap((part) => part.phrases);
  const conditions = read.flatMap(({ condition }) => (condition ? [condition] : []));
  return mistakes.length > 0 ? { mistakes, phrases } : { condition: make(conditions), mistakes, phrases };
}
