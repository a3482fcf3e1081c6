import type { Clock, Log, Millis, Scope } from '#core';
import type { TicketDesk } from '#tickets';
import type { ReplyTokens } from '../decide/reply-token.ts';
import type { VerdictSettings } from '../decide/verdict.ts';
import { MailboxWatch, type WatchState } from '../imap/mailbox-watch.ts';
import type { InMail, OutMail } from '../model.ts';
import type { FileDoor, MailCarrier, MailRecords, MailSource, Originals } from '../port.ts';
import { MailReader } from '../reader/mail-reader.ts';
import type { SenderSettings } from '../smtp/compose.ts';
import { Outbox } from '../smtp/outbox.ts';
import { Intake, type MailboxSettings } from './intake.ts';
import { BY_MAIL } from './plan-doer.ts';
import { Replies } from './replies.ts';

/** As the configuration is now. */
export interface MailSettings extends VerdictSettings {
  readonly sender: SenderSettings;
  readonly mostBytes: number;
  readonly pollMs: Millis;
  readonly giveUpMs: Millis;
  readonly mailboxes: readonly MailboxSettings[];
  /** `{number}` is the number of the ticket. */
  readonly confirmation: { readonly zh: string; readonly en: string };
}

export interface MailDeskOptions {
  readonly records: MailRecords;
  readonly tickets: Pick<TicketDesk, 'create' | 'change' | 'get' | 'changed'>;
  readonly files: FileDoor;
  readonly originals: Originals;
  readonly tokens: ReplyTokens;
  readonly settings: () => MailSettings;
  /** One for each mailbox that is read. */
  readonly sources: ReadonlyMap<string, MailSource>;
  /** Undefined: nothing is sent. */
  readonly carrier: MailCarrier | undefined;
  /** Name of this server. */
  readonly holder: string;
  /** Since when replies go out by mail. */
  readonly repliesSince: number;
  readonly clock: Clock;
  readonly log: Log;
}

/** Plans that a server wrote down and did not carry out. */
const RESUME_MS: Millis = 15_000;
const STALE_MS: Millis = 30_000;

/** Mail of all mailboxes, in and out. */
export class MailDesk {
  readonly #options: MailDeskOptions;
  readonly #reader: MailReader;
  readonly #intake: Intake;
  readonly #watches = new Map<string, MailboxWatch>();
  readonly #outbox: Outbox | undefined;
  readonly #replies: Replies | undefined;
  readonly #scope: Scope;

