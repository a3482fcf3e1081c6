import type { CSeq } from './message.ts';
import { parseNameAddr, splitList } from './name-addr.ts';
import type { WrittenLine } from './split-head.ts';
import type { StartLine } from './start-line.ts';

/** The headers every message must have exactly once (RFC 3261 §8.1.1), found and judged in one pass. */
export interface Essentials {
  readonly viaLine: WrittenLine;
  readonly callId: string;
  readonly cseq: CSeq;
  readonly from: string;
  readonly to: string;
  /** Absent when the message says nothing. */
  readonly contentLength: number | undefined;
}

const ONCE = new Set(['from', 'to', 'call-id', 'cseq', 'max-forwards', 'content-length']);
/** RFC 3261 §8.1.1.5 asks for less than 2^31; senders with 32 bits are let through. */
const MAX_CSEQ = 2 ** 32 - 1;

export function findEssentials(lines: readonly WrittenLine[], start: StartLine): Essentials | { readonly why: string } {
  let viaLine: WrittenLine | undefined;
  const once: Record<string, string> = {};
  for (const line of lines) {
    if (line.name === 'via') viaLine ??= line;
    else if (ONCE.has(line.name)) {
      if (once[line.name] !== undefined) return { why: `more than one ${line.name}` };
      once[line.name] = line.value;
    }
  }
  const { from, to, cseq: cseqText } = once;
  const callId = once['call-id'];
  if (!viaLine || !from || !to || !callId || !cseqText) return { why: 'a mandatory header is missing' };
  if (/\s/.test(callId)) return { why: 'bad Call-ID' };
  if (!parseNameAddr(from)) return { why: 'bad From' };
  if (!parseNameAddr(to)) return { why: 'bad To' };
  const cseq = parseCSeq(cseqText);
  if (!cseq) return { why: 'bad CSeq' };
  if (start.kind === 'request' && cseq.method !== start.method) return { why: 'CSeq method differs from the request line' };
  const maxForwards = once['max-forwards'];
  if (maxForwards !== undefined && !/^\d{1,9}$/.test(maxForwards)) return { why: 'bad Max-Forwards' };
  const length = once['content-length'];
  if (length !== undefined && !/^\d{1,9}$/.test(length)) return { why: 'bad Content-Length' };
  return { viaLine, callId, cseq, from, to, contentLength: length === undefined ? undefined : Number(length) };
}

function parseCSeq(value: string): CSeq | undefined {
  const match = /^(\d{1,10})\s+(\S+)$/.exec(value);
  if (!match?.[1] || !match[2]) return undefined;
  const number = Number(match[1]);
  return number <= MAX_CSEQ ? { number, method: match[2] } : undefined;
}

/** Every Contact must be a name-addr, an addr-spec or `*` (RFC 3261 §20.10). */
export function contactsAreSound(lines: readonly WrittenLine[]): boolean {
  for (const line of lines) {
    if (line.name !== 'contact' || line.value === '*') continue;
    for (const one of splitList(line.value)) if (!parseNameAddr(one)) return false;
  }
  return true;
}
