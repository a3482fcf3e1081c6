import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '#core';
import { HttpFault } from '../../http/route.ts';
import { KeyHeader } from './ticket-schemas.ts';

/** The key of a request, in the name space of its sender. */
export function keyOf(headers: IncomingHttpHeaders, sender: string): { readonly key?: string } {
  const given = headers['idempotency-key'];
  if (given === undefined) return {};
  const read = KeyHeader.safeParse({ 'idempotency-key': given });
  if (!read.success) throw new HttpFault(400, new Fault('api.bad-request', 'Not allowed: header Idempotency-Key: must be 1 to 128 visible ASCII characters. GET /api/openapi.json says what is.'));
  return { key: `${sender}/${String(given)}` };
}
