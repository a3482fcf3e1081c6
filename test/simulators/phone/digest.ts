import { createHash } from 'node:crypto';

/** Answers an MD5 or SHA-256 challenge (RFC 7616 §3.4), for a phone that knows its password. */
export function authorize(challenge: string, method: string, uri: string, user: string, password: string): string {
  const part = (name: string) => new RegExp(`${name}="?([^",]+)"?`, 'i').exec(challenge)?.[1] ?? '';
  const [realm, nonce, opaque] = [part('realm'), part('nonce'), part('opaque')];
  const algorithm = part('algorithm') || 'MD5';
  const hash = (text: string) =>
    createHash(algorithm === 'SHA-256' ? 'sha256' : 'md5').update(text).digest('hex');
  const nc = '00000001';
  const cnonce = createHash('md5').update(nonce + user).digest('hex').slice(0, 16);
  const response = hash(
    `${hash(`${user}:${realm}:${password}`)}:${nonce}:${nc}:${cnonce}:auth:${hash(`${method}:${uri}`)}`,
  );
  return (
    `Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", ` +
    `algorithm=${algorithm}, qop=auth, nc=${nc}, cnonce="${cnonce}"${opaque ? `, opaque="${opaque}"` : ''}`
  );
}
