import type { EpochMillis, Language, Millis } from '#core';

/** A need for a skill, as the queue node states it. */
export interface FlowSkill {
  readonly skill: string;
  readonly level: number;
}

/** Values of variables; dates are `YYYY-MM-DD`. */
export type FlowValue = string | number | boolean;

/** One thing to hear: a sound of the media room by name (see `promptRef`), or a text for text-to-speech, variables filled in. */
export type FlowUtterance =
  | string
  | {
      readonly say: string;
      readonly language: Language;
      /** The text holds a secret variable: neither log it nor keep its sound. */
      readonly secret?: true;
    };

/** One thing a caller can say in a menu. */
export interface SpokenChoice {
  /** The key it stands for. */
  readonly key: string;
  /** As an administrator wrote them in this language; empty = only the name of the key (一, 幺, one). */
  readonly phrases: readonly string[];
}

/** What a recogniser should expect. `ivr/speech` makes its word list from it. */
export interface FlowGrammar {
  readonly choices: readonly SpokenChoice[];
  /** Digits one by one (一 or 幺, one, oh …), for numbers. */
  readonly digits: boolean;
}

/** Queue state as expressions see it; seconds. What is not known is left out. */
export interface FlowQueueState {
  readonly waiting?: number;
  readonly expectedWait?: number;
  readonly longestWait?: number;
  readonly agentsFree?: number;
  readonly agentsSignedIn?: number;
}

/** A customer as expressions see it (`customer.tier`). */
export interface FlowCustomer {
  readonly id: string;
  readonly name?: string;
  readonly tier?: string;
  readonly language?: string;
}

/** Whom a transfer reaches. */
export type TransferTarget =
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'agent'; readonly agent: string }
  | { readonly kind: 'queue'; readonly queue: string };

/**
 * A question to the world. Answer it by the input `outcome` with the same id, one of the outcomes named here and the data
 * named behind it; any other outcome counts as `failed`. All answers may come late or never: the flow has its own time-outs
 * (except for `transfer`, which must be answered unless the call ends) and forgets ids it does not wait for.
 * `secret`: holds values of secret variables; see `withoutSecrets` before logging.
 */
export type FlowQuestion =
  /** `answered` {status: number, body: parsed JSON or text}, `timed-out`, `failed`. Body is sent as JSON. At most 64 KiB are read. */
  | {
      readonly kind: 'http';
      readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body?: Readonly<Record<string, FlowValue>>;
      readonly timeoutMs: Millis;
    }
  /** Who is this? `found` (data: a FlowCustomer), `unknown`, `failed`. */
  | { readonly kind: 'customer'; readonly number: string; readonly timeoutMs: Millis }
  /** `known` (data: queue id → FlowQueueState), `failed`. Asked right before a node whose expressions look at queues. */
  | { readonly kind: 'queue-state'; readonly queues: readonly string[] }
  /** Beep, then record the caller: `recorded` {seconds}, `empty`, `failed`. Ends by `finishOn`, silence or `maxMs`. `stop-asking` ends it too. */
  | {
      readonly kind: 'voicemail';
      readonly queue: string;
      readonly maxMs: Millis;
      readonly silenceMs: Millis;
      readonly finishOn: string;
    }
  /** `booked` {at?: text}, `refused` {why?: text} (limit, hours, number), `failed`. `keepPlace`: the age of this wait counts. */
  | {
      readonly kind: 'callback';
      readonly queue: string;
      readonly skills: readonly FlowSkill[];
      readonly priority: number;
      readonly number: string;
      readonly keepPlace: boolean;
      readonly waitingSince?: Millis;
    }
  /** `created` {id: text, the digits of its number}, `failed`. */
  | {
      readonly kind: 'ticket';
      readonly template?: string;
      readonly subject: string;
      readonly text: string;
      /** Those with a value. */
      readonly fields?: Readonly<Record<string, string>>;
      /** Where the flow asks; asked twice there for the same is one ticket. */
      readonly node: string;
      readonly queue?: string;
      readonly priority?: 'low' | 'normal' | 'high' | 'urgent';
    }
  /** A message to another system. `sent`, `failed`; nobody waits for the answer. */
  | { readonly kind: 'hook'; readonly hook: string; readonly data: Readonly<Record<string, FlowValue>> }
  /** `answered` (they talked, the other side hung up, the caller is still there), `busy`, `no-answer`, `failed`. */
  | { readonly kind: 'transfer'; readonly target: TransferTarget; readonly ringMs: Millis };

/** What a queue wait can come to; see the effect `queue`. */
export const QUEUE_OUTCOMES = ['done', 'full', 'overflow', 'nobody', 'closed', 'failed'] as const;
export type QueueOutcome = (typeof QUEUE_OUTCOMES)[number];

/** Why a flow ends the call, for reports. */
export const HANG_UP_CAUSES = ['normal', 'closed', 'no-choice', 'fault', 'busy', 'rejected', 'no-agent'] as const;
export type HangUpCause = (typeof HANG_UP_CAUSES)[number];

