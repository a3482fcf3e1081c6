/** PORT. The rules in force, and trials of others; qa judges, tests answer with plain values. */
import type { EpochMillis, Result } from '#core';
import type { BackTest } from '#qa';
import type { CallSummary } from '#store';

/** A mistake or remark in a policy, with its place. */
export interface RuleRemark {
  readonly line: number;
  readonly column: number;
  readonly key: string;
  readonly en: string;
  readonly zh: string;
}

export interface RulesInForce {
  /** Undefined: no rules are configured. */
  readonly version?: string;
  readonly rules: readonly { readonly id: string; readonly severity: string; readonly title: { readonly zh: string; readonly en: string } }[];
}

export interface BackTestOrder {
  readonly rules: string;
  readonly against?: string | undefined;
  readonly queue?: string | undefined;
  readonly agent?: string | undefined;
  readonly from?: EpochMillis | undefined;
  readonly until?: EpochMillis | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The rules in force, and trials of others. */
export interface RulesPort {
  now(): RulesInForce;
  /** Mistakes of a policy, or nothing; remarks of one that is in order. */
  check(text: string): { readonly ok: boolean; readonly version?: string; readonly remarks: readonly RuleRemark[] };
  /** Of the calls that `accept` lets pass. Faults: those of `loadPolicy`. */
  backTest(order: BackTestOrder, accept: (call: CallSummary) => boolean): Promise<Result<BackTest & { readonly next?: string }>>;
}
