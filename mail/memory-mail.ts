import type { InMail, InState, MailboxCursor, OutMail } from './model.ts';
import type { InQuery, MailRecords, UnsentReply } from './port.ts';

/** `MailRecords` for tests. Twin of store/mail/sql-mail.ts. */
export class MemoryMail implements MailRecords {
  readonly came = new Map<string, InMail>();
  readonly out = new Map<string, OutMail>();
  readonly replies: UnsentReply[] = [];
  readonly cursors = new Map<string, { holder: string | undefined; cursor?: MailboxCursor }>();

  async arrive(mail: InMail): Promise<InMail> {
    const there = this.came.get(mail.id);
    if (!there) this.came.set(mail.id, mail);
    return there ?? mail;
  }

  async settle(mail: InMail, from: readonly InState[]): Promise<boolean> {
    const there = this.came.get(mail.id);
    if (!there || !from.includes(there.state)) return false;
    this.came.set(mail.id, mail);
    return true;
  }

  async get(id: string): Promise<InMail | undefined> {
    return this.came.get(id);
  }

  async find({ limit, states, mailboxes, ticket, before }: InQuery): Promise<readonly InMail[]> {
    return [...this.came.values()]
      .filter((mail) => (!states || states.includes(mail.state)) && (!mailboxes || mailboxes.includes(mail.mailbox)) && (ticket === undefined || mail.ticket === ticket))
      .filter(({ arrivedAt, id }) => !before || arrivedAt < before.at || (arrivedAt === before.at && id < before.id))
      .toSorted((a, b) => b.arrivedAt - a.arrivedAt || (a.id < b.id ? 1 : -1))
      .slice(0, limit);
  }

  async countFrom(sender: string, since: number): Promise<number> {
    return [...this.came.values()].filter(({ facts, arrivedAt }) => facts.from?.address === sender && arrivedAt >= since).length;
  }

  async ticketsOf(messageIds: readonly string[]): ReturnType<MailRecords['ticketsOf']> {
    const went = [...this.out.values()].filter(({ messageId }) => messageIds.includes(messageId)).map(({ messageId, ticket }) => ({ messageId, ticket, sentByUs: true }));
    const came = [...this.came.values()].flatMap(({ facts: { messageId }, ticket }) => (messageId !== undefined && ticket !== undefined && messageIds.includes(messageId) ? [{ messageId, ticket, sentByUs: false }] : []));
    return [...went, ...came];
  }

  async post(mail: OutMail): Promise<boolean> {
    if (this.out.has(mail.id)) return false;
    this.out.set(mail.id, mail);
    return true;
  }

  async claim(now: number, leaseMs: number, limit: number): Promise<readonly OutMail[]> {
    const due = [...this.out.values()].filter(({ state, dueAt }) => (state === 'waiting' || state === 'sending') && dueAt <= now).slice(0, limit);
    return due.map((mail) => {
      const taken: OutMail = { ...mail, state: 'sending', attempts: mail.attempts + 1, dueAt: now + leaseMs, ...(mail.state === 'sending' ? { unsure: true } : {}) };
      this.out.set(mail.id, taken);
      return taken;
    });
  }

  async settleOut(mail: OutMail): Promise<void> {
    this.out.set(mail.id, mail);
  }

  async outOf({ ticket, ids, messageIds, states, limit }: Parameters<MailRecords['outOf']>[0]): Promise<readonly OutMail[]> {
    return [...this.out.values()].filter((mail) => (ticket === undefined || mail.ticket === ticket) && (!ids || ids.includes(mail.id)) && (!messageIds || messageIds.includes(mail.messageId)) && (!states || states.includes(mail.state))).slice(0, limit);
  }

  async unsentReplies(since: number, limit: number): Promise<readonly UnsentReply[]> {
    return this.replies.filter(({ ticket, seq, at }) => at >= since && !this.out.has(`${ticket}:${seq}`)).slice(0, limit);
  }

  async hold(mailbox: string, holder: string): ReturnType<MailRecords['hold']> {
    const held = this.cursors.get(mailbox) ?? { holder: undefined };
    if (held.holder !== undefined && held.holder !== holder) return undefined;
    this.cursors.set(mailbox, { ...held, holder });
    return held.cursor ? { cursor: held.cursor } : {};
  }

  async advance(mailbox: string, holder: string, cursor: MailboxCursor): Promise<boolean> {
    if (this.cursors.get(mailbox)?.holder !== holder) return false;
    this.cursors.set(mailbox, { holder, cursor });
    return true;
  }

  async release(mailbox: string, holder: string): Promise<void> {
    const held = this.cursors.get(mailbox);
    if (held?.holder === holder) this.cursors.set(mailbox, { ...held, holder: undefined });
  }

  async counts(): ReturnType<MailRecords['counts']> {
    const out = [...this.out.values()];
    return { waiting: out.filter(({ state }) => state === 'waiting' || state === 'sending').length, failed: out.filter(({ state }) => state === 'failed').length, quarantined: [...this.came.values()].filter(({ state }) => state === 'quarantined').length };
  }
}
