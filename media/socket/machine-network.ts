import { dgramNetwork } from './dgram-network.ts';
import { loadLibc } from './libc.ts';
import { polledNetwork } from './polled-network.ts';
import type { UdpNetwork } from './udp-network.ts';

/** The cheapest network this machine offers: sockets of the C library where there is a glibc, node:dgram elsewhere. */
export function machineNetwork(): UdpNetwork {
  const libc = loadLibc();
  return libc ? polledNetwork(libc, dgramNetwork()) : dgramNetwork();
}
