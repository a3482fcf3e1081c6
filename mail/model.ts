import type { EpochMillis, Language } from '#core';

export interface Address {
  /** Lower case. Personal data. */
  readonly address: string;
  readonly name: string;
}

/** What decisions look at of a mail; all of it is what somebody claims. Personal data. */
export interface MailFacts {
  /** Without brackets. */
  readonly messageId?: string;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly from?: Address;
  readonly replyTo?: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  /** Delivered-To, X-Original-To, Envelope-To. */
  readonly deliveredTo: readonly string[];
  readonly subject: string;
  /** As the sender says. */
  readonly date?: EpochMillis;
  readonly signs: AutomaticSigns;
  readonly bounce?: Bounce;
}

/** Fields by which machines say that they are machines. */
export interface AutomaticSigns {
  /** RFC 3834 §5, lower case, without parameters; '' = absent. */
  readonly autoSubmitted: string;
  readonly precedence: string;
  /** X-Auto-Response-Suppress, lower case. */
  readonly suppress: string;
  /** X-Autoreply, X-Autorespond, X-Auto-Reply-From, X-Mail-Autoreply. */
  readonly autoReply: boolean;
  /** List-Id, List-Unsubscribe, Feedback-ID. */
  readonly list: boolean;
  /** Return-Path: <>. */
  readonly emptyReturnPath: boolean;
  /** Our own field: ids of installations it went through. */
  readonly loops: readonly string[];
}

/** A report on a mail of ours (RFC 3464), or what looks like one. */
export interface Bounce {
  readonly kind: 'failed' | 'delayed' | 'delivered' | 'other';
  readonly recipient?: string;
  /** RFC 3463, such as `5.1.1`. */
  readonly status?: string;
  readonly diagnostic?: string;
  /** Message-IDs of the mail it is about. */
  readonly about: readonly string[];
}

/** A file that is kept as an attachment of the ticket. The same shape as a file of tickets/. */
export interface KeptFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly scan: 'clean' | 'unscanned';
  readonly inline?: string;
}

/** Why a mail is looked at by a person before anything is made of it. */
export type QuarantineReason = 'too-large' | 'headers' | 'nesting' | 'parts' | 'time' | 'memory' | 'unreadable' | 'flood' | 'refused';
/** Why a mail makes nothing. */
export type IgnoreReason = 'own' | 'auto-reply' | 'bounce' | 'empty';

/** What is to be done with a mail; written down before it is done, so that after a kill the same is done again and changes nothing. */
export type MailPlan =
  | { readonly do: 'create'; readonly subject: string; readonly text: string; readonly files: readonly KeptFile[]; readonly requester: Address; readonly language: Language; readonly queue?: string; readonly template?: string; readonly parent?: string; readonly acknowledge: boolean }
  | { readonly do: 'reply'; readonly ticket: string; readonly text: string; readonly files: readonly KeptFile[] }
  | { readonly do: 'note'; readonly ticket: string; readonly text: string; readonly files: readonly KeptFile[]; readonly bounced?: string }
  | { readonly do: 'ignore'; readonly why: IgnoreReason }
  | { readonly do: 'quarantine'; readonly why: QuarantineReason };

/** `planned`: being done; `done`: it is in its ticket. */
export type InState = 'planned' | 'done' | 'ignored' | 'quarantined';

/** A mail that came. */
export interface InMail {
  /** 64 hex digits of Message-ID and content: the same mail delivered again is the same. */
  readonly id: string;
  readonly mailbox: string;
  readonly state: InState;
  readonly arrivedAt: EpochMillis;
  readonly bytes: number;
  readonly facts: MailFacts;
  readonly plan: MailPlan;
  /** Where it ended up. */
  readonly ticket?: string;
  /** SHA-256 of the original; undefined: it was too large and stayed in the mailbox. */
  readonly original?: string;
  /** What it says without quotes and signature, and cleaned HTML of all of it. */
  readonly text: string;
  readonly html: string;
  readonly files: readonly KeptFile[];
  /** Attachments that were not taken, with the reason. */
  readonly notKept: readonly { readonly name: string; readonly code: string }[];
  /** A person let it through. */
  readonly releasedBy?: string;
  readonly attempts?: number;
}

/** `sending`: given to the server, without a word from it yet; `bounced`: the server of the recipient sent it back. */
export type OutState = 'waiting' | 'sending' | 'sent' | 'failed' | 'bounced';

/** A mail that goes out. */
export interface OutMail {
  /** `<ticket>:<number of the event>`, or what another sender chose: the same is never made twice. */
  readonly id: string;
  readonly messageId: string;
  readonly ticket: string;
  readonly state: OutState;
  readonly createdAt: EpochMillis;
  readonly to: Address;
  readonly subject: string;
  readonly text: string;
  readonly files: readonly KeptFile[];
  readonly inReplyTo?: string;
  readonly references: readonly string[];
  /** Nobody wrote it: Auto-Submitted says so. */
  readonly automatic: boolean;
  readonly attempts: number;
  /** When it is tried next, or when a try is taken for lost. */
  readonly dueAt: EpochMillis;
  readonly sentAt?: EpochMillis;
  /** What the server said last. */
  readonly said?: string;
  /** A try ended without a word: it may have been sent twice, with the same Message-ID. */
  readonly unsure?: boolean;
}

/** How far a mailbox was read. */
export interface MailboxCursor {
  /** RFC 9051 §2.3.1.1: with another one all numbers are others. */
  readonly uidValidity: string;
  readonly lastUid: number;
  /** The newest mail handled, by the mail server's date. */
  readonly newestAt: EpochMillis;
}
