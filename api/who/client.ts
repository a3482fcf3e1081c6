import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Who sent a request, and how it came to the first of our own machines. */
export interface Client {
  /** For rate limits and the audit log. */
  readonly address: string;
  /** It came over TLS: to us, or to a proxy that is trusted. */
  readonly secure: boolean;
  /** Host and port as the browser asked for them. */
  readonly host: string | undefined;
}

/** The part of a request that is looked at; Node's own fits. */
export interface Arrival {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined; readonly encrypted?: boolean };
}

/**
 * Reads X-Forwarded-For, -Proto and -Host where the request came from a trusted proxy, and nowhere else: anybody can write them.
 *
 *   stranger ──▶ proxy a ──▶ proxy b ──▶ us     For: `what the stranger wrote, stranger, a`; socket: b
 *                                               read from the right, over trusted addresses, to the first that is not
 */
export class Proxies {
  readonly #trusted = new BlockList();
  /** Asking the list costs more than the rest of this. */
  readonly #any: boolean;

  /** Addresses and networks (`10.0.0.0/8`). */
  constructor(trusted: readonly string[] = []) {
    this.#any = trusted.length > 0;
    for (const each of trusted) {
      const [address = '', length] = each.split('/');
      const family = familyOf(address);
      if (length === undefined) this.#trusted.addAddress(address, family);
      else this.#trusted.addSubnet(address, Number(length), family);
    }
  }

  clientOf({ headers, socket }: Arrival): Client {
    const peer = socket.remoteAddress ?? '';
    const secure = socket.encrypted === true;
    if (!this.#any || !this.#trusts(peer)) return { address: peer, secure, host: headers.host };
    const proto = last(headers['x-forwarded-proto']);
    return {
      address: this.#firstStranger(peer, headers['x-forwarded-for']),
      secure: proto === undefined ? secure : proto.toLowerCase() === 'https',
      host: last(headers['x-forwarded-host']) ?? headers.host,
    };
  }

  #firstStranger(peer: string, forwarded: string | string[] | undefined): string {
    let address = peer;
    for (const entry of listOf(forwarded).toReversed()) {
      if (!this.#trusts(address)) break;
      const next = addressOf(entry);
      // What a trusted proxy could not name ends the way: the nearest known one answers for it.
      if (next === undefined) break;
      address = next;
    }
    return address;
  }

  #trusts(address: string): boolean {
    return isIP(address) !== 0 && this.#trusted.check(address, familyOf(address));
  }
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
const listOf = (header: string | string[] | undefined) => [header ?? []].flat().join(',').split(',').map((each) => each.trim()).filter(Boolean);
/** The proxy next to us writes the last one. */
const last = (header: string | string[] | undefined) => listOf(header).at(-1);

/** Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function addressOf(entry: string): string | undefined {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(entry)?.[1] ?? /^([\d.]+):\d+$/.exec(entry)?.[1] ?? entry;
  return isIP(bare) === 0 ? undefined : bare;
}