  constructor(options: MailDeskOptions, scope: Scope) {
    const { records, tickets, tokens, settings, carrier, sources, clock, log } = options;
    this.#options = options;
    this.#scope = scope.child();
    this.#reader = new MailReader({ clock, log });
    this.#intake = new Intake({
      ...options, reader: this.#reader,
      mailbox: (id) => settings().mailboxes.find((mailbox) => mailbox.id === id) ?? { id, acknowledge: false },
      confirm: (mail, ticket) => this.#confirm(mail, ticket),
      bounced: (messageIds, ticket, said) => this.#bounced(messageIds, ticket, said),
    });
    this.#outbox = carrier && new Outbox({
      ...options, carrier,
      sender: () => settings().sender,
      languageOf: async (ticket) => (await tickets.get(ticket))?.language ?? 'zh',
      gaveUp: (mail, said) => this.#gaveUp(mail, said),
      giveUpMs: () => settings().giveUpMs,
    }, this.#scope);
    // Replies of a time when nothing is sent stay unsent.
    this.#replies = carrier && new Replies({ records, tickets, tokens, clock, log, since: options.repliesSince, settings: () => ({ own: settings().own, domain: settings().sender.address.split('@')[1] ?? 'localhost' }), posted: () => this.#outbox?.wake() }, this.#scope);
    for (const [mailbox, source] of sources) this.#watch(mailbox, source);
    if (sources.size > 0) this.#resumeLater();
  }

  /** What `/healthz` tells; no address, no secret. */
  async health(): Promise<{ readonly status: 'ok' | 'degraded'; readonly note: string; readonly mailboxes: Readonly<Record<string, WatchState['kind']>>; readonly waiting?: number; readonly failed?: number; readonly quarantined?: number }> {
    const mailboxes = Object.fromEntries([...this.#watches].map(([id, { state }]) => [id, state.kind]));
    const trouble = [...this.#watches].flatMap(([id, { state }]) => (state.kind === 'away' ? [`mailbox ${id} cannot be read: ${state.why}`] : []));
    const away = this.#outbox?.away;
    if (away) trouble.push(`mail is not sent: ${away.why}`);
    const counts = await this.#options.records.counts().catch(() => undefined);
    const { waiting, failed, quarantined } = counts ?? {};
    const figures = counts ? { waiting: waiting ?? 0, failed: failed ?? 0, quarantined: quarantined ?? 0 } : {};
    if (trouble.length > 0) return { status: 'degraded', note: trouble.join('; '), mailboxes, ...figures };
    return { status: 'ok', note: `${this.#watches.size} mailbox(es), ${waiting ?? 0} mail(s) to be sent, ${quarantined ?? 0} in quarantine`, mailboxes, ...figures };
  }

  get records(): MailRecords {
    return this.#options.records;
  }

  /** The original as it came. */
  async original(mail: InMail): Promise<Buffer | undefined> {
    return mail.original === undefined ? undefined : this.#options.originals.read(mail.original);
  }

  /** A mail that was held back or passed over becomes a ticket, or a reply in its ticket; undefined: it is neither any more. */
  release(mail: InMail, by: string): Promise<InMail | undefined> {
    return this.#intake.release(mail, by);
  }

  /** A mail that could not be sent is tried again; false: it is not one of these. */
  async retry(id: string): Promise<boolean> {
    const { records, clock } = this.#options;
    const [mail] = await records.outOf({ ids: [id], states: ['failed', 'bounced', 'waiting'], limit: 1 });
    if (!mail) return false;
    await records.settleOut({ ...mail, state: 'waiting', dueAt: clock.wall(), createdAt: clock.wall(), attempts: 0 });
    this.#outbox?.wake();
    return true;
  }

  /** A mail that nobody wrote, on a ticket whose requester has an address; false: there is none. */
  notice(notice: Parameters<Replies['notice']>[0]): Promise<boolean> {
    return this.#replies?.notice(notice) ?? Promise.resolve(false);
  }

  async close(): Promise<void> {
    this.#scope.end('mail closed');
    await Promise.all([...this.#watches.values()].map((watch) => watch.close()));
    await this.#outbox?.rest();
    this.#options.carrier?.close();
    await this.#reader.close();
  }

  #watch(mailbox: string, source: MailSource): void {
    const { records, holder, settings, clock, log } = this.#options;
    const take = (fetched: Parameters<Intake['take']>[1]) => this.#intake.take(mailbox, fetched);
    this.#watches.set(mailbox, new MailboxWatch({ mailbox, source, records, holder, take, mostBytes: () => settings().mostBytes, pollMs: () => settings().pollMs, clock, log }, this.#scope));
  }

  #resumeLater(): void {
    this.#scope.after(this.#options.clock, RESUME_MS, () => {
      void this.#resume()
        .catch((error: unknown) => this.#options.log.debug('mails that were begun wait for the database', { error }))
        .finally(() => this.#resumeLater());
    });
  }

  async #resume(): Promise<void> {
    const { records, clock } = this.#options;
    for (const mail of await records.find({ states: ['planned'], limit: 50 })) {
      if (mail.arrivedAt < clock.wall() - STALE_MS && !this.#scope.ended) await this.#intake.resume(mail);
    }
  }

  async #confirm(mail: InMail, ticket: string): Promise<void> {
    const { settings, tickets } = this.#options;
    const found = await tickets.get(ticket);
    if (!found) return;
    await this.notice({ key: `${mail.id}:confirmed`, ticket, text: settings().confirmation[found.language].replaceAll('{number}', ticket) });
  }

  async #bounced(messageIds: readonly string[], ticket: string, said: string): Promise<void> {
    const { records } = this.#options;
    if (messageIds.length === 0) return;
    const sent = await records.outOf({ messageIds, states: ['sent', 'sending'], limit: 10 });
    for (const mail of sent) if (mail.ticket === ticket) await records.settleOut({ ...mail, state: 'bounced', said });
  }

  async #gaveUp({ id, ticket, to }: OutMail, said: string): Promise<void> {
    const done = await this.#options.tickets.change(ticket, { type: 'note', text: `邮件未能发出 / Mail could not be sent · ${to.address} · ${said}` }, { by: BY_MAIL, key: `mail/out/${id}` });
    if (!done.ok && done.fault.retryable) throw done.fault;
  }
}
