import type { Clock, EpochMillis, Log, Millis, Scope } from '#core';
import type { Ticket, TicketDesk } from '#tickets';
import type { ReplyTokens } from '../decide/reply-token.ts';
import { guardLoops } from '../decide/loop-guard.ts';
import type { InMail, KeptFile, OutMail } from '../model.ts';
import type { MailRecords, UnsentReply } from '../port.ts';
import { replySubject } from '../smtp/compose.ts';

export interface RepliesOptions {
  readonly records: Pick<MailRecords, 'post' | 'find' | 'outOf' | 'unsentReplies'>;
  readonly tickets: Pick<TicketDesk, 'get' | 'changed'>;
  readonly tokens: ReplyTokens;
  readonly settings: () => { readonly domain: string; readonly own: readonly string[] };
  /** A mail was put into the outbox. */
  readonly posted: () => void;
  /** Since when replies are sent by mail at all. */
  readonly since: number;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a mail is made of that is no reply of a person. */
export interface Notice {
  /** The same again is not sent twice. */
  readonly key: string;
  readonly ticket: string;
  readonly text: string;
  readonly subject?: string;
}

interface Thread {
  readonly inReplyTo?: string;
  readonly references: readonly string[];
  readonly lastCame: InMail | undefined;
  readonly automaticLately: number;
}

/** Automatic mails of one ticket within an hour; a loop that nobody noticed ends here. */
const MOST_AUTOMATIC = 5;
const HOUR_MS: Millis = 3_600_000;
/** Replies that a server kept and had no time to make a mail of: looked for so often, and so far back. */
const LOOK_MS: Millis = 20_000;
const LOOK_BACK_MS: Millis = 3_600_000;
const AT_START_MS: Millis = 7 * 86_400_000;
const AT_ONCE = 200;

/** Makes a mail of each public reply to somebody with an address, exactly once: its id is that of the reply in the history. */
export class Replies {
  readonly #options: RepliesOptions;
  readonly #scope: Scope;
  readonly #started: number;

  constructor(options: RepliesOptions, scope: Scope) {
    this.#options = options;
    this.#scope = scope;
    this.#started = options.clock.wall();
    options.tickets.changed.on(({ ticket, events }) => {
      if (ticket.requester.email === undefined) return;
      for (const { type, seq, at, by, data } of events) {
        if (type === 'replied' && data['from'] === 'agent') void this.#tried(ticket, { ticket: ticket.id, seq, at, by, data });
      }
    }, scope);
    this.#later(0, AT_START_MS);
  }

  /** False: there is no address. True: it is (or was) on its way. */
  async notice({ key, ticket: id, text, subject }: Notice): Promise<boolean> {
    const ticket = await this.#options.tickets.get(id);
    if (!ticket) return false;
    return this.#post(ticket, { id: key, what: `n${hashed(key)}`, text, files: [], automatic: true, ...(subject === undefined ? {} : { subject }) });
  }

  #later(ms: Millis, back: Millis): void {
    this.#scope.after(this.#options.clock, ms, () => {
      void this.#sweep(back).then(
        () => this.#later(LOOK_MS, LOOK_BACK_MS),
        () => this.#later(LOOK_MS, back),
      );
    });
  }

  /** What is not older than a moment may be just being made a mail of; both would make the same one. */
  async #sweep(back: Millis): Promise<void> {
    const { records, clock, since, tickets } = this.#options;
    for (const reply of await records.unsentReplies(Math.max(since, Math.min(this.#started, clock.wall()) - back), AT_ONCE)) {
      const ticket = await tickets.get(reply.ticket);
      if (ticket) await this.#reply(ticket, reply);
    }
  }

  async #tried(ticket: Ticket, reply: UnsentReply): Promise<void> {
    try {
      await this.#reply(ticket, reply);
    } catch (error) {
      this.#options.log.warn('a reply is made a mail of later', { ticket: ticket.id, error });
    }
  }

  async #reply(ticket: Ticket, { seq, by, data }: UnsentReply): Promise<void> {
    const files = Array.isArray(data['files']) ? (data['files'] as KeptFile[]) : [];
    // Rules and macros of machines say so in the name they act by.
    const automatic = /^(rules?|call|incident|survey|system)(\b|[:/-])/.test(by);
    await this.#post(ticket, { id: `${ticket.id}:${seq}`, what: String(seq), text: String(data['text'] ?? ''), files, automatic });
  }

  async #post(ticket: Ticket, { id, what, text, files, automatic, subject }: Pick<OutMail, 'id' | 'text' | 'files' | 'automatic'> & { readonly what: string; readonly subject?: string }): Promise<boolean> {
    const { records, tokens, settings, clock, posted } = this.#options;
    const { email, name = '' } = ticket.requester;
    const { domain, own } = settings();
    // A mailbox of ours that answers another one would never end.
    if (email === undefined || own.includes(email.toLowerCase())) return false;
    const now = clock.wall();
    const { inReplyTo, references, lastCame, automaticLately } = await this.#thread(ticket.id, now);
    const withheld = automatic ? whyWithheld(lastCame, automaticLately) : undefined;
    const mail: OutMail = {
      id, messageId: tokens.messageId(ticket.id, what, domain), ticket: ticket.id, state: withheld === undefined ? 'waiting' : 'failed', createdAt: now, dueAt: now, attempts: 0,
      to: { address: email, name }, subject: subject ?? replySubject(ticket.subject), text, files, automatic,
      references, ...(inReplyTo === undefined ? {} : { inReplyTo }), ...(withheld === undefined ? {} : { said: withheld }),
    };
    if (await records.post(mail)) posted();
    return true;
  }

  /** Message-IDs of the correspondence in order; the customer's last mail is the one that is answered. */
  async #thread(ticket: string, now: EpochMillis): Promise<Thread> {
    const [came, went] = await Promise.all([this.#options.records.find({ ticket, limit: 50 }), this.#options.records.outOf({ ticket, limit: 50 })]);
    const ids = [...came.map(({ facts: { messageId }, arrivedAt: at }) => ({ messageId, at, theirs: true })), ...went.map(({ messageId, createdAt: at }) => ({ messageId, at, theirs: false }))]
      .filter((one): one is typeof one & { messageId: string } => one.messageId !== undefined)
      .toSorted((a, b) => a.at - b.at);
    const answered = ids.findLast(({ theirs }) => theirs) ?? ids.at(-1);
    return { references: [...new Set(ids.map(({ messageId }) => messageId))], lastCame: came[0], automaticLately: went.filter(({ automatic, createdAt }) => automatic && createdAt > now - HOUR_MS).length, ...(answered ? { inReplyTo: answered.messageId } : {}) };
  }
}

/** RFC 3834 §2: what nobody wrote goes to no machine, and not on and on to anybody; it stands among what was not sent. */
function whyWithheld(lastCame: InMail | undefined, lately: number): string | undefined {
  if (lately >= MOST_AUTOMATIC) return 'not sent: too many automatic mails within an hour';
  if (!lastCame) return undefined;
  const { mayAnswer, sign } = guardLoops(lastCame.facts, { own: [], loopId: '' });
  return mayAnswer ? undefined : `not sent: the last mail was not for automatic answers (${sign})`;
}

/** A key as it may stand in a Message-ID. */
function hashed(key: string): string {
  let hash = 0n;
  for (const sign of key) hash = (hash * 1_099_511_628_211n + BigInt(sign.codePointAt(0) ?? 0)) % (1n << 64n);
  return hash.toString(36);
}
