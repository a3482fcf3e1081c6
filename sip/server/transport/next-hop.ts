import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Fault, failed, ok, type Result } from '#core';
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

/**
 * Resolves a name by the system's resolver (address records).
 * Deviates: no NAPTR and SRV look-ups (RFC 3263); contact centres address phones and trunks by address or plain name.
 */
export async function resolveHost(host: string): Promise<Result<string>> {
  if (isIP(host) !== 0) return ok(host);
  try {
    const { address } = await lookup(host, { family: 4 });
    return ok(address);
  } catch (cause) {
    const message = 'The host name of a SIP destination cannot be resolved; check the name and the DNS of this machine.';
    return failed(new Fault('sip-server.unknown-host', message, { retryable: true, cause }));
  }
}
