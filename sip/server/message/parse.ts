import { bracketed, splitList, tagOf } from './name-addr.ts';
import type { HeaderLine, SipMessage } from './message.ts';
import { type SplitHead, splitHead, type WrittenLine } from './split-head.ts';
import { parseStartLine, type StartLine } from './start-line.ts';
import { contactsAreSound, type Essentials, findEssentials } from './validate.ts';
import { parseVia } from './via.ts';

/** What stands in the way of a message. */
export interface Refusal {
  /** What to answer a request with; responses and hopeless input are dropped. */
  readonly status: 400 | 505;
  /** For the log: what is wrong, without any content. */
  readonly why: string;
  /** The header lines that could be read, for a stateless answer; empty when no answer is possible. */
  readonly headers: readonly HeaderLine[];
  readonly isRequest: boolean;
  readonly method: string;
}

export type Parsed = { readonly ok: true; readonly message: SipMessage } | { readonly ok: false; readonly refusal: Refusal };

/**
 * Parses and validates one message (byte string, one datagram or one framed stretch of a stream).
 * Bad input is a value with the answer it deserves. Structured values other than the routing headers stay text.
 */
export function parseMessage(text: string): Parsed {
  const head = splitHead(text);
  const start = parseStartLine(head.startLine);
  if (start.kind === 'bad') return refuse(head, 'request', start.status, start.why, start.method);
  const method = start.kind === 'request' ? start.method : '';
  if (head.broken) return refuse(head, start.kind, 400, 'malformed header line', method);
  const essentials = findEssentials(head.lines, start);
  if ('why' in essentials) return refuse(head, start.kind, 400, essentials.why, method);
  const bodyAt = head.bodyAt;
  const room = text.length - bodyAt;
  const length = essentials.contentLength ?? room;
  if (length > room) return refuse(head, start.kind, 400, 'Content-Length is larger than the message', method);
  if (!contactsAreSound(head.lines)) return refuse(head, start.kind, 400, 'bad Contact', method);
  return assemble(text.length === bodyAt + length ? text : text.slice(0, bodyAt + length), head, start, essentials);
}

function assemble(text: string, head: SplitHead, start: Exclude<StartLine, { kind: 'bad' }>, e: Essentials): Parsed {
  const top = topVia(e.viaLine);
  const via = top === undefined ? undefined : parseVia(top.value);
  if (top === undefined || via === undefined) {
    return refuse(head, start.kind, 400, 'bad Via', start.kind === 'request' ? start.method : '');
  }
  const common = {
    text,
    headers: head.lines,
    body: text.slice(head.bodyAt),
    regular: !head.compact && top.inPlace,
    viaStart: top.start,
    viaEnd: top.end,
    via,
    callId: e.callId,
    cseq: e.cseq,
    from: bracketed(e.from),
    fromTag: tagOf(e.from),
    to: bracketed(e.to),
    toTag: tagOf(e.to),
  };
  if (start.kind === 'request') {
    return { ok: true, message: { kind: 'request', method: start.method, uri: start.uri, ...common } };
  }
  return { ok: true, message: { kind: 'response', status: start.status, reason: start.reason, ...common } };
}

/** The first value of the first Via line with its place in the text (`inPlace` is false when folding hides it). */
function topVia(line: WrittenLine): { value: string; start: number; end: number; inPlace: boolean } | undefined {
  const first = splitList(line.value)[0];
  if (first === undefined) return undefined;
  if (first.length === line.value.length) return { value: first, start: line.start, end: line.end, inPlace: true };
  const folded = line.end - line.start > line.value.length;
  return { value: first, start: line.start, end: line.start + first.length, inPlace: !folded };
}

function refuse(head: SplitHead, kind: 'request' | 'response', status: 400 | 505, why: string, method: string): Parsed {
  return { ok: false, refusal: { status, why, headers: head.lines, isRequest: kind === 'request', method } };
}
