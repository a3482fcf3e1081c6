import type { Counts, Tried, Verdicts } from './answers.ts';

/** Counts of all pages by rule; of one version of the rules, or of all. */
export function countsOf(pages: readonly Verdicts[], version: string | undefined): ReadonlyMap<string, Counts> {
  const sums = new Map<string, Counts>();
  for (const policy of pages.flatMap(({ policies }) => policies)) {
    if (version !== undefined && policy.version !== version) continue;
    for (const { rule, met, violated, notApplicable } of policy.rules) {
      const before = sums.get(rule) ?? { met: 0, violated: 0, notApplicable: 0 };
      sums.set(rule, { met: before.met + met, violated: before.violated + violated, notApplicable: before.notApplicable + notApplicable });
    }
  }
  return sums;
}

/** Calls of all pages by the rule that was broken in them. */
export function violatingOf(pages: readonly Pick<Verdicts, 'violating'>[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { rule, calls } of pages.flatMap(({ violating }) => violating)) sums.set(rule, (sums.get(rule) ?? 0) + calls);
  return sums;
}

/** Two pages of a trial as one. */
export function joined(before: Tried | undefined, page: Tried): Tried {
  if (!before) return page;
  const { next: _, ...both } = before;
  const rules = new Map(before.rules.map((each) => [each.rule, each]));
  for (const { rule, was, is, changed } of page.rules) {
    const sum = rules.get(rule) ?? { rule, was: 0, is: 0, changed: 0 };
    rules.set(rule, { rule, was: sum.was + was, is: sum.is + is, changed: sum.changed + changed });
  }
  return {
    ...both,
    calls: before.calls + page.calls,
    conversations: before.conversations + page.conversations,
    verdicts: before.verdicts + page.verdicts,
    changed: [...before.changed, ...page.changed],
    rules: [...rules.values()],
    ...(page.next === undefined ? {} : { next: page.next }),
  };
}

/** Where the n-th line (from 1) begins and ends in a text. */
export function lineSpan(text: string, line: number): readonly [number, number] {
  let from = 0;
  for (let n = 1; n < line; n++) {
    const end = text.indexOf('\n', from);
    if (end < 0) break;
    from = end + 1;
  }
  const end = text.indexOf('\n', from);
  return [from, end < 0 ? text.length : end];
}
