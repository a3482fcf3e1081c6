import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request comes from a page of ours. Host and port are compared, not the scheme: in front of us may be
 * something that ends TLS. Undefined: the client is no browser, or too old to say.
 */
export function fromOwnPage(headers: IncomingHttpHeaders): boolean | undefined {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined) return site === undefined ? undefined : true;
  const url = URL.parse(origin);
  if (!url || host === undefined) return false;
  // `URL` leaves a scheme's own port out, `Host` may name it.
  return [url.host, `${url.hostname}:${url.protocol === 'https:' ? 443 : 80}`].includes(host.toLowerCase());
}
