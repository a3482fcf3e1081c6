/** Header names: compact forms (RFC 3261 §7.3.3 and later registrations), canonical spelling, order on the wire. */

/** In the order in which this server writes them; the position is the rank. */
const KNOWN = [
  'Via', 'Route', 'Record-Route', 'Max-Forwards', 'Proxy-Require', 'From', 'To', 'Call-ID', 'CSeq', 'Contact', 'RSeq',
  'RAck', 'Request-Disposition', 'Accept-Contact', 'Reject-Contact', 'Expires', 'Date', 'Retry-After', 'Timestamp',
  'Min-Expires', 'Subject', 'Priority', 'Call-Info', 'Organization', 'Server', 'User-Agent', 'In-Reply-To', 'Accept',
  'Accept-Encoding', 'Accept-Language', 'Allow', 'Require', 'Supported', 'Unsupported', 'Event', 'Allow-Events',
  'Subscription-State', 'Proxy-Authenticate', 'Proxy-Authentication-Info', 'Proxy-Authorization', 'Authorization',
  'WWW-Authenticate', 'Authentication-Info', 'Error-Info', 'Warning', 'Refer-To', 'Referred-By', 'Replaces',
  'Session-Expires', 'Min-SE', 'Path', 'Service-Route', 'Reason', 'Security-Client', 'Security-Server',
  'Security-Verify', 'Privacy', 'SIP-ETag', 'SIP-If-Match', 'MIME-Version', 'Content-Type', 'Content-Encoding',
  'Content-Language', 'Content-Disposition', 'Content-Length',
] as const;

const COMPACT: Readonly<Record<string, string>> = {
  a: 'accept-contact', b: 'referred-by', c: 'content-type', d: 'request-disposition', e: 'content-encoding',
  f: 'from', i: 'call-id', j: 'reject-contact', k: 'supported', l: 'content-length', m: 'contact', n: 'identity-info',
  o: 'event', r: 'refer-to', s: 'subject', t: 'to', u: 'allow-events', v: 'via', x: 'session-expires', y: 'identity',
};

interface Known {
  readonly spelling: string;
  readonly rank: number;
}

/** Unknown names come after Content-Length, in the order given. */
const CUSTOM_RANK = KNOWN.length;

const BY_KEY = new Map<string, Known>(KNOWN.map((spelling, rank) => [spelling.toLowerCase(), { spelling, rank }]));
/** Spellings seen all the time, so that the parser needs no lower-casing for them. */
const KEY_OF = new Map<string, string>(
  KNOWN.flatMap((name): [string, string][] => [[name, name.toLowerCase()], [name.toLowerCase(), name.toLowerCase()]]),
);

/** The long lower-case name of a header as written by anybody. */
export function headerKey(written: string): string {
  const known = KEY_OF.get(written);
  if (known !== undefined) return known;
  const lower = written.toLowerCase();
  return lower.length === 1 ? (COMPACT[lower] ?? lower) : lower;
}

/** The spelling on the wire: the canonical one, `X-…` as given, other custom names capitalised after each dash. */
export function headerSpelling(key: string, written: string): string {
  const known = BY_KEY.get(key);
  if (known) return known.spelling;
  if (key.startsWith('x-')) return written;
  return written.replace(/(^|-)([a-z])/g, (_all, dash: string, letter: string) => dash + letter.toUpperCase());
}

export const headerRank = (key: string): number => BY_KEY.get(key)?.rank ?? CUSTOM_RANK;
