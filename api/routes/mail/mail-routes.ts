import { z } from 'zod';
import { Fault } from '#core';
import type { InMail, OutMail } from '#mail';
import { HttpFault, type Route, route } from '../../http/route.ts';
import { ErrorBody, NoQuery } from '../../http/schemas.ts';
import type { AccessPort } from '../../port.ts';
import type { Caller } from '../../who/caller.ts';
import { forbidden } from '../../who/gate.ts';
import type { QueueAccess } from '../../who/queue-access.ts';
import { definedOf } from '../defined-of.ts';
import type { TicketPort } from '../tickets/port.ts';
import { handled } from '../tickets/ticket-access.ts';
import { NumberParams } from '../tickets/ticket-schemas.ts';
import { HeldList, HeldMail, HeldQuery, MailCursor, MailParams, OutgoingList, OutgoingQuery, TicketMails } from './mail-schemas.ts';
import type { MailPort } from './port.ts';

export interface MailRoutesParts {
  readonly mail: MailPort;
  readonly tickets: TicketPort;
  readonly access: QueueAccess;
  readonly audit: AccessPort['audit'] | undefined;
}

/** Mail of tickets: what came and went with each, what was held back, originals. */
export function mailRoutes(parts: MailRoutesParts): Route[] {
  return [held(parts), release(parts), original(parts), outgoing(parts), retry(parts), ofTicket(parts)];
}

const mayManage = (access: QueueAccess, caller: Caller, queue: string | undefined): boolean => caller.reach('mail.manage').kind === 'all' || (queue !== undefined && access.may(caller, 'mail.manage', queue));

const held = ({ mail, access }: MailRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/mail',
    summary: 'Mails that came, newest first: those held back (quarantined), passed over (ignored), begun, done',
    need: 'mail.manage',
    query: HeldQuery,
    answers: { 200: { description: 'Of mailboxes whose queue the asker watches over', schema: HeldList } },
    handle: async ({ query: { state, mailbox, limit, cursor }, caller }) => {
      const own = caller.reach('mail.manage').kind === 'all' ? (mailbox === undefined ? undefined : [mailbox]) : mail.mailboxes().filter((id) => (mailbox === undefined || id === mailbox) && mayManage(access, caller, mail.queueOf(id)));
      const [, at, id] = MailCursor.exec(cursor ?? '') ?? [];
      const found = await mail.find({ states: state, limit: limit + 1, ...(own ? { mailboxes: own } : {}), ...(at === undefined || id === undefined ? {} : { before: { at: Number(at), id } }) });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return { mails: page.map(heldOf), ...(found.length > limit && last ? { next: `${last.arrivedAt}~${last.id}` } : {}) };
    },
  });

const release = ({ mail, access, audit }: MailRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/mail/{id}/release',
    summary: 'Let a mail through that was held back or passed over: it becomes a ticket, or a reply in its ticket',
    need: 'mail.manage',
    params: MailParams,
    query: NoQuery,
    answers: { 200: { description: 'The mail with its ticket', schema: HeldMail }, 409: { description: 'It is in a ticket already', schema: ErrorBody } },
    handle: async ({ params: { id }, caller }) => {
      const found = await managed(mail, access, caller, id);
      const released = await mail.release(found, caller.actor.id);
      if (!released) throw new HttpFault(409, new Fault('mail.not-held', 'This mail is not held back: it is in a ticket already.'));
      if (caller.session) await audit?.record(caller.actor, 'ticket-changed', released.ticket ?? id);
      return heldOf(released);
    },
  });

const original = ({ mail, access, audit }: MailRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/mail/{id}/original',
    summary: 'A mail as it came, for saving (message/rfc822); it may hold anything',
    need: 'mail.manage',
    params: MailParams,
    query: NoQuery,
    answers: { 200: { description: 'The mail', content: ['message/rfc822'] } },
    handle: async ({ params: { id }, caller, reply }) => {
      const found = await managed(mail, access, caller, id);
      const bytes = await mail.original(found);
      if (!bytes) throw new HttpFault(404, new Fault('mail.no-original', 'The original is not here: it was too large and stayed in the mailbox, or its file is gone.'));
      if (caller.session) await audit?.record(caller.actor, 'original-heard', id);
      return reply.headers({ 'content-type': 'message/rfc822', 'content-disposition': `attachment; filename="${id.slice(0, 16)}.eml"`, 'content-security-policy': "default-src 'none'; sandbox", 'cache-control': 'private, no-store' }).send(bytes);
    },
  });

