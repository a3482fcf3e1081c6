import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A check that takes the same time whatever is wrong with the token. */
export function tokenCheck(token: string): (given: string | undefined) => boolean {
  const wanted = digest(token);
  return (given) => timingSafeEqual(digest(given ?? ''), wanted) && given !== undefined && given !== '';
}

/** Digests have one length, which `timingSafeEqual` asks for. */
const digest = (text: string) => createHash('sha256').update(text).digest();

/** RFC 6750 §2.1 */
export function bearerOf(headers: IncomingMessage['headers']): string | undefined {
  return /^Bearer +([^\s]+) *$/i.exec(headers.authorization ?? '')?.[1];
}

/** Browsers cannot set headers on a WebSocket, but protocols: `huawu, token.<t>`. */
export function protocolTokenOf(headers: IncomingMessage['headers']): string | undefined {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
  return offered.find((each) => each.startsWith('token.'))?.slice('token.'.length);
}
