import type { Random } from '#core';

import { quoted, unquoted } from '../message/header-text.ts';
import { splitList } from '../message/split-list.ts';
import type { DigestAlgorithm } from './credentials.ts';
import { digestResponse } from './digest-response.ts';

export interface ChallengedRequest {
  readonly method: string;
  readonly uri: string;
  readonly username: string;
  readonly password: string;
}

interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly algorithm: DigestAlgorithm;
  readonly algorithmText: string | undefined;
  readonly opaque: string | undefined;
  readonly qop: boolean;
}

/** Longer ones are no challenge. */
const LONGEST_HEADER = 4_096;

/**
 * The Authorization (or Proxy-Authorization) that answers a WWW- or Proxy-Authenticate header (RFC 7616 §3.4); undefined when
 * it offers no Digest with MD5 or SHA-256. Of several the strongest is taken (RFC 8760 §2.4).
 */
export function answerChallenge(header: string, { method, uri, username, password }: ChallengedRequest, random: Random): string | undefined {
  const challenges = header.length > LONGEST_HEADER ? [] : readChallenges(header);
  const challenge = challenges.find(({ algorithm }) => algorithm === 'SHA-256') ?? challenges[0];
  if (!challenge) return undefined;
  const { realm, nonce, algorithm, algorithmText, opaque } = challenge;
  const qop = challenge.qop ? { nc: 1, ncText: '00000001', cnonce: random.hex(8) } : undefined;
  const response = digestResponse({ username, realm, nonce, uri, algorithm, ...(qop ? { qop } : {}) }, method, password);
  const fields = [
    `username=${quoted(username)}`, `realm=${quoted(realm)}`, `nonce=${quoted(nonce)}`, `uri=${quoted(uri)}`, `response="${response}"`,
    ...(algorithmText === undefined ? [] : [`algorithm=${algorithm}`]),
    ...(qop ? [`qop=auth, nc=${qop.ncText}, cnonce="${qop.cnonce}"`] : []),
    ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
  ];
  return `Digest ${fields.join(', ')}`;
}

function readChallenges(header: string): Challenge[] {
  const sets: Map<string, string>[] = [];
  for (const part of splitList(header)) {
    const start = /^([A-Za-z0-9-]+)\s+([^=\s]+\s*=.*)$/s.exec(part);
    if (start) sets.push(new Map([['scheme', (start[1] ?? '').toLowerCase()]]));
    const pair = /^([A-Za-z0-9-]+)\s*=\s*(.*)$/s.exec(start?.[2] ?? part);
    if (pair?.[1]) sets.at(-1)?.set(pair[1].toLowerCase(), unquoted(pair[2] ?? ''));
  }
  return sets.flatMap((fields) => {
    const algorithmText = fields.get('algorithm');
    const algorithm = (algorithmText ?? 'MD5').toUpperCase();
    const [realm, nonce, qop] = [fields.get('realm'), fields.get('nonce'), fields.get('qop')];
    if (fields.get('scheme') !== 'digest' || realm === undefined || nonce === undefined) return [];
    if (algorithm !== 'MD5' && algorithm !== 'SHA-256') return [];
    const offersAuth = qop?.split(',').some((one) => one.trim().toLowerCase() === 'auth');
    // Only auth-int is asked for: we cannot.
    if (qop !== undefined && !offersAuth) return [];
    return [{ realm, nonce, algorithm, algorithmText, opaque: fields.get('opaque'), qop: offersAuth === true }];
  });
}
