import type { PeerAddress } from '../control/control.ts';
import type { NameAddr } from '../message/name-addr.ts';

/** How a registered contact is called: its own URI, by way of the address its REGISTER came from. */
export interface DialTarget {
  readonly uri: string;
  /** Next hop; left out only when it is unknown. */
  readonly via?: string;
}

/**
 * RFC 5626 §5.3, RFC 3581: phones behind NAT name addresses only they can reach; TCP ones answer on their connection only.
 * Named even when the URI says the same: without it the server would take any connection on which somebody, perhaps
 * another account, registered that URI.
 */
export function dialTarget(contact: NameAddr, source: PeerAddress): DialTarget {
  const plain = contact.uriText.split('?')[0] ?? contact.uriText;
  const transport = source.transport || 'udp';
  const host = source.address.includes(':') ? `[${source.address}]` : source.address;
  if (source.address === '' || source.port === 0) return { uri: plain };
  return { uri: plain, via: `sip:${host}:${source.port};transport=${transport}` };
}
