import { headersOf, headerOf, type SipMessage } from '../message/message.ts';
import { parseNameAddr, splitList } from '../message/name-addr.ts';
import { parseUri } from '../message/uri.ts';

/** RFC 3261 §12.1.1: the callee keeps the Record-Route order; §12.1.2: the caller reverses it. */
export function routeSet(message: SipMessage, role: 'uas' | 'uac'): string[] {
  const routes = headersOf(message, 'record-route').flatMap(splitList).filter((route) => route !== '');
  return role === 'uac' ? routes.reverse() : routes;
}

/** The URI of the (first) Contact, `undefined` when there is none or it is `*`. */
export function contactUri(message: SipMessage): string | undefined {
  const value = headerOf(message, 'contact');
  if (value === undefined || value === '*') return undefined;
  return parseNameAddr(splitList(value)[0] ?? '')?.uri;
}

/** Request-URI and Route headers of a request inside a dialog (§12.2.1.1), and the URI that names the next hop. */
export interface Routed {
  readonly uri: string;
  readonly routes: readonly string[];
  /** Empty without a route set: then the peer's last address is the next hop. */
  readonly hop: string;
}

export function routed(target: string, routes: readonly string[]): Routed {
  const first = routes[0];
  if (first === undefined) return { uri: target, routes: [], hop: '' };
  const uri = parseNameAddr(first)?.uri ?? '';
  if (parseUri(uri)?.lr ?? true) return { uri: target, routes, hop: uri };
  // A strict router (RFC 2543) wants itself in the Request-URI and the target as the last route.
  return { uri, routes: [...routes.slice(1), `<${target}>`], hop: uri };
}
