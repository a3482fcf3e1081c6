import type { Clock, EpochMillis, Log, Millis, Scope } from '#core';
import type { Fetched } from '../desk/intake.ts';
import { reconnectAfter } from '../decide/retry.ts';
import type { MailboxCursor } from '../model.ts';
import type { Listed, MailRecords, MailSource, OpenMailbox } from '../port.ts';

export interface MailboxWatchOptions {
  readonly mailbox: string;
  readonly source: MailSource;
  readonly records: Pick<MailRecords, 'hold' | 'advance' | 'release'>;
  /** Resolves once a mail is safe; rejects while something is away. */
  readonly take: (fetched: Fetched) => Promise<unknown>;
  /** Name of this server towards others at the same database. */
  readonly holder: string;
  readonly mostBytes: () => number;
  /** Asked for new mail at least so often, whatever IDLE says. */
  readonly pollMs: () => Millis;
  readonly clock: Clock;
  readonly log: Log;
}

export type WatchState = { readonly kind: 'starting' | 'elsewhere' } | { readonly kind: 'connected'; readonly since: EpochMillis } | { readonly kind: 'away'; readonly since: EpochMillis; readonly why: string };

/** Header of a mail that is too large to be fetched. */
const HEADER_BYTES = 65_536;
const LEASE_MS: Millis = 60_000;
/** Another server reads it: it is asked so often whether it still does. */
const ELSEWHERE_MS: Millis = 15_000;
const DAY_MS = 86_400_000;

/**
 * Reads one mailbox for ever: from the cursor on, each mail until it is safe, then the cursor, then IDLE.
 * Trouble with the mail server or the database ends the connection; what was not safe stays there and is read again after a pause.
 */
export class MailboxWatch {
  readonly #options: MailboxWatchOptions;
  #state: WatchState = { kind: 'starting' };
  #failures = 0;
  #open: OpenMailbox | undefined;
  #ended = false;
  #wake: (() => void) | undefined;
  readonly #done: Promise<void>;
  #taken = 0;

  constructor(options: MailboxWatchOptions, scope: Scope) {
    this.#options = options;
    scope.onEnd(() => void this.close());
    this.#done = this.#run();
  }

  get state(): WatchState {
    return this.#state;
  }

  /** Mails that became safe since the start. */
  get taken(): number {
    return this.#taken;
  }

  async close(): Promise<void> {
    if (!this.#ended) {
      this.#ended = true;
      this.#wake?.();
      await this.#open?.close().catch(() => {});
    }
    await this.#done;
  }

