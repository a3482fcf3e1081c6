/** Answers of `/api/mining/…`, as far as the page shows them. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

export interface Issues extends Period {
  readonly calls: number;
  readonly groups: readonly { readonly id: string; readonly name: { readonly zh: string; readonly en: string }; readonly calls: number; readonly days: readonly (Period & { readonly day: string; readonly calls: number })[] }[];
}

export interface Emerging {
  readonly terms: readonly { readonly term: string; readonly now: number; readonly before: number; readonly z: number; /** Share of the terms up to this one that is expected by chance. */ readonly q?: number }[];
}

export interface Clusters {
  readonly of: number;
  readonly clusters: readonly { readonly id: string; readonly label: readonly string[]; readonly calls: number }[];
}

export interface TalkRow extends Partial<Period> {
  readonly key: string;
  readonly calls: number;
  readonly longestSilence: number;
  readonly agentInterruptions: number;
  readonly callerInterruptions: number;
  readonly agentShare?: number;
  readonly silenceShare?: number;
  readonly agentPerMinute?: number;
  readonly callerPerMinute?: number;
}

export interface FoundCalls {
  readonly next?: string;
  readonly calls: readonly {
    readonly id: string;
    readonly startedAt: number;
    readonly from: string;
    readonly queue?: string;
    readonly agent?: string;
    readonly talkSeconds?: number;
    readonly alerts: number;
    readonly excerpts: readonly { readonly speaker: string; readonly at: number; readonly text: string }[];
  }[];
}
