import { expect, test } from 'vitest';

import { seededRandom } from '#core';

import { answerChallenge } from './answer-challenge.ts';
import { parseCredentials } from './credentials.ts';
import { digestResponse } from './digest-response.ts';

const REQUEST = { method: 'INVITE', uri: 'sip:13800138000@trunk.test', username: 'huawu', password: 'secret' };
const answer = (header: string) => answerChallenge(header, REQUEST, seededRandom(1));

test('a challenge with qop is answered so that our own check accepts it', () => {
  const given = answer('Digest realm="trunk, \\"A\\"", nonce="abc", qop="auth-int,auth", algorithm=SHA-256, opaque="o"') ?? '';
  const parsed = parseCredentials(given);
  const [credentials] = parsed.ok ? parsed.value : [];
  expect(credentials).toMatchObject({ username: 'huawu', realm: 'trunk, "A"', nonce: 'abc', uri: REQUEST.uri, algorithm: 'SHA-256', qop: { nc: 1 } });
  expect(credentials && digestResponse(credentials, 'INVITE', 'secret')).toBe(credentials?.response);
  expect(given).toContain('opaque="o"');
});

test('an old one without qop and algorithm is MD5 of RFC 2069', () => {
  expect(answer('Digest realm="r", nonce="n"')).toMatch(/^Digest username="huawu", realm="r", nonce="n", uri="sip:13800138000@trunk.test", response="[0-9a-f]{32}"$/);
});

test('of several the strongest that is known', () => {
  expect(answer('Digest realm="r", nonce="n", algorithm=MD5, qop="auth", Digest realm="r", nonce="n", algorithm=SHA-256, qop="auth"')).toContain('algorithm=SHA-256');
  expect(answer('Digest realm="r", nonce="n", algorithm=SHA-512-256, Digest realm="r", nonce="n2", algorithm=MD5')).toContain('nonce="n2"');
});

test('what cannot be answered is not', () => {
  for (const header of ['', 'Basic realm="r"', 'Digest realm="r", nonce="n", qop="auth-int"', 'Digest realm="r", nonce="n", algorithm=SHA-512-256', `Digest realm="${'x'.repeat(5_000)}", nonce="n"`]) expect(answer(header)).toBeUndefined();
});
