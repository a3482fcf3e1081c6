import { type Clock, Fault, type Language, type Log, type Result } from '#core';
import type { ReplyTokens } from '../decide/reply-token.ts';
import { threadSigns } from '../decide/thread.ts';
import { type Verdict, type VerdictSettings, verdictOn } from '../decide/verdict.ts';
import type { InMail, KeptFile, MailFacts, MailPlan, QuarantineReason } from '../model.ts';
import type { FileDoor, MailRecords, Originals, TicketDoor } from '../port.ts';
import type { MailReader } from '../reader/mail-reader.ts';
import type { ReadFile, ReadMail } from '../reader/read-mail.ts';
import { headerFacts, hashOf } from './header-only.ts';
import { PlanDoer } from './plan-doer.ts';

export interface MailboxSettings {
  readonly id: string;
  readonly queue?: string;
  readonly template?: string;
  readonly language?: Language;
  readonly acknowledge: boolean;
}

export interface IntakeOptions {
  readonly records: MailRecords;
  readonly tickets: TicketDoor;
  readonly files: FileDoor;
  readonly originals: Originals;
  readonly reader: Pick<MailReader, 'read'>;
  readonly tokens: ReplyTokens;
  readonly settings: () => VerdictSettings;
  readonly mailbox: (id: string) => MailboxSettings;
  /** A confirmation to the sender, and the mark that a mail of ours came back. */
  readonly confirm: (mail: InMail, ticket: string) => Promise<void>;
  readonly bounced: (messageIds: readonly string[], ticket: string, said: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A mail as it was fetched, or the header of one that is too large to fetch. */
export type Fetched = { readonly bytes: number } & ({ readonly source: Uint8Array } | { readonly header: Uint8Array });

type Beginning = Pick<InMail, 'id' | 'mailbox' | 'bytes' | 'facts'> & { readonly original?: string };

const HOUR_MS = 3_600_000;

/**
 * The way of one mail. Rejects while something is away (database, disk): then it stays on the mail server and comes again.
 *
 *   original kept ─▶ read in the thread ─▶ files kept ─▶ verdict ─▶ plan written down ─▶ plan done ─▶ marked as done ─▶ acknowledged to the mail server
 *
 * A kill between any two of these does the same again: contents are known by their hash, the mail by its id, the change of the ticket by its key.
 */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #doer: PlanDoer;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#doer = new PlanDoer(options);
  }

  /** Resolves once the mail is safe with us. */
  async take(mailbox: string, fetched: Fetched): Promise<InMail> {
    const begin = Buffer.from('source' in fetched ? fetched.source.subarray(0, 65_536) : fetched.header);
    const seen: { original?: string } = {};
    try {
      const arrived = 'source' in fetched ? await this.#whole(mailbox, fetched, seen) : this.#headerOnly(mailbox, fetched);
      return await this.#doer.carryOut(await this.#options.records.arrive(arrived));
    } catch (error) {
      if (!(error instanceof Fault) || error.retryable) throw error;
      // A mail that we can do nothing with must not keep those behind it waiting for ever.
      this.#options.log.error('a mail could not be taken', { error, mailbox });
      const facts = headerFacts(begin);
      return this.#options.records.arrive(this.#quarantined({ id: seen.original ?? hashOf(begin, fetched.bytes), mailbox, bytes: fetched.bytes, facts, ...seen }, 'unreadable'));
    }
  }

  /** What an earlier run wrote down and did not do. */
  resume(mail: InMail): Promise<InMail> {
    return this.#doer.carryOut(mail);
  }