/** What the flow asks the world to do. Every id is used once. */
export type FlowEffect =
  /** A node was entered; goes to the timeline. Nodes of a sub-flow are told as `name-of-flow/node`. */
  | { readonly type: 'enter'; readonly node: string }
  /**
   * Play these, one after the other (none: ended at once), then send `play-ended` with the same id. A new play replaces the running one.
   * `loop`: begin anew at the end, until `stop-play` or another play; no `play-ended`.
   */
  | { readonly type: 'play'; readonly id: number; readonly prompts: readonly FlowUtterance[]; readonly loop?: boolean }
  | { readonly type: 'stop-play' }
  /** Start (or restart) the one timer of the flow; send `timer` with the id when it is due. */
  | { readonly type: 'timer'; readonly id: number; readonly ms: Millis }
  | { readonly type: 'cancel-timer' }
  | { readonly type: 'language'; readonly language: Language }
  /** A fact for the timeline: digits chosen (never secret ones), no-input, no-match, notice played. */
  | { readonly type: 'note'; readonly note: string; readonly data: Readonly<Record<string, string | number>> }
  /**
   * Recognise the caller from now on, also while prompts play; send `heard` with this id: partials as they grow, a final when
   * the caller was silent for `endOfSpeechMs`. A new listen replaces the one before. Without a recogniser send `outcome` `failed` with this id.
   */
  | {
      readonly type: 'listen';
      readonly id: number;
      readonly language: Language;
      readonly grammar: FlowGrammar;
      /** What may be said in other languages besides: where a caller chooses the language, nobody knows it yet. */
      readonly others?: readonly { readonly language: Language; readonly grammar: FlowGrammar }[];
      readonly endOfSpeechMs: Millis;
      /** What is said is a secret: no word of it into logs, transcript or timeline. */
      readonly secret?: true;
    }
  | { readonly type: 'stop-listen' }
  | { readonly type: 'ask-world'; readonly id: number; readonly secret?: true; readonly question: FlowQuestion }
  /** The answer to this question is not waited for any longer: end a recording, drop a request. */
  | { readonly type: 'stop-asking'; readonly id: number }
  /**
   * Wait for an agent. Without `id` the flow is over. With `id` it goes on: keys are sent as ever while waiting (not while
   * talking); answer `outcome`: `done` = talked, the agent hung up, the caller is still there; `full`, `overflow` (waited too long),
   * `nobody` (no agent can come), `closed`, `failed`. An answered agent is told by `outcome` `answered` at once: then no key,
   * timer or `leave-queue` disturbs the conversation.
   */
  | {
      readonly type: 'queue';
      readonly queue: string;
      readonly skills: readonly FlowSkill[];
      readonly priority: number;
      /** Counts as if the caller had waited so much longer. */
      readonly ageCreditMs?: Millis;
      readonly id?: number;
      /** Waited before (clock of the steps): the age is kept. */
      readonly waitingSince?: Millis;
    }
  /** Leave the queue without hanging up (a callback, voicemail, an offer to listen to); `queue` may follow and keeps the age. */
  | { readonly type: 'leave-queue'; readonly id: number }
  /** The flow is over: end the call with this SIP-free cause. `said`: it had last words of its own. */
  | { readonly type: 'hang-up'; readonly cause: HangUpCause; readonly said?: true };

/** The same sound in the words of another language; see `heard`. */
export interface HeardOtherwise {
  readonly language: Language;
  readonly words: readonly string[];
  readonly confidence?: readonly number[];
}

export type FlowInput =
  | { readonly type: 'start' }
  | { readonly type: 'key'; readonly digit: string }
  | { readonly type: 'play-ended'; readonly id: number }
  | { readonly type: 'timer'; readonly id: number }
  /** Words of a `listen`: all since the last final. Chinese may come as words or characters. No words: something was said that is none of them. */
  | {
      readonly type: 'heard';
      readonly id: number;
      readonly kind: 'partial' | 'final';
      readonly words: readonly string[];
      /** How sure the recogniser is of each word, 0–1; `matchSpeech` (ivr/speech) is unsure of weak ones. */
      readonly confidence?: readonly number[];
      /** Which language's recogniser says so; default: that of the `listen`. */
      readonly language?: Language;
      /** Of a final: what recognisers of other languages made of the same sound. */
      readonly others?: readonly HeardOtherwise[];
    }
  /** The answer to `ask-world` or `queue` (or `failed` for a `listen`). */
  | { readonly type: 'outcome'; readonly id: number; readonly outcome: string; readonly data?: Readonly<Record<string, unknown>> };

/** Facts of the call a flow may look at. `wallClock` is the caller's arrival, used with the flow's time zone. */
export interface FlowFacts {
  readonly caller: string;
  readonly number: string;
  readonly wallClock: EpochMillis;
  /** Known before the flow begins. */
  readonly customer?: FlowCustomer;
}
