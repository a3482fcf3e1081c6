import { isIP } from 'node:net';

/** RFC 7118 §4.1: the client must offer the subprotocol `sip`, or it does not speak what we speak. */
export function offersSip(protocols: string | undefined): boolean {
  return (protocols ?? '').split(',').some((one) => one.trim() === 'sip');
}

/**
 * Address of the browser behind our own web server: the last one of X-Forwarded-For, which that server wrote.
 * `undefined` when there is none or it is no address; earlier entries come from the browser and prove nothing.
 */
export function forwardedAddress(header: string | readonly string[] | undefined): string | undefined {
  const written = typeof header === 'string' ? header : (header ?? []).join(',');
  const last = plainAddress(written.split(',').at(-1)?.trim());
  return isIP(last) === 0 ? undefined : last;
}

/** IPv4 addresses come as ::ffff:a.b.c.d from a dual-stack listener. */
export const plainAddress = (address: string | undefined): string =>
  address === undefined ? '' : address.startsWith('::ffff:') ? address.slice(7) : address;