  /** A person lets a mail through: guards count no longer. */
  async release(mail: InMail, by: string): Promise<InMail | undefined> {
    const { records, originals, reader } = this.#options;
    const source = mail.original === undefined ? undefined : await originals.read(mail.original);
    const reading = source && (mail.text === '' && mail.html === '') ? await reader.read(source) : undefined;
    const read = reading?.kind === 'read' ? reading.mail : undefined;
    const kept = read ? await this.#keep(read.files) : { files: mail.files, notKept: mail.notKept };
    const texts = read ? { text: read.text, html: read.html, facts: read.facts } : { text: mail.text, html: mail.html, facts: mail.facts };
    const base = { ...mail, ...texts, ...kept, releasedBy: by };
    const released: InMail = { ...base, state: 'planned', plan: await this.#plan(base, true) };
    if (!(await records.settle(released, ['quarantined', 'ignored']))) return undefined;
    return this.#doer.carryOut(released);
  }

  async #whole(mailbox: string, { source, bytes }: { readonly source: Uint8Array; readonly bytes: number }, seen: { original?: string }): Promise<InMail> {
    const { originals, reader, records } = this.#options;
    const original = kept(await originals.keep(source));
    seen.original = original;
    // Reading hands the bytes over; the beginning is needed where it fails.
    const begin = Buffer.from(source.subarray(0, 65_536));
    const result = await reader.read(source);
    if (result.kind === 'quarantine') return this.#quarantined({ id: original, mailbox, bytes, facts: headerFacts(begin), original }, result.why);
    const { mail } = result;
    const known = await records.get(mail.id);
    if (known) return known;
    const { files, notKept } = await this.#keep(mail.files);
    const base = { ...this.#begun({ id: mail.id, mailbox, bytes, facts: mail.facts, original }), text: mail.text, html: mail.html, files, notKept };
    const plan = await this.#plan(base, false);
    return { ...base, plan, state: plan.do === 'quarantine' ? 'quarantined' : plan.do === 'ignore' ? 'ignored' : 'planned' };
  }

  #headerOnly(mailbox: string, { header, bytes }: { readonly header: Uint8Array; readonly bytes: number }): InMail {
    return this.#quarantined({ id: hashOf(header, bytes), mailbox, bytes, facts: headerFacts(Buffer.from(header)) }, 'too-large');
  }

  #begun(given: Beginning): Omit<InMail, 'plan' | 'state'> {
    return { ...given, arrivedAt: this.#options.clock.wall(), text: '', html: '', files: [], notKept: [] };
  }

  #quarantined(given: Beginning, why: QuarantineReason): InMail {
    this.#options.log.warn('a mail was put into quarantine', { why, mailbox: given.mailbox, bytes: given.bytes });
    return { ...this.#begun(given), state: 'quarantined', plan: { do: 'quarantine', why } };
  }

  /** Attachments that are not taken (type, size, scanner) are named; the original has them. */
  async #keep(given: ReadMail['files']): Promise<Pick<InMail, 'files' | 'notKept'>> {
    const files: KeptFile[] = [];
    const notKept: { name: string; code: string }[] = [];
    for (const { name, cid, content } of given) {
      const done = await this.#options.files.keep({ name, content: inPieces(content), ...(cid === undefined ? {} : { inline: cid }) });
      if (done.ok) files.push(done.value);
      else if (done.fault.retryable) throw done.fault;
      else notKept.push({ name: name.slice(0, 200), code: done.fault.code });
    }
    return { files, notKept };
  }

  async #plan(mail: Omit<InMail, 'plan' | 'state'>, released: boolean): Promise<MailPlan> {
    const { records, tickets, tokens, settings, clock } = this.#options;
    const { facts } = mail;
    const { signed, messageIds } = threadSigns(facts, tokens);
    const looked = [...messageIds, ...(facts.messageId === undefined ? [] : [facts.messageId])];
    const known = looked.length === 0 ? [] : await records.ticketsOf(looked);
    const byMail = messageIds.flatMap((id) => known.find(({ messageId }) => messageId === id)?.ticket ?? []);
    const ticket = await firstThatExists(tickets, [...signed, ...byMail]);
    const sender = facts.from?.address;
    const lately = sender === undefined ? 0 : await records.countFrom(sender, clock.wall() - HOUR_MS);
    const verdict = verdictOn(facts, { ticket, sentByUs: known.some(({ messageId, sentByUs }) => sentByUs && messageId === facts.messageId), lately, released }, settings());
    // Whoever has the token may write; who it was is told where it is not the customer.
    const other = sender !== undefined && ticket && ticket.email !== undefined && ticket.email.toLowerCase() !== sender ? sender : undefined;
    return this.#planOf(mail, verdict, other);
  }

  #planOf(mail: Omit<InMail, 'plan' | 'state'>, verdict: Verdict, other: string | undefined): MailPlan {
    const { facts, files } = mail;
    switch (verdict.do) {
      case 'ignore':
      case 'quarantine':
        return verdict;
      case 'reply':
        return { do: 'reply', ticket: verdict.ticket, text: textOf(mail, other), files };
      case 'note':
        return { do: 'note', ticket: verdict.ticket, text: noteOf(mail, verdict.about), files: verdict.about === 'bounce' ? [] : files, ...(verdict.about === 'bounce' && facts.bounce?.kind === 'failed' ? { bounced: facts.bounce.diagnostic ?? facts.bounce.status ?? 'failed' } : {}) };
      case 'create': {
        const { queue, template, language, acknowledge } = this.#options.mailbox(mail.mailbox);
        const written = `${facts.subject}\n${mail.text}`;
        return {
          do: 'create', subject: facts.subject.trim() || '(无主题 / no subject)', text: textOf(mail), files,
          requester: facts.replyTo ?? facts.from ?? { address: '', name: '' },
          language: language ?? (/[\u4e00-\u9fff]/.test(written) ? 'zh' : 'en'),
          acknowledge: acknowledge && verdict.mayAnswer,
          ...(queue === undefined ? {} : { queue }), ...(template === undefined ? {} : { template }), ...(verdict.parent === undefined ? {} : { parent: verdict.parent }),
        };
      }
    }
  }
}

