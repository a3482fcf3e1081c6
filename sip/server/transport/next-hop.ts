import { parseUri } from '../message/uri.ts';
import type { Protocol } from './port.ts';

export interface NextHop {
  readonly protocol: Protocol;
  readonly host: string;
  readonly port: number;
}

const PROTOCOLS = new Set<string>(['udp', 'tcp', 'ws', 'wss'] satisfies Protocol[]);
const isOurs = (transport: string): transport is Protocol => PROTOCOLS.has(transport);

/** Transport and host of a URI before any name is looked up. `undefined` when no transport of ours can carry it. */
export function hopOf(uri: string): NextHop | undefined {
  const parsed = parseUri(uri);
  if (!parsed || parsed.scheme === 'sips') return undefined;
  const protocol = parsed.transport || 'udp';
  if (!isOurs(protocol)) return undefined;
  return { protocol, host: parsed.host, port: parsed.port === 0 ? 5060 : parsed.port };
}
