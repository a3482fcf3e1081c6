import type { EpochMillis, Millis } from '#core';
import type { InMail, InQuery, InState, MailRecords, MailboxCursor, OutMail, UnsentReply } from '#mail';
import type { Prepared, Row, Sql } from '../sql/sql.ts';
import { epochOf } from '../timeline/rows.ts';

const iso = (at: EpochMillis) => new Date(Math.round(at)).toISOString();
/** What strangers write may hold what PostgreSQL cannot. */
const plain = (text: string) => text.replaceAll('\u0000', '').toWellFormed();
const json = (value: object) => JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? plain(part) : part));
const optional = (text: string | undefined) => (text === undefined ? null : plain(text));
const inOf = (row: Row) => row['body'] as InMail;
const outOf = (row: Row) => row['body'] as OutMail;
/** One mail is found by at most so much of a strange Message-ID. */
const KEY = 250;

const UNSENT: Prepared = {
  name: 'mail-unsent',
  text: `SELECT e.ticket, e.seq, e.at, e.actor, coalesce(e.content::jsonb, e.data) AS data FROM ticket_events e JOIN tickets t ON t.id = e.ticket
  WHERE e.type = 'replied' AND e.at >= $1 AND coalesce(e.content::jsonb, e.data)->>'from' = 'agent' AND coalesce(t.content::jsonb, t.body)->'requester'->>'email' IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM mail_out m WHERE m.id = e.ticket || ':' || e.seq::text)
  ORDER BY e.at LIMIT $2`,
};

/** `MailRecords` on any `Sql`. Twin of mail/memory-mail.ts. */
export class SqlMail implements MailRecords {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async arrive(mail: InMail): Promise<InMail> {
    const rows = await this.#sql.query('INSERT INTO mail_in (id, mailbox, state, ticket, message_id, sender, arrived_at, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb) ON CONFLICT (id) DO NOTHING RETURNING id', columns(mail));
    return rows.length > 0 ? mail : ((await this.get(mail.id)) ?? mail);
  }

  async settle(mail: InMail, from: readonly InState[]): Promise<boolean> {
    const [id, mailbox, state, ticket, messageId, sender, , body] = columns(mail);
    const rows = await this.#sql.query('UPDATE mail_in SET mailbox = $2, state = $3, ticket = $4, message_id = $5, sender = $6, body = $7::jsonb WHERE id = $1 AND state = ANY($8::text[]) RETURNING id', [id, mailbox, state, ticket, messageId, sender, body, from]);
    return rows.length > 0;
  }

  async get(id: string): Promise<InMail | undefined> {
    const [row] = await this.#sql.query('SELECT body FROM mail_in WHERE id = $1', [plain(id)]);
    return row && inOf(row);
  }

  async find({ limit, states, mailboxes, ticket, before }: InQuery): Promise<readonly InMail[]> {
    const values: unknown[] = [];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const where: string[] = [];
    if (states) where.push(`state = ANY(${bind(states)}::text[])`);
    if (mailboxes) where.push(`mailbox = ANY(${bind(mailboxes)}::text[])`);
    if (ticket !== undefined) where.push(`ticket = ${bind(ticket)}`);
    if (before) where.push(`(arrived_at, id) < (${bind(iso(before.at))}::timestamptz, ${bind(plain(before.id))}::text)`);
    const filter = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
    return (await this.#sql.query(`SELECT body FROM mail_in ${filter} ORDER BY arrived_at DESC, id DESC LIMIT ${bind(limit)}`, values)).map(inOf);
  }

  async countFrom(sender: string, since: EpochMillis): Promise<number> {
    const [row] = await this.#sql.query('SELECT count(*)::int AS n FROM mail_in WHERE sender = $1 AND arrived_at >= $2', [plain(sender), iso(since)]);
    return Number(row?.['n'] ?? 0);
  }

  async ticketsOf(messageIds: readonly string[]): ReturnType<MailRecords['ticketsOf']> {
    const ids = messageIds.map((id) => plain(id).slice(0, KEY));
    const rows = await this.#sql.query(
      `SELECT message_id, ticket, true AS ours FROM mail_out WHERE message_id = ANY($1::text[])
       UNION ALL SELECT message_id, ticket, false FROM mail_in WHERE message_id = ANY($1::text[]) AND ticket IS NOT NULL`,
      [ids],
    );
    return rows.map((row) => ({ messageId: String(row['message_id']), ticket: String(row['ticket']), sentByUs: row['ours'] === true }));
  }

  async post(mail: OutMail): Promise<boolean> {
    const { id, state, ticket, messageId, dueAt, createdAt } = mail;
    const rows = await this.#sql.query('INSERT INTO mail_out (id, state, ticket, message_id, due_at, created_at, body) VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb) ON CONFLICT (id) DO NOTHING RETURNING id', [plain(id), state, ticket, messageId, iso(dueAt), iso(createdAt), json(mail)]);
    return rows.length > 0;
  }

