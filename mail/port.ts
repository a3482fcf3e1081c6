/** PORT. What mail needs of others: records (PostgreSQL / memory), tickets and their files, originals, the servers of IMAP and SMTP. */
import type { EpochMillis, Millis, Result } from '#core';
import type { TicketDesk, TicketFiles } from '#tickets';
import type { Address, InMail, InState, MailboxCursor, OutMail, OutState } from './model.ts';

export interface InQuery {
  readonly limit: number;
  readonly states?: readonly InState[];
  readonly mailboxes?: readonly string[];
  readonly ticket?: string;
  readonly before?: { readonly at: EpochMillis; readonly id: string };
}

/** A public reply of ours that has no mail yet. */
export interface UnsentReply {
  readonly ticket: string;
  readonly seq: number;
  readonly at: EpochMillis;
  readonly by: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** All of it rejects while the database is away: then nothing is acknowledged to anybody. */
export interface MailRecords {
  /** Keeps a mail that came, unless it is there; resolves with the one that is kept. */
  arrive(mail: InMail): Promise<InMail>;
  /** Writes a mail over the one that is there, if that is in one of these states. */
  settle(mail: InMail, from: readonly InState[]): Promise<boolean>;
  get(id: string): Promise<InMail | undefined>;
  /** Newest first. */
  find(query: InQuery): Promise<readonly InMail[]>;
  /** Mails of this sender since then. */
  countFrom(sender: string, since: EpochMillis): Promise<number>;
  /** Tickets of mails with these Message-IDs, that came or went. */
  ticketsOf(messageIds: readonly string[]): Promise<readonly { readonly messageId: string; readonly ticket: string; readonly sentByUs: boolean }[]>;

  /** Keeps a mail that is to go out, unless one with its id is there; false: it is. */
  post(mail: OutMail): Promise<boolean>;
  /** Takes mails that are due for sending: others do not get them until the lease is over. */
  claim(now: EpochMillis, leaseMs: Millis, limit: number): Promise<readonly OutMail[]>;
  settleOut(mail: OutMail): Promise<void>;
  outOf(query: { readonly ticket?: string; readonly ids?: readonly string[]; readonly messageIds?: readonly string[]; readonly states?: readonly OutState[]; readonly limit: number }): Promise<readonly OutMail[]>;
  /** Public replies since then that no mail was made of, oldest first. */
  unsentReplies(since: EpochMillis, limit: number): Promise<readonly UnsentReply[]>;

  /** Takes the mailbox for this server, or keeps it; undefined: another server has it. */
  hold(mailbox: string, holder: string, leaseMs: Millis): Promise<{ readonly cursor?: MailboxCursor } | undefined>;
  /** False: another server took it meanwhile. */
  advance(mailbox: string, holder: string, cursor: MailboxCursor, leaseMs: Millis): Promise<boolean>;
  release(mailbox: string, holder: string): Promise<void>;
  counts(): Promise<{ readonly waiting: number; readonly failed: number; readonly quarantined: number; readonly oldestDue?: EpochMillis }>;
}

export type TicketDoor = Pick<TicketDesk, 'create' | 'change' | 'get'>;
export type FileDoor = Pick<TicketFiles, 'keep' | 'open'>;

/** Originals as they came, by their SHA-256, each durably kept once. */
export interface Originals {
  keep(bytes: Uint8Array): Promise<Result<string>>;
  read(sha256: string): Promise<Buffer | undefined>;
}

export interface Listed {
  readonly uid: number;
  readonly bytes: number;
  readonly arrivedAt: EpochMillis;
}

/** A mailbox that is selected on a connection. Rejects when the connection is gone. */
export interface OpenMailbox {
  readonly uidValidity: string;
  /** What came later than the mailbox was opened has this number or a higher one. */
  readonly uidNext: number;
  /** In ascending order: behind a number; or not seen by anybody, and those since a day. */
  list(which: { readonly after: number } | { readonly unseen: true; readonly since?: EpochMillis }): Promise<readonly Listed[]>;
  source(uid: number, most: number): Promise<Uint8Array | undefined>;
  header(uid: number, most: number): Promise<Uint8Array | undefined>;
  /** It is safe with us: seen, moved or deleted, as configured. */
  handled(uid: number): Promise<void>;
  /** Resolves when something came (IDLE), or after so long. */
  news(withinMs: Millis): Promise<void>;
  close(): Promise<void>;
}

export interface MailSource {
  open(): Promise<OpenMailbox>;
}

/** A password, or an access token; `refused`: the server did not take the last one. */
export type MailSecret = (refused: boolean) => Promise<{ readonly pass: string } | { readonly accessToken: string }>;

export interface Letter {
  readonly messageId: string;
  readonly to: Address;
  readonly replyTo: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly inReplyTo?: string;
  readonly references: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly files: readonly { readonly name: string; readonly type: string; readonly content: Buffer }[];
}

export interface MailCarrier {
  /** Resolves with what the server said when it took the letter; rejects as nodemailer does. */
  send(letter: Letter): Promise<string>;
  close(): void;
}
