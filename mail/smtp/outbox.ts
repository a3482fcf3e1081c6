import type { Clock, EpochMillis, Language, Log, Millis, Scope } from '#core';
import { type SendFailure, failureOf, nextTry } from '../decide/retry.ts';
import type { OutMail } from '../model.ts';
import type { FileDoor, Letter, MailCarrier, MailRecords } from '../port.ts';
import { type SenderSettings, compose } from './compose.ts';

export interface OutboxOptions {
  readonly records: Pick<MailRecords, 'claim' | 'settleOut' | 'counts'>;
  readonly carrier: MailCarrier;
  readonly files: Pick<FileDoor, 'open'>;
  readonly sender: () => SenderSettings;
  readonly languageOf: (ticket: string) => Promise<Language>;
  /** Said on the ticket, once. */
  readonly gaveUp: (mail: OutMail, said: string) => Promise<void>;
  readonly giveUpMs: () => Millis;
  readonly clock: Clock;
  readonly log: Log;
}

/** Longer than any time limit of a try: who holds a mail for so long is dead. */
const LEASE_MS: Millis = 180_000;
const AT_ONCE = 4;
/** Mails whose time comes, and those of servers that died. */
const LOOK_MS: Millis = 2_000;
/** While the database is away. */
const AWAY_MS: Millis = 5_000;
/** Of all attachments of a mail; servers take less as a rule, and say so. */
const MOST_BYTES = 40 * 1_048_576;

/**
 * Mails that go out, one record each.
 *
 *   waiting ─claimed─▶ sending ─server took it─▶ sent ──▶ bounced
 *      ▲                  │ └─ 5yz, or for too long ─▶ failed
 *      └── 4yz, away ─────┘      (a kill here: the lease ends, it is sent again with the same Message-ID)
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #scope: Scope;
  #looking: Promise<void> | undefined;
  #again = false;
  #away: { readonly since: EpochMillis; readonly why: string } | undefined;

  constructor(options: OutboxOptions, scope: Scope) {
    this.#options = options;
    this.#scope = scope;
    this.#later(0);
  }

  /** Something may be due. */
  wake(): void {
    if (this.#looking) this.#again = true;
    else this.#look();
  }

  /** Since when the server of SMTP takes nothing; undefined: it does. */
  get away(): { readonly since: EpochMillis; readonly why: string } | undefined {
    return this.#away;
  }

  /** Resolves when nothing is being sent. */
  async rest(): Promise<void> {
    await this.#looking;
  }

  #later(ms: Millis): void {
    this.#scope.after(this.#options.clock, ms, () => this.#look());
  }

  #look(): void {
    if (this.#looking || this.#scope.ended) return;
    let pause: Millis = LOOK_MS;
    this.#looking = this.#sendDue()
      .catch((error: unknown) => {
        pause = AWAY_MS;
        this.#options.log.debug('outgoing mail waits for the database', { error });
      })
      .finally(() => {
        this.#looking = undefined;
        const again = this.#again;
        this.#again = false;
        this.#later(again ? 0 : pause);
      });
  }

  async #sendDue(): Promise<void> {
    const { records, clock } = this.#options;
    for (;;) {
      if (this.#scope.ended) return;
      const due = await records.claim(clock.wall(), LEASE_MS, AT_ONCE);
      if (due.length === 0) return;
      await Promise.all(due.map((mail) => this.#send(mail)));
    }
  }

  /** A database that goes away after the server took it: the lease ends and it goes out again, with the same Message-ID. */
  async #send(mail: OutMail): Promise<void> {
    const { carrier, records, sender, languageOf, clock, log } = this.#options;
    const files = await this.#files(mail);
    if ('kind' in files) return this.#failed(mail, files);
    const letter = compose(mail, sender(), await languageOf(mail.ticket), files);
    let said: string;
    try {
      said = await carrier.send(letter);
    } catch (error) {
      const failure = failureOf(error);
      log.info('a mail was not sent', { ticket: mail.ticket, attempts: mail.attempts, why: failure.kind, private: { said: failure.said } });
      return this.#failed(mail, failure);
    }
    this.#away = undefined;
    await keepTrying(() => records.settleOut({ ...mail, state: 'sent', sentAt: clock.wall(), said }), clock, this.#scope);
  }

  async #failed(mail: OutMail, failure: SendFailure): Promise<void> {
    const { records, clock, giveUpMs, gaveUp } = this.#options;
    const now = clock.wall();
    const dueAt = nextTry(failure, { attempts: mail.attempts, createdAt: mail.createdAt, now, giveUpMs: giveUpMs() });
    // Told in /healthz: whom a mail was for is not.
    if (failure.away) this.#away ??= { since: now, why: failure.said.replaceAll(/[^\s<>]+@[^\s<>]+/g, '…').slice(0, 120) };
    const unsure = failure.unsure || mail.unsure ? { unsure: true } : {};
    if (dueAt === undefined) {
      // The note has a key: it may be said again, and stands there once.
      await gaveUp(mail, failure.said);
      return records.settleOut({ ...mail, ...unsure, state: 'failed', said: failure.said });
    }
    return records.settleOut({ ...mail, ...unsure, state: 'waiting', dueAt, said: failure.said });
  }

  /** A mail without what its words speak of is not sent. */
  async #files({ files }: OutMail): Promise<Letter['files'] | SendFailure> {
    if (files.reduce((sum, { bytes }) => sum + bytes, 0) > MOST_BYTES) return { kind: 'permanent', said: 'the attachments are too large for a mail (40 MB)', unsure: false };
    const read: Letter['files'][number][] = [];
    for (const { name, type, sha256 } of files) {
      const opened = await this.#options.files.open(sha256);
      if (!opened) return { kind: 'temporary', said: `the attachment ${name} is not in the folder of attachments`, unsure: false };
      const pieces: Buffer[] = [];
      for await (const piece of opened.content) pieces.push(piece as Buffer);
      read.push({ name, type, content: Buffer.concat(pieces) });
    }
    return read;
  }
}

const TRIES = 30;

/** What the mail server has taken is to be written down, if the database comes back in time. */
async function keepTrying(work: () => Promise<void>, clock: Clock, scope: Scope): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= TRIES || scope.ended) throw error;
      await new Promise<void>((resolve) => clock.after(1_000, resolve));
    }
  }
}
