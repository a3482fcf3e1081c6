import { createHash } from 'node:crypto';
import { Headers, readHeaders } from '../mime/header-fields.ts';
import type { MailFacts } from '../model.ts';
import { factsOf } from '../reader/read-mail.ts';

/** Facts of the beginning of a mail, as far as they can be read. */
export function headerFacts(begin: Buffer): MailFacts {
  return factsOf(readHeaders(begin, 0, Math.min(begin.length, 65_536))?.headers ?? new Headers(new Map(), 0));
}

/** What a mail is known by of which only the header was fetched: the fields that do not change on its way. */
export function hashOf(header: Uint8Array, bytes: number): string {
  const headers = readHeaders(Buffer.from(header), 0, header.length)?.headers;
  const fields = ['message-id', 'date', 'from', 'to', 'subject'].map((name) => headers?.first(name) ?? '');
  return createHash('sha256').update(fields.join('\n')).update(fields.every((field) => field === '') ? `${bytes}` : '').digest('hex');
}
