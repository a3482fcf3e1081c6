/** PORT. Finding ended calls by what was said in them, and the reviews written about them. */
import type { CallId, EpochMillis } from '#core';
import type { CallSummary } from '../port.ts';

export interface FindQuery {
  readonly limit: number;
  /** Opaque cursor of the page before. */
  readonly cursor?: string;
  /** A phrase in Chinese or English; case, width, punctuation and spaces between Chinese characters do not matter. */
  readonly text?: string;
  readonly agent?: string;
  /** One of these agents. */
  readonly agents?: readonly string[];
  readonly queue?: string;
  /** A rule that was broken. */
  readonly rule?: string;
  /** A tag that a rule gave. */
  readonly tag?: string;
  /** Status of the review; `none` = nobody has begun one. */
  readonly status?: string;
  /** Only calls whose automatic score is lower. */
  readonly scoreBelow?: number;
  readonly from?: EpochMillis;
  readonly until?: EpochMillis;
}

export interface FoundCall {
  readonly summary: CallSummary;
  readonly review?: { readonly status: string; readonly score?: number };
  /** Score by the rules alone. */
  readonly automatic?: number;
  /** Given by rules. */
  readonly tags?: readonly string[];
  /** Words around the first match, the match between U+0001 and U+0002. */
  readonly excerpt?: string;
}

/** A review as it is kept; the store does not look into `review`, `published` and `scorecard`. */
export interface StoredReview {
  readonly callId: CallId;
  /** Which of the call's reviews; default '', the main one. */
  readonly copy?: string;
  readonly agent?: string;
  readonly status: string;
  readonly score?: number;
  /** 1, 2, 3 … with every save. */
  readonly revision: number;
  readonly scorecard: unknown;
  readonly review: unknown;
  /** What the agent concerned sees; undefined before the first publishing. */
  readonly published?: unknown;
}

/** A step of a review for its history. */
export interface ReviewStep {
  readonly by: string;
  readonly what: string;
  readonly at: EpochMillis;
}

export interface StoredCorrection {
  readonly speaker: string;
  readonly turn: number;
  /** Index of the word in its turn. */
  readonly word: number;
  readonly was: string;
  readonly text: string;
  readonly by: string;
  readonly at: EpochMillis;
}

export interface ReviewStore {
  /** Ended calls, newest first. Faults thrown: store.bad-cursor, store.away. */
  find(query: FindQuery): Promise<{ readonly calls: readonly FoundCall[]; readonly next?: string }>;
  review(call: CallId, copy?: string): Promise<StoredReview | undefined>;
  /** All reviews of a call, those of calibrations too. */
  copies(call: CallId): Promise<readonly StoredReview[]>;
  /** Keeps a review whose revision follows the one kept; false when somebody was faster. */
  save(review: StoredReview, step: ReviewStep): Promise<boolean>;
  history(call: CallId, copy?: string): Promise<readonly (ReviewStep & { readonly revision: number })[]>;
  /** Published reviews of an agent's calls, the newest first, at most 200. */
  publishedFor(agent: string): Promise<readonly { readonly summary: CallSummary; readonly stored: StoredReview }[]>;
  /** In the order they were made. */
  corrections(call: CallId): Promise<readonly StoredCorrection[]>;
  /** Keeps a correction; the call is found by the corrected word from now on. */
  correct(call: CallId, correction: StoredCorrection): Promise<void>;
  /** Resolves when the transcripts of all calls ended so far can be searched. */
  settled(): Promise<void>;
}