const outgoing = ({ mail }: MailRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/mail/outgoing',
    summary: 'Mails that go out, newest first: those that wait, are being sent, failed or came back',
    need: 'mail.manage',
    query: OutgoingQuery,
    answers: { 200: { description: 'For those who watch over all queues', schema: OutgoingList } },
    handle: async ({ query: { state, limit }, caller }) => {
      if (caller.reach('mail.manage').kind !== 'all') throw forbidden();
      return { mails: (await mail.outgoing({ states: state, limit })).map(sentOf) };
    },
  });

const retry = ({ mail, tickets, access }: MailRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/mail/outgoing/{id}/retry',
    summary: 'Send a mail again that failed or came back, or at once one that waits',
    need: 'ticket.handle',
    params: MailParams,
    query: NoQuery,
    answers: { 200: { description: 'It is tried at once', schema: z.object({ id: z.string() }) }, 409: { description: 'It was sent', schema: ErrorBody } },
    handle: async ({ params: { id }, caller }) => {
      const [found] = await mail.outgoing({ ids: [id], limit: 1 });
      if (!found) throw new HttpFault(404, new Fault('mail.unknown', 'There is no mail with this id. GET /api/mail lists them.'));
      await handled(tickets, access, caller, found.ticket);
      if (!(await mail.retry(id))) throw new HttpFault(409, new Fault('mail.not-waiting', 'This mail was sent, or is being sent just now.'));
      return { id };
    },
  });

const ofTicket = ({ mail, tickets, access }: MailRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/tickets/{id}/mail',
    summary: 'Mails of a ticket: what came, with its cleaned HTML, and what went, with its state; newest first, at most 200 of each',
    need: 'ticket.handle',
    params: NumberParams,
    query: NoQuery,
    answers: { 200: { description: 'Both', schema: TicketMails } },
    handle: async ({ params: { id }, caller }) => {
      await handled(tickets, access, caller, id);
      const [came, went] = await Promise.all([mail.find({ ticket: id, limit: 200 }), mail.outgoing({ ticket: id, limit: 200 })]);
      return { received: came.map((one) => receivedOf(one, id)), sent: went.map(sentOf) };
    },
  });

async function managed(mail: MailPort, access: QueueAccess, caller: Caller, id: string): Promise<InMail> {
  const found = await mail.get(id);
  if (!found) throw new HttpFault(404, new Fault('mail.unknown', 'There is no mail with this id. GET /api/mail lists them.'));
  if (!mayManage(access, caller, mail.queueOf(found.mailbox))) throw forbidden();
  return found;
}

function heldOf({ id, mailbox, state, plan, arrivedAt, bytes, facts, ticket, original: kept, releasedBy }: InMail): z.input<typeof HeldMail> {
  const why = plan.do === 'quarantine' || plan.do === 'ignore' ? plan.why : undefined;
  return definedOf({ id, mailbox, state, why, at: arrivedAt, bytes, from: facts.from, subject: facts.subject, ticket, original: kept !== undefined, releasedBy });
}

function receivedOf(mail: InMail, ticket: string) {
  const { facts: { to, cc, messageId }, text, html, files, notKept } = mail;
  const shown = files.map(({ id, name, type, bytes, inline }) => definedOf({ id, name, type, bytes, inline }));
  return { ...heldOf(mail), to, cc, ...(messageId === undefined ? {} : { messageId }), text, html: pictured(html, files, ticket), files: shown, notKept };
}

/** Pictures of the mail are files of its ticket; the cleaned text names them by their Content-ID (RFC 2392). */
function pictured(html: string, files: InMail['files'], ticket: string): string {
  return html.replaceAll(/\ssrc="cid:([^"]{1,250})"/gi, (_, cid: string) => {
    const file = files.find(({ inline }) => inline !== undefined && (inline === cid || encodeURIComponent(inline) === cid || inline === cid.replaceAll('&amp;', '&')));
    return file ? ` src="/api/tickets/${ticket}/files/${file.id}?show=picture"` : '';
  });
}

function sentOf({ id, ticket, state, to, subject, messageId, automatic, createdAt, sentAt, dueAt, attempts, said, unsure }: OutMail) {
  return definedOf({ id, ticket, state, to, subject, messageId, automatic, createdAt, sentAt, dueAt, attempts, said, unsure });
}