  async #run(): Promise<void> {
    while (!this.#ended) {
      try {
        await this.#session();
      } catch (error) {
        if (this.#ended) break;
        this.#failures += 1;
        if (this.#state.kind !== 'away') this.#options.log.warn('a mailbox cannot be read; it is tried again', { mailbox: this.#options.mailbox, why: reasonOf(error) });
        this.#state = { kind: 'away', since: this.#state.kind === 'away' ? this.#state.since : this.#options.clock.wall(), why: reasonOf(error) };
        await this.#pause(reconnectAfter(this.#failures));
      }
    }
    await this.#options.records.release(this.#options.mailbox, this.#options.holder).catch(() => {});
  }

  async #session(): Promise<void> {
    const { records, mailbox, holder, source, clock, log } = this.#options;
    const held = await records.hold(mailbox, holder, LEASE_MS);
    if (!held) {
      this.#state = { kind: 'elsewhere' };
      return this.#pause(ELSEWHERE_MS);
    }
    const open = await source.open();
    this.#open = open;
    try {
      if (this.#state.kind === 'away') log.info('a mailbox is read again', { mailbox });
      this.#state = { kind: 'connected', since: clock.wall() };
      let cursor = await this.#catchUp(open, held.cursor);
      this.#failures = 0;
      while (!this.#ended) {
        await open.news(Math.min(this.#options.pollMs(), LEASE_MS / 2));
        if (this.#ended) return;
        if (!(await records.hold(mailbox, holder, LEASE_MS))) return;
        cursor = await this.#handle(open, await open.list({ after: cursor.lastUid }), cursor);
      }
    } finally {
      this.#open = undefined;
      await open.close().catch(() => {});
    }
  }

  /**
   * At first what nobody has seen; later what came behind the cursor; with new numbers (UIDVALIDITY) all that may be new. The cursor is
   * written after the last of them: until then a kill begins again, and what was handled is known.
   */
  async #catchUp(open: OpenMailbox, cursor: MailboxCursor | undefined): Promise<MailboxCursor> {
    const { uidValidity, uidNext } = open;
    if (cursor?.uidValidity === uidValidity) return this.#handle(open, await open.list({ after: cursor.lastUid }), cursor);
    if (cursor) this.#options.log.warn('the mail server numbered a mailbox anew; mails since a day before the last one are compared', { mailbox: this.#options.mailbox });
    let begun: MailboxCursor = { uidValidity, lastUid: uidNext - 1, newestAt: cursor?.newestAt ?? this.#options.clock.wall() };
    for (const listed of await open.list({ unseen: true, ...(cursor ? { since: cursor.newestAt - DAY_MS } : {}) })) {
      if (this.#ended) return begun;
      await this.#take(open, listed);
      await this.#options.records.hold(this.#options.mailbox, this.#options.holder, LEASE_MS);
      begun = behind(begun, listed);
    }
    return this.#ended ? begun : this.#advance(begun);
  }

  async #handle(open: OpenMailbox, list: readonly Listed[], from: MailboxCursor): Promise<MailboxCursor> {
    let cursor = from;
    for (const listed of list) {
      if (this.#ended) return cursor;
      await this.#take(open, listed);
      cursor = await this.#advance(behind(cursor, listed));
    }
    return cursor;
  }

  async #take(open: OpenMailbox, listed: Listed): Promise<void> {
    const fetched = await this.#fetch(open, listed);
    if (!fetched) return;
    await this.#options.take(fetched);
    await open.handled(listed.uid);
    this.#taken += 1;
  }

  /** Undefined: somebody deleted it meanwhile. */
  async #fetch(open: OpenMailbox, { uid, bytes }: Listed): Promise<Fetched | undefined> {
    const most = this.#options.mostBytes();
    if (bytes <= most) {
      const source = await open.source(uid, most);
      // The server had said less.
      if (!source || source.length <= most) return source && { bytes: source.length, source };
    }
    const header = await open.header(uid, HEADER_BYTES);
    return header && { bytes, header };
  }

  async #advance(cursor: MailboxCursor): Promise<MailboxCursor> {
    const { records, mailbox, holder } = this.#options;
    if (!(await records.advance(mailbox, holder, cursor, LEASE_MS))) throw new Error('another server reads this mailbox now');
    return cursor;
  }

  #pause(ms: Millis): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#options.clock.after(ms, () => this.#wake?.());
      this.#wake = () => {
        this.#wake = undefined;
        timer.cancel();
        resolve();
      };
      if (this.#ended) this.#wake();
    });
  }
}

const behind = (cursor: MailboxCursor, { uid, arrivedAt }: Listed): MailboxCursor => ({ ...cursor, lastUid: Math.max(cursor.lastUid, uid), newestAt: Math.max(cursor.newestAt, arrivedAt) });

/** Short, and without what a server may repeat of a password. */
function reasonOf(error: unknown): string {
  const { code, responseText, authenticationFailed, message } = error as { code?: unknown; responseText?: unknown; authenticationFailed?: unknown; message?: unknown };
  if (authenticationFailed === true) return 'the mail server refuses the user or the password';
  return String(responseText ?? (typeof code === 'string' ? `${code}: ${String(message)}` : message)).slice(0, 200);
}
