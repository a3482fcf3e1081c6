/** Whom a visitor's phone may call, as whom. */
export interface GuestFacts {
  readonly account: string;
  readonly number: string;
}

/** The call that a ticket was for. */
export type GuestState = { readonly call: string | undefined };

/** Requests of the one call, once it has begun. No REFER: visitors are transferred, they do not transfer. */
const IN_CALL: ReadonlySet<string> = new Set(['ACK', 'BYE', 'CANCEL', 'INFO', 'INVITE', 'OPTIONS', 'PRACK', 'UPDATE']);

/**
 * What a visitor's phone may say (RFC 3261 requests and responses as text): one call, to the number of the page, in the
 * name it was given. Returns the state afterwards; undefined: not allowed. Stricter than SIP, for only our page speaks here.
 */
export function guestSays(text: string, { account, number }: GuestFacts, state: GuestState): GuestState | undefined {
  // RFC 5626 §3.5.1, a sign of life.
  if (text.trim() === '') return state;
  const [head = ''] = text.split('\r\n\r\n', 1);
  const lines = head.split('\r\n');
  // A line that goes on, or ends in another way, is read differently by different readers.
  if (/[\r\n]/.test(lines.join('')) || lines.some((line) => /^[ \t]/.test(line))) return undefined;
  const [first = '', ...headers] = lines;
  if (first.startsWith('SIP/2.0 ')) return state;
  const [, method = '', user] = /^([A-Z]+) sips?:(?:([^@:;?\s]+)@)?\S* SIP\/2\.0$/.exec(first) ?? [];
  const from = only(headers, 'from', 'f');
  const to = only(headers, 'to', 't');
  const call = only(headers, 'call-id', 'i');
  if (!IN_CALL.has(method) || from === undefined || to === undefined || call === undefined) return undefined;
  if (nameOf(from) !== account || (state.call !== undefined && state.call !== call)) return undefined;
  if (/;\s*tag\s*=/i.test(to) || method === 'CANCEL') return state.call === undefined ? undefined : state;
  // RFC 7118 §5: a browser has no address; any other would have us send to it.
  const contact = only(headers, 'contact', 'm');
  const isBrowser = contact !== undefined && /^<sips?:[^@>\s]+@[^@>;:\s]+\.invalid(?:[;:][^>]*)?>[^<>]*$/.test(contact);
  return method === 'INVITE' && user === number && nameOf(to) === number && isBrowser ? { call } : undefined;
}

/** The value of a header that stands there once. */
function only(headers: readonly string[], name: string, compact: string): string | undefined {
  const values = headers.flatMap((line) => {
    const colon = line.indexOf(':');
    const key = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    return key === name || key === compact ? [line.slice(colon + 1).trim()] : [];
  });
  return values.length === 1 ? values[0] : undefined;
}

/** User of `"name" <sip:user@host>;tag=…` or `sip:user@host;tag=…`. */
function nameOf(address: string): string | undefined {
  return /^(?:(?:"[^"<>\\]*"|[^"<>:;,]*)\s*<sips?:([^@:;?>\s]+)@[^<>\s]*>|sips?:([^@:;?>\s]+)@[^<>\s,]*)(?:\s*;[^<>]*)?$/.exec(address)?.slice(1).find((user) => user !== undefined);
}
