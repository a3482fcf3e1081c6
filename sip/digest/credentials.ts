import { Fault, type Result, failed, ok } from '#core';

import { unquoted } from '../message/header-text.ts';
import { splitList } from '../message/split-list.ts';

export type DigestAlgorithm = 'MD5' | 'SHA-256';

/** One set of digest credentials as the client sent it (RFC 7616 §3.4). */
export interface Credentials {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  readonly response: string;
  readonly algorithm: DigestAlgorithm;
  /** Absent in RFC 2069 credentials, which have no replay count. */
  readonly qop?: { readonly nc: number; readonly ncText: string; readonly cnonce: string };
}

/** Two sets of SHA-256 credentials with long names stay below; more is an attack. */
const LONGEST_HEADER = 4096;
const RESPONSE_LENGTH: Readonly<Record<DigestAlgorithm, number>> = { MD5: 32, 'SHA-256': 64 };

/**
 * Reads an Authorization or Proxy-Authorization header, several of them joined by commas included.
 * Sets of other schemes and algorithms are left out; a malformed digest set is the fault `sip.bad-credentials`.
 */
export function parseCredentials(header: string): Result<readonly Credentials[]> {
  if (header.length > LONGEST_HEADER) return bad('is too long');
  const sets: { scheme: string; fields: Map<string, string> }[] = [];
  for (const part of splitList(header)) {
    const start = /^([A-Za-z0-9-]+)\s+([^=\s]+\s*=.*)$/s.exec(part);
    if (start?.[1]) sets.push({ scheme: start[1].toLowerCase(), fields: new Map() });
    const fields = sets.at(-1)?.fields;
    const pair = /^([A-Za-z0-9-]+)\s*=\s*(.*)$/s.exec(start?.[2] ?? part);
    if (!fields || !pair?.[1]) return bad('has no name=value pairs');
    const name = pair[1].toLowerCase();
    if (fields.has(name)) return bad('names a field twice');
    fields.set(name, unquoted(pair[2] ?? ''));
  }
  const found: Credentials[] = [];
  for (const { scheme, fields } of sets) {
    const algorithm = algorithmOf(fields.get('algorithm'));
    if (scheme !== 'digest' || !algorithm) continue;
    const credentials = fromFields(fields, algorithm);
    if (!credentials) return bad('lacks a field or holds a malformed one');
    found.push(credentials);
  }
  return ok(found);
}

function fromFields(fields: ReadonlyMap<string, string>, algorithm: DigestAlgorithm): Credentials | undefined {
  const text = (name: string) => fields.get(name) ?? '';
  const response = text('response').toLowerCase();
  if (response.length !== RESPONSE_LENGTH[algorithm] || !/^[0-9a-f]+$/.test(response)) return undefined;
  const plain = {
    username: text('username'), realm: text('realm'), nonce: text('nonce'), uri: text('uri'), response, algorithm,
  };
  if (!plain.username || !plain.nonce || !plain.uri || !fields.has('realm')) return undefined;
  if (!fields.has('qop')) return plain;
  const ncText = text('nc').toLowerCase();
  if (text('qop').toLowerCase() !== 'auth' || !text('cnonce') || !/^[0-9a-f]{8}$/.test(ncText)) return undefined;
  return { ...plain, qop: { nc: Number.parseInt(ncText, 16), ncText, cnonce: text('cnonce') } };
}

/** No algorithm means MD5 (RFC 7616 §3.3); names are case-insensitive. */
function algorithmOf(name: string | undefined): DigestAlgorithm | undefined {
  const upper = (name ?? 'MD5').toUpperCase();
  return upper === 'MD5' || upper === 'SHA-256' ? upper : undefined;
}

function bad(what: string) {
  return failed(new Fault('sip.bad-credentials', `the Authorization header ${what}; correct the phone's sign-in settings`));
}
