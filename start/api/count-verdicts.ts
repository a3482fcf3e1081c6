import type { VerdictCounts } from '#api';
import { brokenRules, type TimelineEvent } from '#store';

type Counts = { met: number; violated: number; notApplicable: number };

/** Sums up how calls were judged while they ran, by version and rule. */
export class VerdictCounter {
  readonly #policies = new Map<string, Map<string, Counts>>();
  /** Calls by the rule that was broken in them. */
  readonly #violating = new Map<string, number>();
  #calls = 0;
  #conversations = 0;

  take(events: readonly Pick<TimelineEvent, 'type' | 'data'>[]): void {
    this.#calls += 1;
    for (const rule of brokenRules(events)) this.#violating.set(rule, (this.#violating.get(rule) ?? 0) + 1);
    for (const { type, data } of events) {
      if (type !== 'qa.verdicts' || !Array.isArray(data['verdicts'])) continue;
      this.#conversations += 1;
      for (const { rule, verdict } of data['verdicts'] as readonly { rule?: unknown; verdict?: unknown }[]) {
        if (typeof rule !== 'string') continue;
        const counts = this.#of(typeof data['policy'] === 'string' ? data['policy'] : '', rule);
        if (verdict === 'met') counts.met += 1;
        if (verdict === 'violated') counts.violated += 1;
        if (verdict === 'not-applicable') counts.notApplicable += 1;
      }
    }
  }

  result(): VerdictCounts {
    return {
      calls: this.#calls,
      conversations: this.#conversations,
      violating: [...this.#violating].map(([rule, calls]) => ({ rule, calls })),
      policies: [...this.#policies].map(([version, rules]) => ({ version, rules: [...rules].map(([rule, counts]) => ({ rule, ...counts })) })),
    };
  }

  #of(policy: string, rule: string): Counts {
    const rules = this.#policies.get(policy) ?? new Map<string, Counts>();
    this.#policies.set(policy, rules);
    const counts = rules.get(rule) ?? { met: 0, violated: 0, notApplicable: 0 };
    rules.set(rule, counts);
    return counts;
  }
}
