/** `GET /api/calls/{id}/offers`: every phone that rang for a call, and why. Words are codes; the console has them in both languages. */

/** What decided between those who could take the call. */
export type OfferStrategy =
  | 'direct'
  | 'longest-idle'
  | 'least-occupied'
  | 'fewest-calls'
  | 'round-robin'
  | 'top-down'
  | 'best-skill'
  | 'random'
  | 'ring-all'
  | 'progressive';

/** Why this agent: asked for by name; nobody else could; the strategy put them first; rang together with others; the strategy's choice is not the first of the list. */
export type WhyAgent = 'asked-for' | 'only-candidate' | 'first-by-strategy' | 'rings-with-others' | 'chosen-by-strategy';

/** Why this call: next in line; those before it needed what the agent does not have; asked for this agent; the record does not tell. */
export type WhyContact = 'next-in-line' | 'others-not-for-this-agent' | 'asked-for-this-agent' | 'unknown';

/** Why an agent of the queue could not have it. `other`: in the server's words (`text`). */
export type WhyExcluded = 'missing-skill' | 'not-ready' | 'offline' | 'offered' | 'busy' | 'wrap-up' | 'excepted' | 'other';

export interface ExplainedOffer {
  /** ms since 1970. */
  readonly at: number;
  readonly queue: string;
  readonly agent: string;
  /** `ringing` while it rings; `answered`; else why not (`no-answer`, `rejected`, `busy`, `unreachable`, `abandoned` …). */
  readonly outcome: string;
  /** From ring to outcome. */
  readonly seconds?: number;
  /** How long the caller had waited. */
  readonly waitedSeconds: number;
  readonly strategy: OfferStrategy;
  readonly whyAgent: WhyAgent;
  readonly whyContact: WhyContact;
  /** Contacts of higher rank that this agent could not take. */
  readonly ahead?: number;
  readonly priority?: number;
  /** The step in force, 0 = the first; absent without steps. */
  readonly step?: number;
  /** As relaxed by the steps. */
  readonly needs?: readonly { readonly skill: string; readonly level: number; readonly weight?: number }[];
  /** Who could have taken it, best first; `score` is what the strategy compares, higher is better. */
  readonly candidates: readonly { readonly agent: string; readonly idleSeconds: number; readonly score?: number }[];
  /** All of them; more than are listed. */
  readonly candidateCount: number;
  readonly excluded: readonly {
    readonly agent: string;
    readonly why: WhyExcluded;
    /** Of `missing-skill`. */
    readonly skill?: string;
    readonly level?: number;
    /** Of `not-ready`. */
    readonly reason?: string;
    readonly text: string;
  }[];
}

export interface CallOffers {
  readonly callId: string;
  /** In the order they were made. */
  readonly offers: readonly ExplainedOffer[];
}
