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
  /** The file they come from as it lies on disk now: with another version, or with mistakes, it was not taken. */
  readonly file?: { readonly name: string; readonly text: string; readonly version?: string; readonly remarks: readonly RuleRemark[] };
  /** Texts that were in force, the newest first. */
  readonly versions: readonly RulesVersion[];
  readonly rules: readonly { readonly id: string; readonly severity: string; readonly title: { readonly zh: string; readonly en: string } }[];
}

export interface RulesVersion {
  /** 1, 2, 3 … */
  readonly number: number;
  /** As alerts name it; undefined where the text is gone, or is no policy of this server's language any more. */
  readonly version?: string;
  /** First in force. */
  readonly at: EpochMillis;
}

export type CallsOrder = Omit<BackTestOrder, 'rules' | 'against'>;

/** How calls were judged while they ran. */
export interface VerdictCounts {
  readonly calls: number;
  readonly conversations: number;
  readonly policies: readonly { readonly version: string; readonly rules: readonly { readonly rule: string; readonly met: number; readonly violated: number; readonly notApplicable: number }[] }[];
  /** Calls in which each rule was broken, whatever its version: those that `GET /api/review/calls?rule=` lists for the same time. */
  readonly violating: readonly { readonly rule: string; readonly calls: number }[];
  /** When the earliest of these calls began; absent on the last page, which has all that are left. */
  readonly from?: EpochMillis;
  readonly next?: string;
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
  /** The text of one of `versions`. */
  text(version: number): string | undefined;
  /** Of one page of the calls that `accept` lets pass. */
  verdicts(order: CallsOrder, accept: (call: CallSummary) => boolean): Promise<VerdictCounts>;
  /** Mistakes of a policy, or nothing; remarks of one that is in order. */
  check(text: string): { readonly ok: boolean; readonly version?: string; readonly remarks: readonly RuleRemark[] };
  /** Of the calls that `accept` lets pass. Faults: those of `loadPolicy`. */
  backTest(order: BackTestOrder, accept: (call: CallSummary) => boolean): Promise<Result<BackTest & { readonly next?: string }>>;
}
