import type { PeerAddress } from '../control/control.ts';
import type { NameAddr } from '../message/name-addr.ts';

/** How a registered contact is called: its own URI, by way of the address its REGISTER came from. */
export interface DialTarget {
  readonly uri: string;
  /** Next hop; left out when the URI says the same. */
  readonly via?: string;
}

/** RFC 5626 §5.3, RFC 3581: phones behind NAT name addresses only they can reach; TCP ones answer on their connection only. */
export function dialTarget(contact: NameAddr, source: PeerAddress): DialTarget {
  const { uri } = contact;
  const plain = contact.uriText.split('?')[0] ?? contact.uriText;
  const transport = source.transport || 'udp';
  const host = source.address.includes(':') ? `[${source.address}]` : source.address;
  const named = uri.params.get('transport')?.toLowerCase() ?? 'udp';
  const isSame = uri.host === host && (uri.port ?? 5060) === source.port && named === transport;
  if (isSame || source.address === '' || source.port === 0) return { uri: plain };
  return { uri: plain, via: `sip:${host}:${source.port};transport=${transport}` };
}
