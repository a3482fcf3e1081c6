import type { CallId, CallSeconds, EpochMillis } from '#core';

/** A turn as it is stored: redacted, lower case, one width, no punctuation, Chinese without spaces. */
export interface MinedTurn {
  readonly speaker: string;
  readonly start: CallSeconds;
  readonly end: CallSeconds;
  readonly text: string;
}

/** How a conversation went; seconds on its audio clock. */
export interface TalkFacts {
  /** From the first word to the last. */
  readonly seconds: number;
  readonly callerSeconds: number;
  readonly agentSeconds: number;
  /** Pauses of at least a second in which nobody speaks, together, and the longest. */
  readonly silenceSeconds: number;
  readonly longestSilence: number;
  /** Times the caller broke in on the agent, and the agent on the caller. */
  readonly callerInterruptions: number;
  readonly agentInterruptions: number;
  readonly callerSyllables: number;
  readonly agentSyllables: number;
}

/** What mining keeps of a call. */
export interface CallFacts extends TalkFacts {
  readonly terms: readonly string[];
  /** Ids of the keyword groups that occur in it. */
  readonly groups: readonly string[];
}

/** What people call one kind of trouble. */
export interface KeywordGroup {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** Only words of this side count. */
  readonly speaker?: 'caller' | 'agent';
  /** Words and phrases, any of them. */
  readonly any: readonly string[];
}

/** Which ended calls are meant; what is left out does not narrow. */
export interface MiningFilter {
  /** Calls begun from then on, and before then. */
  readonly from?: EpochMillis;
  readonly until?: EpochMillis;
  readonly queue?: string;
  readonly agent?: string;
  /** One of these agents. */
  readonly agents?: readonly string[];
  readonly language?: string;
}

/** What a call must have, besides. */
export interface CallsQuery extends MiningFilter {
  readonly limit: number;
  /** Opaque cursor of the page before. */
  readonly cursor?: string;
  /** A phrase in Chinese or English: whole words, any case and width; spaces between Chinese characters do not matter. */
  readonly text?: string;
  /** Who says it. */
  readonly speaker?: 'caller' | 'agent';
  /** The turn begins this far into the conversation: from, before; seconds. */
  readonly atFrom?: CallSeconds;
  readonly atUntil?: CallSeconds;
  /** A rule that was broken. */
  readonly rule?: string;
  readonly group?: string;
  readonly term?: string;
  /** Only calls in which this occurs at all. */
  readonly figure?: 'silence' | 'caller-interruptions' | 'agent-interruptions';
  /** Only these. */
  readonly ids?: readonly CallId[];
  /** Only calls that mining has looked at. */
  readonly mined?: boolean;
}

export interface Excerpt {
  readonly speaker: string;
  readonly at: CallSeconds;
  /** Words around the matches, each match between U+0001 and U+0002. */
  readonly text: string;
}

export interface MinedCall {
  readonly id: CallId;
  readonly startedAt: EpochMillis;
  readonly from: string;
  readonly language?: string;
  readonly queue?: string;
  readonly agent?: string;
  readonly outcome: string;
  readonly talkSeconds?: number;
  readonly alerts: number;
  readonly excerpts: readonly Excerpt[];
  /** Undefined until mining has looked at it. */
  readonly facts?: TalkFacts & { readonly groups: readonly string[] };
}

/** Sums over the calls of a queue, an agent or a day. */
export interface FigureSums extends TalkFacts {
  /** Id of the queue or agent, or the day as 2026-01-05; empty for all calls together. */
  readonly key: string;
  readonly calls: number;
  /** Begin and end of the day. */
  readonly from?: EpochMillis;
  readonly until?: EpochMillis;
}

export type FigureBy = 'queue' | 'agent' | 'day' | 'all';

export interface TermCount {
  readonly term: string;
  /** Calls with the term in the period, and in the one it is compared with. */
  readonly now: number;
  readonly before: number;
}
