import { parseUri } from '../message/uri.ts';

/** Where a request goes next. */
export interface NextHop {
  readonly protocol: 'udp' | 'tcp';
  /** An IP address. */
  readonly address: string;
  readonly port: number;
}

/** Transport and host of a URI before any name is looked up. `undefined` when no transport of ours can carry it. */
export function hopOf(uri: string): { protocol: 'udp' | 'tcp'; host: string; port: number } | undefined {
  const parsed = parseUri(uri);
  if (!parsed || parsed.scheme === 'sips') return undefined;
  if (parsed.transport !== '' && parsed.transport !== 'udp' && parsed.transport !== 'tcp') return undefined;
  const protocol = parsed.transport === 'tcp' ? 'tcp' : 'udp';
  return { protocol, host: parsed.host, port: parsed.port === 0 ? 5060 : parsed.port };
}