  async claim(now: EpochMillis, leaseMs: Millis, limit: number): Promise<readonly OutMail[]> {
    const due = (await this.#sql.query("SELECT body FROM mail_out WHERE state IN ('waiting', 'sending') AND due_at <= $1 ORDER BY due_at, id LIMIT $2", [iso(now), limit])).map(outOf);
    const taken = await Promise.all(due.map((mail) => this.#take(mail, now, leaseMs)));
    return taken.filter((mail) => mail !== undefined);
  }

  /** Of several servers one gets it: the row is as it was read, or it is somebody else's now. */
  async #take(mail: OutMail, now: EpochMillis, leaseMs: Millis): Promise<OutMail | undefined> {
    const taken: OutMail = { ...mail, state: 'sending', attempts: mail.attempts + 1, dueAt: now + leaseMs, ...(mail.state === 'sending' ? { unsure: true } : {}) };
    const rows = await this.#sql.query('UPDATE mail_out SET state = $2, due_at = $3, body = $4::jsonb WHERE id = $1 AND state = $5 AND due_at = $6 RETURNING id', [mail.id, taken.state, iso(taken.dueAt), json(taken), mail.state, iso(mail.dueAt)]);
    return rows.length > 0 ? taken : undefined;
  }

  async settleOut(mail: OutMail): Promise<void> {
    await this.#sql.query('UPDATE mail_out SET state = $2, due_at = $3, body = $4::jsonb WHERE id = $1', [mail.id, mail.state, iso(mail.dueAt), json(mail)]);
  }

  async outOf({ ticket, ids, messageIds, states, limit }: Parameters<MailRecords['outOf']>[0]): Promise<readonly OutMail[]> {
    const rows = await this.#sql.query(
      `SELECT body FROM mail_out WHERE ($2::text IS NULL OR ticket = $2) AND ($3::text[] IS NULL OR id = ANY($3)) AND ($4::text[] IS NULL OR message_id = ANY($4)) AND ($5::text[] IS NULL OR state = ANY($5))
       ORDER BY created_at DESC, id DESC LIMIT $1`,
      [limit, ticket ?? null, ids?.map(plain) ?? null, messageIds?.map(plain) ?? null, states ?? null],
    );
    return rows.map(outOf);
  }

  async unsentReplies(since: EpochMillis, limit: number): Promise<readonly UnsentReply[]> {
    const rows = await this.#sql.query(UNSENT, [iso(since), limit]);
    return rows.map(({ ticket, seq, at, actor, data }) => ({ ticket: String(ticket), seq: Number(seq), at: epochOf(at), by: String(actor), data: data as UnsentReply['data'] }));
  }

  async hold(mailbox: string, holder: string, leaseMs: Millis): ReturnType<MailRecords['hold']> {
    // The clock of the database: servers need not agree on the time.
    const [row] = await this.#sql.query(
      `INSERT INTO mail_boxes AS b (id, holder, held_until) VALUES ($1, $2, now() + $3::float8 * interval '1 millisecond')
       ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until WHERE b.holder = excluded.holder OR b.held_until < now() RETURNING cursor`,
      [mailbox, holder, leaseMs],
    );
    if (!row) return undefined;
    return row['cursor'] === null ? {} : { cursor: row['cursor'] as MailboxCursor };
  }

  async advance(mailbox: string, holder: string, cursor: MailboxCursor, leaseMs: Millis): Promise<boolean> {
    const rows = await this.#sql.query("UPDATE mail_boxes SET cursor = $3::jsonb, held_until = now() + $4::float8 * interval '1 millisecond' WHERE id = $1 AND holder = $2 RETURNING id", [mailbox, holder, json(cursor), leaseMs]);
    return rows.length > 0;
  }

  async release(mailbox: string, holder: string): Promise<void> {
    await this.#sql.query('UPDATE mail_boxes SET held_until = now() WHERE id = $1 AND holder = $2', [mailbox, holder]);
  }

  async counts(): ReturnType<MailRecords['counts']> {
    const [row] = await this.#sql.query(
      `SELECT (SELECT count(*)::int FROM mail_out WHERE state IN ('waiting', 'sending')) AS waiting, (SELECT count(*)::int FROM mail_out WHERE state = 'failed') AS failed,
              (SELECT count(*)::int FROM mail_in WHERE state = 'quarantined') AS quarantined`,
    );
    return { waiting: Number(row?.['waiting'] ?? 0), failed: Number(row?.['failed'] ?? 0), quarantined: Number(row?.['quarantined'] ?? 0) };
  }
}

function columns(mail: InMail): unknown[] {
  const { id, mailbox, state, ticket, facts, arrivedAt } = mail;
  return [id, mailbox, state, ticket ?? null, optional(facts.messageId?.slice(0, KEY)), optional(facts.from?.address.slice(0, KEY)), iso(arrivedAt), json(mail)];
}
