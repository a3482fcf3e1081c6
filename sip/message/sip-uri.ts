import { withoutControls } from './header-text.ts';
import { parseParams } from './split-list.ts';

/** What we need of a SIP, SIPS (RFC 3261 §19.1) or tel URI (RFC 3966). */
export interface SipUri {
  readonly scheme: 'sip' | 'sips' | 'tel';
  /** Percent-decoded, without password, parameters and control characters; the number of a tel URI. */
  readonly user: string;
  /** Lower case; IPv6 keeps its brackets; empty for tel. */
  readonly host: string;
  readonly port?: number;
  readonly params: ReadonlyMap<string, string>;
  /** Embedded header fields, names in lower case (RFC 3261 §19.1.1). */
  readonly headers: ReadonlyMap<string, string>;
}

/** Longer ones are attacks or mistakes; RFC 3261 names no limit. */
const LONGEST_URI = 1024;

/** Parses a URI; undefined when it is not one or its scheme is not ours. Never throws, linear time. */
export function parseSipUri(text: string): SipUri | undefined {
  const colon = text.indexOf(':');
  if (colon < 0 || text.length > LONGEST_URI || /[\s<>"]/.test(text)) return undefined;
  const scheme = text.slice(0, colon).toLowerCase();
  const rest = text.slice(colon + 1);
  if (scheme === 'tel') return parseTel(rest);
  if (scheme !== 'sip' && scheme !== 'sips') return undefined;
  const at = rest.indexOf('@');
  const [beforeHeaders, embedded = ''] = splitOnce(rest.slice(at + 1), '?');
  const [hostPort = '', ...params] = beforeHeaders.split(';');
  const place = parseHostPort(hostPort);
  const user = at < 0 ? '' : decodeUser(rest.slice(0, at));
  if (!place || user === undefined || beforeHeaders.includes('@')) return undefined;
  return { scheme, user, ...place, params: parseParams(params), headers: embeddedHeaders(embedded) };
}

function parseTel(rest: string): SipUri | undefined {
  const [number = '', ...params] = rest.split(';');
  if (!/^\+?[0-9A-Fa-f*#().-]+$/.test(number)) return undefined;
  const user = number.replace(/[().-]/g, '');
  return { scheme: 'tel', user, host: '', params: parseParams(params), headers: new Map() };
}

function parseHostPort(text: string): { host: string; port?: number } | undefined {
  const match = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?$/.exec(text);
  if (!match?.[1]) return undefined;
  const host = match[1].toLowerCase();
  if (match[2] === undefined) return { host };
  const port = Number(match[2]);
  return port >= 1 && port <= 65535 ? { host, port } : undefined;
}

function decodeUser(userInfo: string): string | undefined {
  const [user] = splitOnce(userInfo, ':');
  const decoded = percentDecode(user.split(';')[0] ?? '');
  return decoded === undefined ? undefined : withoutControls(decoded);
}

/** Percent-decoding that refuses broken escapes and broken UTF-8 instead of throwing. */
export function percentDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** A user part that may stand in a SIP URI whatever it holds (RFC 3261 §25.1, `user`). */
export function encodeUser(user: string): string {
  return encodeURIComponent(user.toWellFormed()).replace(/%(2B|24|26|3D)/g, (escape) => decodeURIComponent(escape));
}

function embeddedHeaders(text: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const part of text.split('&')) {
    const [name, value] = splitOnce(part, '=');
    if (name !== '') headers.set(name.toLowerCase(), percentDecode(value ?? '') ?? '');
  }
  return headers;
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
