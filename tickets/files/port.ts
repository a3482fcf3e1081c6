/** PORT. Contents of attachments: `FileFolder` (by SHA-256 in a folder); who looks at them: a command / clamd / HTTP / nobody. */
import type { Readable } from 'node:stream';
import type { Result } from '#core';

/** What a ticket keeps of an attachment; the content stands in the folder under its hash, once. */
export interface TicketFile {
  /** 32 hex digits of content, name and type: the same file again is the same. */
  readonly id: string;
  readonly name: string;
  /** Media type by the name, never as somebody claimed. */
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
  /** `unscanned`: nobody is configured to look. */
  readonly scan: 'clean' | 'unscanned';
  /** Content-ID by which a message shows it. */
  readonly inline?: string;
}

export interface GivenFile {
  readonly name: string;
  readonly inline?: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/** What is taken; as the configuration is now. */
export interface FileLimits {
  readonly mostBytes: number;
  /** Endings without the dot, lower case. */
  readonly endings: readonly string[];
}

export interface TicketFiles {
  readonly limits: FileLimits;
  /**
   * Keeps a content durably, after it was looked at; then give what it resolves with to a ticket (`files` of a wish, a reply, a note, or
   * `attach`). Faults: tickets.file-empty, tickets.file-too-large, tickets.file-type, tickets.file-infected; retryable: tickets.scan-away,
   * tickets.file-not-kept.
   */
  keep(given: GivenFile): Promise<Result<TicketFile>>;
  /** The content; undefined when it is not there (any more). */
  open(sha256: string): Promise<{ readonly bytes: number; readonly content: Readable } | undefined>;
}

export type Verdict = { readonly kind: 'clean' } | { readonly kind: 'infected'; readonly what: string };

/** Looks at a content before it is kept. Rejects when it cannot: then nothing is kept. */
export interface FileScanner {
  scan(path: string, bytes: number): Promise<Verdict>;
}
