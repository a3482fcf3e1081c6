import { bracketed } from '../../message/name-addr.ts';
import { type Draft, draftHeader, type OutLine, outLine, ownLine, spacedCommas, writeMessage } from '../../message/write.ts';
import type { Flow } from '../../transport/port.ts';
import { localised, ownContact } from '../board.ts';
import type { RequestParts } from './outgoing.ts';

/** Headers of an application that the stack writes itself, in requests (specification §6.3). */
const OURS = new Set(['via', 'route', 'record-route', 'max-forwards', 'from', 'to', 'call-id', 'cseq', 'content-length', 'rseq']);
const CREDENTIALS = new Set(['authorization', 'proxy-authorization', 'www-authenticate', 'proxy-authenticate']);
const ADDRESSES = new Set(['contact', 'p-asserted-identity']);

/** The application's own headers, ready to be written: canonical names, `localhost` replaced, addresses bracketed. */
export function appLines(draft: Draft, flow: Flow, skip: ReadonlySet<string> = OURS): OutLine[] {
  const lines: OutLine[] = [];
  for (const header of draft.headers) {
    if (skip.has(header.name)) continue;
    let { value } = header;
    if (ADDRESSES.has(header.name)) value = localised(header.name === 'contact' ? bracketed(value) : value, flow);
    else if (CREDENTIALS.has(header.name)) value = spacedCommas(value);
    lines.push(outLine(header.name, header.written, value));
  }
  return lines;
}

/** RFC 3261 §20.15: a body needs words, unless it starts like a session description (specification §6.1). */
export const lacksContentType = (draft: Draft): boolean =>
  draft.body !== '' && draftHeader(draft, 'content-type') === undefined && !draft.body.startsWith('v=0');

/** Says what a session description is when the application did not. */
export function addContentType(draft: Draft, lines: OutLine[]): void {
  if (!draft.body.startsWith('v=0') || draftHeader(draft, 'content-type') !== undefined) return;
  lines.push(ownLine('Content-Type', 'application/sdp'));
}

/** Adds our Contact where the application gave none. */
export function addContact(draft: Draft, lines: OutLine[], contact: string): void {
  if (draftHeader(draft, 'contact') === undefined) lines.push(ownLine('Contact', contact));
}

export const contactOf = (draft: Draft, flow: Flow): string => {
  const given = draftHeader(draft, 'contact');
  return given === undefined ? ownContact(flow) : localised(bracketed(given), flow);
};

/** Writes a request from its parts and lines. */
export function composeRequest(
  parts: Omit<RequestParts, 'text' | 'body' | 'fromTag'> & { fromTag: string },
  lines: OutLine[],
  body: string,
  maxForwards = '70',
): RequestParts {
  const fixed =
    `Via: ${parts.via}\r\n${parts.routes}Max-Forwards: ${maxForwards}\r\nFrom: ${parts.from}\r\nTo: ${parts.to}\r\n` +
    `Call-ID: ${parts.callId}\r\nCSeq: ${parts.cseq} ${parts.method}\r\n`;
  return { ...parts, text: writeMessage(`${parts.method} ${parts.uri} SIP/2.0`, fixed, lines, body), body };
}

/** `METHOD uri SIP/2.0` as an application writes it; `undefined` when it is none. */
export function requestLine(startLine: string): { method: string; uri: string } | undefined {
  const match = /^([A-Za-z][\w\-.!%*+`'~]*) (\S+) SIP\/2\.0$/.exec(startLine);
  return match?.[1] && match[2] ? { method: match[1], uri: match[2] } : undefined;
}
