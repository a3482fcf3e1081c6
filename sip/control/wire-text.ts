import { isToken, oneLine } from '../message/header-text.ts';
import type { MessageParts } from './control.ts';

/**
 * drachtio-server 0.9 reads the control connection into a ring of 12,228 bytes; a longer frame wedges the connection
 * without a word. Headers of the frame and what srf adds stay below the difference.
 */
export const LARGEST_FRAME_BYTES = 11_500;
/** It cuts all headers together after 8,400 bytes. */
const LARGEST_HEADERS_BYTES = 8_000;

/** Whether a drachtio-server takes a message with these headers and this body whole. */
export function fitsFrame(headersBytes: number, body = ''): boolean {
  return headersBytes <= LARGEST_HEADERS_BYTES && headersBytes + Buffer.byteLength(body) <= LARGEST_FRAME_BYTES;
}

/** Names that the server or srf writes itself; the application must not. */
const RESERVED = new Set(['via', 'from', 'to', 'call-id', 'cseq', 'route', 'record-route', 'max-forwards', 'content-length']);

/**
 * Headers as srf wants them: one text per name, no line breaks from outside. Several values of one name become several
 * header rows by the line break that srf passes on: challenges must not share a row (RFC 3261 §7.3.1).
 */
export function wireHeaders(parts: MessageParts, own: Record<string, string>): Record<string, string> {
  const headers = { ...own };
  for (const [name, value] of Object.entries(parts.headers ?? {})) {
    if (!isToken(name)) continue;
    headers[name] = typeof value === 'string' ? oneLine(value) : value.map(oneLine).join(`\r\n${name}: `);
  }
  if (parts.body) headers['Content-Type'] = parts.contentType ?? 'application/sdp';
  return headers;
}

/** Extra headers of the application, without those that would change who is called by whom. */
export function extraHeaders(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  const allowed = Object.entries(headers).filter(([name]) => !RESERVED.has(name.toLowerCase()) && !/^content-/i.test(name));
  return Object.fromEntries(allowed);
}

/** srf keeps its own Content-Length among the headers, as a number. */
export function frameBytes(headers: Readonly<Record<string, string | number | undefined>>, body: string | undefined): number {
  let bytes = Buffer.byteLength(body ?? '');
  for (const [name, value] of Object.entries(headers)) bytes += name.length + 4 + Buffer.byteLength(String(value ?? ''));
  return bytes;
}
