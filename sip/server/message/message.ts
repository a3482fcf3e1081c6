import type { Via } from './via.ts';

/*
 * Text inside this server is a *byte string*: one character per byte (latin1), exactly as it came off the wire. So a
 * length is a length in bytes, UTF-8 display names and binary bodies survive untouched, and nothing is re-encoded.
 */

/** One header field line. */
export interface HeaderLine {
  /** Long form, lower case (`call-id`, never `i`). */
  readonly name: string;
  /** Unfolded and trimmed. */
  readonly value: string;
}

/** RFC 3261 §20.16: number and method. */
export interface CSeq {
  readonly number: number;
  readonly method: string;
}

interface Common {
  /** The whole message as received (byte string), without trailing octets beyond Content-Length. */
  readonly text: string;
  readonly headers: readonly HeaderLine[];
  readonly body: string;
  /** True when `text` may be handed on as it is: no compact header names, nothing to mend. */
  readonly regular: boolean;
  /** Where the topmost Via value lies in `text`. */
  readonly viaStart: number;
  readonly viaEnd: number;
  readonly via: Via;
  readonly callId: string;
  readonly cseq: CSeq;
  readonly from: string;
  readonly fromTag: string;
  readonly to: string;
  /** Empty when there is none. */
  readonly toTag: string;
}

export interface SipRequest extends Common {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
}

export interface SipResponse extends Common {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
}

export type SipMessage = SipRequest | SipResponse;

/** The first value of a header, by its long lower-case name. */
export function headerOf(message: { readonly headers: readonly HeaderLine[] }, name: string): string | undefined {
  for (const line of message.headers) if (line.name === name) return line.value;
  return undefined;
}

/** All lines of a header, in order of appearance. */
export function headersOf(message: { readonly headers: readonly HeaderLine[] }, name: string): string[] {
  const values: string[] = [];
  for (const line of message.headers) if (line.name === name) values.push(line.value);
  return values;
}

/** True when a comma list header (Require, Supported, …) names the token, in any line. */
export function lists(message: { readonly headers: readonly HeaderLine[] }, name: string, token: string): boolean {
  for (const line of message.headers) {
    if (line.name !== name) continue;
    for (const part of line.value.split(',')) if (part.trim().toLowerCase() === token) return true;
  }
  return false;
}
