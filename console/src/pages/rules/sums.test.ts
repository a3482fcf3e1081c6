import { expect, test } from 'vitest';
import type { Tried } from './answers.ts';
import { countsOf, joined, lineSpan, violatingOf } from './sums.ts';

const page = (version: string, violated: number) => ({ calls: 1, conversations: 1, violating: [{ rule: 'r', calls: 1 }], policies: [{ version, rules: [{ rule: 'r', met: 1, violated, notApplicable: 0 }] }] });

test('verdicts of all pages are added up, of one version alone where it is asked for', () => {
  const pages = [page('1', 2), page('2', 3)];
  expect(countsOf(pages, undefined).get('r')).toEqual({ met: 2, violated: 5, notApplicable: 0 });
  expect(countsOf(pages, '2').get('r')).toEqual({ met: 1, violated: 3, notApplicable: 0 });
  expect(countsOf(pages, '3').size).toBe(0);
  expect([...violatingOf(pages)]).toEqual([['r', 2]]);
});

test('pages of a trial become one, with the cursor of the last', () => {
  const tried = (rule: string, next?: string): Tried => ({ policy: 'p', against: 'as judged', calls: 2, conversations: 2, verdicts: 4, changed: [{ call: rule, agent: 'a', queue: 'q', rule, was: 'met', is: 'violated', evidence: [] }], rules: [{ rule, was: 0, is: 1, changed: 1 }], ...(next === undefined ? {} : { next }) });
  const all = joined(joined(undefined, tried('a', 'more')), tried('a'));
  expect(all).toMatchObject({ calls: 4, verdicts: 8, rules: [{ rule: 'a', was: 0, is: 2, changed: 2 }] });
  expect(all.changed).toHaveLength(2);
  expect(all.next).toBeUndefined();
});

test('a line is found by its number, one behind the end is the last', () => {
  expect([1, 2, 3, 9].map((line) => lineSpan('ab\ncd\n', line))).toEqual([[0, 2], [3, 5], [6, 6], [6, 6]]);
});
