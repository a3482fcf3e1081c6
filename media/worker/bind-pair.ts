import { isIPv6 } from 'node:net';
import type { UdpNetwork, UdpSocket } from '../socket/udp-network.ts';
import type { Leg } from './leg.ts';

type Bound = { ok: true; rtp: UdpSocket; rtcp?: UdpSocket } | { ok: false; inUse: boolean; reason: string };

/** Opens an even port for RTP and the next one for RTCP (RFC 3550 §11): both or none. */
export async function bindPair(network: UdpNetwork, address: string, port: number, leg: Leg): Promise<Bound> {
  const local = bindAddress(address);
  const rtp = await network.bind(local, port, (data, from, fromPort) => leg.onRtp(data, from, fromPort));
  if (!rtp.ok) return { ok: false, inUse: rtp.inUse, reason: rtp.inUse ? 'in use' : rtp.reason };
  const rtcp = await network.bind(local, port + 1, (data, from, fromPort) => leg.onRtcp(data, from, fromPort));
  if (rtcp.ok) return { ok: true, rtp: rtp.socket, rtcp: rtcp.socket };
  await rtp.socket.close();
  return { ok: false, inUse: rtcp.inUse, reason: rtcp.inUse ? 'in use' : rtcp.reason };
}

/** One port for everything (RFC 5761), on every address of this machine: the browser's checks find the one that leads here. */
export async function bindOne(network: UdpNetwork, port: number, leg: Leg): Promise<Bound> {
  const bound = await network.bind('0.0.0.0', port, (data, from, fromPort) => leg.onRtp(data, from, fromPort));
  if (!bound.ok) return { ok: false, inUse: bound.inUse, reason: bound.inUse ? 'in use' : bound.reason };
  return { ok: true, rtp: bound.socket };
}

/** The advertised address may belong to a router in front of us, so only loopback is bound by its own name. */
function bindAddress(address: string): string {
  if (isIPv6(address)) return address === '::1' ? address : '::';
  return address.startsWith('127.') ? address : '0.0.0.0';
}
