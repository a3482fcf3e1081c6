import { isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Candidates a browser is told; machines with more have most of them for containers. */
const MOST = 8;

/** IPv4 addresses a browser may reach this machine at: `preferred` first; loopback only when the page came over it. */
export function localAddresses(preferred: string): readonly string[] {
  const own = Object.values(networkInterfaces())
    .flat()
    .flatMap((found) => (found && isIPv4(found.address) && !found.internal ? [found.address] : []));
  const first = isIPv4(preferred) ? [preferred] : [];
  return [...new Set([...first, ...own, ...(own.length === 0 ? ['127.0.0.1'] : [])])].slice(0, MOST);
}