const kept = (result: Result<string>): string => {
  if (!result.ok) throw result.fault;
  return result.value;
};

async function firstThatExists(tickets: TicketDoor, ids: readonly string[]): Promise<{ readonly id: string; readonly closed: boolean; readonly email: string | undefined } | undefined> {
  for (const id of [...new Set(ids)].slice(0, 10)) {
    const found = await tickets.get(id);
    // One that was merged passes on what is written to it.
    if (found) return { id, closed: found.state === 'closed' && found.mergedInto === undefined, email: found.requester.email };
  }
  return undefined;
}

const PIECE = 65_536;

async function* inPieces(content: ReadFile['content']): AsyncIterable<Uint8Array> {
  for (let at = 0; at < content.length; at += PIECE) yield content.subarray(at, at + PIECE);
}

/** What the ticket says: the words, and what is not there. */
function textOf({ text, notKept, bytes, facts, original }: Pick<InMail, 'text' | 'notKept' | 'bytes' | 'original'> & { readonly facts: MailFacts }, other?: string): string {
  const missing = notKept.map(({ name }) => name).join(', ').slice(0, 500);
  const words = text.trim() === '' ? (original === undefined ? `(邮件过大，共 ${Math.ceil(bytes / 1_048_576)} MB，原件仍在邮箱中 / The mail is too large, ${Math.ceil(bytes / 1_048_576)} MB; it is still in the mailbox)` : '(无正文 / no text)') : text;
  const from = other ?? (facts.replyTo && facts.from && facts.replyTo.address !== facts.from.address ? facts.from.address : undefined);
  const passedOn = from === undefined ? '' : `\n\n[发件人 / From: ${from}]`;
  return `${words}${missing === '' ? '' : `\n\n[未保存的附件 / Attachments not kept: ${missing}]`}${passedOn}`;
}

function noteOf({ text, facts }: { readonly text: string; readonly facts: MailFacts }, about: 'bounce' | 'auto-reply'): string {
  if (about === 'auto-reply') return `[自动回复 / Automatic reply: ${facts.from?.address ?? ''}]\n${text || facts.subject}`;
  const { kind = 'other', recipient, status, diagnostic } = facts.bounce ?? {};
  const said = { failed: '邮件未送达 / Mail was not delivered', delayed: '邮件延迟送达 / Mail is delayed', delivered: '邮件已送达 / Mail was delivered', other: '邮件投递报告 / Report on a mail' }[kind];
  return [said, recipient, status, diagnostic].filter((one) => one !== undefined).join(' · ');
}
