/** One Via value (RFC 3261 §20.42) as far as transactions and replies need it. */
export interface Via {
  /** Upper case: UDP, TCP, TLS, … */
  readonly transport: string;
  readonly host: string;
  /** 0 when absent. */
  readonly port: number;
  /** Empty when absent (RFC 2543 senders). */
  readonly branch: string;
}

const SENT_BY = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._-]+))(?:\s*:\s*(\d{1,5}))?$/;
const PROTOCOL = /^SIP\s*\/\s*2\.0\s*\/\s*([A-Za-z0-9-]+)\s+(.+)$/is;
const PARAM_NAME = /^[\w\-.!%*+`'~]+$/;
const PARAM_VALUE = /^(?:"(?:[^"\\]|\\.)*"|[^\s;,="]*)$/s;

/** Takes one Via value apart, `undefined` when it breaks the grammar. */
export function parseVia(value: string): Via | undefined {
  const match = PROTOCOL.exec(value);
  if (!match?.[1] || !match[2]) return undefined;
  const [sentBy = '', ...params] = match[2].split(';');
  const place = SENT_BY.exec(sentBy.trim());
  if (!place) return undefined;
  let branch = '';
  for (const one of params) {
    // Cut and trimmed by hand: an expression that allows blanks in three places takes seconds for 60 kB of them.
    const equals = one.indexOf('=');
    const name = (equals < 0 ? one : one.slice(0, equals)).trim();
    const value = equals < 0 ? '' : one.slice(equals + 1).trim();
    if (!PARAM_NAME.test(name) || !PARAM_VALUE.test(value)) return undefined;
    if (name.toLowerCase() === 'branch') branch = value;
  }
  return {
    transport: match[1].toUpperCase(),
    host: place[1] ?? place[2] ?? '',
    port: place[3] === undefined ? 0 : Number(place[3]),
    branch,
  };
}

/**
 * The topmost Via value with `received` and `rport` filled in (RFC 3261 §18.2.1, RFC 3581 §4).
 * Deviates: `received` is added only when it differs from the sent-by host, as drachtio-server does.
 */
export function stampVia(value: string, via: Via, address: string, port: number): string {
  let stamped = value;
  if (stamped.includes('received')) stamped = stamped.replace(/;\s*received\s*=[^;,]*/i, '');
  if (stamped.includes('rport')) stamped = stamped.replace(/;\s*rport(?:\s*=\s*\d*)?(?=\s*(?:;|$))/i, `;rport=${port}`);
  return via.host === address ? stamped : `${stamped};received=${address}`;
}

/**
 * Identifies a server transaction (RFC 3261 §17.2.3) by branch, sent-by and method. Call-ID and CSeq are the same in every
 * message of a transaction anyway; they tell senders apart that use a branch twice, or none (RFC 2543: then the tag counts).
 */
export function transactionKey(via: Via, method: string, call: { callId: string; number: number; fromTag: string }): string {
  const kind = method === 'ACK' ? 'INVITE' : method;
  const mark = via.branch.startsWith('z9hG4bK') ? via.branch : call.fromTag;
  return `${mark}|${via.host}:${via.port}|${call.callId}|${call.number}|${kind}`;
}
