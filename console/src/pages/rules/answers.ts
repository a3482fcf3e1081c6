/** Answers of `/api/rules/…`, as far as the page shows them. */
export interface Both {
  readonly zh: string;
  readonly en: string;
}

export interface Remark extends Both {
  readonly line: number;
  readonly column: number;
  readonly key: string;
}

export interface Rules {
  readonly version?: string;
  readonly rules: readonly { readonly id: string; readonly severity: string; readonly title: Both }[];
  readonly file?: { readonly name: string; readonly text: string; readonly version?: string; readonly remarks: readonly Remark[] };
  readonly versions: readonly { readonly number: number; readonly version?: string; readonly at: number }[];
}

export interface Checked {
  readonly ok: boolean;
  readonly version?: string;
  readonly remarks: readonly Remark[];
}

export interface Counts {
  readonly met: number;
  readonly violated: number;
  readonly notApplicable: number;
}

export interface Verdicts {
  readonly calls: number;
  readonly conversations: number;
  readonly policies: readonly { readonly version: string; readonly rules: readonly (Counts & { readonly rule: string })[] }[];
  /** Calls in which each rule was broken, whatever its version. */
  readonly violating: readonly { readonly rule: string; readonly calls: number }[];
  /** When the earliest of these calls began; absent on the last page. */
  readonly from?: number;
  readonly next?: string;
}

export type Verdict = 'met' | 'violated' | 'not-applicable' | 'none';

export interface Changed {
  readonly call: string;
  readonly agent: string;
  readonly queue: string;
  readonly rule: string;
  readonly was: Verdict;
  readonly is: Verdict;
  readonly evidence: readonly { readonly at: number; readonly from: number; readonly speaker: 'caller' | 'agent' | 'both'; readonly words: string }[];
}

export interface Tried {
  readonly policy: string;
  readonly against: string;
  readonly calls: number;
  readonly conversations: number;
  readonly verdicts: number;
  readonly changed: readonly Changed[];
  readonly rules: readonly { readonly rule: string; readonly was: number; readonly is: number; readonly changed: number }[];
  readonly next?: string;
}
