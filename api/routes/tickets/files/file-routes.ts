import type { Readable } from 'node:stream';
import { z } from 'zod';
import { Fault } from '#core';
import type { TicketFile, TicketFiles } from '#tickets';
import { HttpFault, type Route, route } from '../../../http/route.ts';
import { ErrorBody, NoQuery } from '../../../http/schemas.ts';
import { definedOf } from '../../defined-of.ts';
import { keyOf } from '../idempotency-key.ts';
import { done, handled, shown } from '../ticket-access.ts';
import type { TicketRoutesParts } from '../ticket-routes.ts';
import { FileBody, KeyHeader, NumberParams, TicketBody } from '../ticket-schemas.ts';
import { attachmentHeader } from './attachment-header.ts';

/** Shown inside a page: no script hides in one. */
const PICTURES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
/** The largest that can be configured; what is taken is counted while it comes. */
const LARGEST = 1_000 * 1_048_576;

/** Files of tickets: sent by themselves, then named in a reply or a note; always downloads, never pages. */
export function fileRoutes(parts: TicketRoutesParts, files: TicketFiles): Route[] {
  return [limitsRoute(files), uploadRoute(parts, files), downloadRoute(parts, files)];
}

const limitsRoute = (files: TicketFiles): Route =>
  route({
    method: 'GET',
    path: '/api/ticket-files',
    summary: 'Which files tickets take',
    need: 'ticket.handle',
    query: NoQuery,
    answers: { 200: { description: 'As configured', schema: z.object({ mostBytes: z.number().int(), endings: z.array(z.string()).readonly() }) } },
    handle: async () => files.limits,
  });

const uploadRoute = ({ tickets, access, audit }: TicketRoutesParts, files: TicketFiles): Route =>
  route({
    method: 'POST',
    path: '/api/tickets/{id}/files',
    summary: 'Attach a file: its content as application/octet-stream; replies and notes name it by its id',
    need: 'ticket.handle',
    largestBody: LARGEST,
    params: NumberParams,
    query: z.strictObject({ name: z.string().min(1).max(1_000).describe('Its name; the ending says what it is.') }),
    headers: KeyHeader,
    answers: {
      200: { description: 'The file, and the ticket with it', schema: z.object({ file: FileBody, ticket: TicketBody }) },
      413: { description: 'It is too large', schema: ErrorBody },
      422: { description: 'It is empty, of a type that is not taken, or the scanner refuses it', schema: ErrorBody },
      503: { description: 'The scanner does not answer', schema: ErrorBody },
    },
    handle: async ({ params: { id }, query: { name }, caller, request }) => {
      const before = await handled(tickets, access, caller, id);
      if (before.state === 'closed') throw new HttpFault(409, new Fault('tickets.closed', 'A closed ticket takes nothing but notes; make a new one with it as parent.'));
      const file = kept(await files.keep({ name, content: contentOf(request.body) }));
      const by = caller.actor.id;
      const ticket = done(await tickets.change(id, { type: 'attach', files: [file] }, { by, ...keyOf(request.headers, by) }));
      if (caller.session) await audit?.record(caller.actor, 'ticket-changed', id);
      return { file, ticket: shown(ticket) };
    },
  });

function contentOf(body: unknown): Readable {
  if (body !== null && typeof body === 'object' && 'pipe' in body) return body as Readable;
  throw new HttpFault(400, new Fault('api.bad-request', 'Send the content of the file with "Content-Type: application/octet-stream". GET /api/openapi.json says what is allowed.'));
}

function kept(result: Awaited<ReturnType<TicketFiles['keep']>>): TicketFile {
  if (!result.ok && result.fault.code === 'tickets.file-too-large') throw new HttpFault(413, result.fault);
  return done(result);
}

const downloadRoute = ({ tickets, access }: TicketRoutesParts, files: TicketFiles): Route =>
  route({
    method: 'GET',
    path: '/api/tickets/{id}/files/{file}',
    summary: 'Download a file of a ticket',
    need: 'ticket.handle',
    params: z.strictObject({ id: z.string().max(40), file: z.string().max(64) }),
    query: z.strictObject({ show: z.enum(['picture']).optional().describe('Pictures (PNG, JPEG, GIF, WebP) inside a page; everything else is saved.') }),
    answers: { 200: { description: 'The content', content: ['application/octet-stream'] } },
    handle: async ({ params: { id, file }, query: { show }, caller, reply }) => {
      const { files: own = [] } = await handled(tickets, access, caller, id);
      const facts = own.find((one) => one.id === file);
      const opened = facts && (await files.open(facts.sha256));
      if (!facts || !opened) throw new HttpFault(404, new Fault('tickets.unknown-file', 'The ticket has no such file, or its content is gone from the folder of attachments.'));
      const picture = show === 'picture' && PICTURES.has(facts.type);
      return reply
        .headers({
          'content-type': picture ? facts.type : 'application/octet-stream',
          'content-length': opened.bytes,
          'content-disposition': attachmentHeader(facts.name, picture ? 'inline' : 'attachment'),
          'content-security-policy': "default-src 'none'; sandbox",
          'cross-origin-resource-policy': 'same-origin',
          'cache-control': 'private, no-store',
        })
        .send(opened.content);
    },
  });

/** The facts of files that a request names by their ids; all must be on the ticket. */
export function namedFiles(ids: readonly string[] | undefined, own: readonly TicketFile[]): { readonly files?: readonly TicketFile[] } {
  if (ids === undefined || ids.length === 0) return {};
  const named = ids.map((id) => own.find((file) => file.id === id));
  if (named.includes(undefined)) throw new HttpFault(422, new Fault('tickets.unknown-file', 'The ticket has no such file: send it first, POST /api/tickets/{id}/files.'));
  return definedOf({ files: named.filter((file) => file !== undefined) });
}
