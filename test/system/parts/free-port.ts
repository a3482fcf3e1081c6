import { once } from 'node:events';
import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';

/** A TCP port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** `from-to` for HUAWU_RTP_PORTS: a run of `count` ports below those the kernel hands out by itself, elsewhere each time. */
export function rtpPorts(count = 1_000): string {
  const from = 10_000 + 2 * randomInt((32_000 - count - 10_000) / 2);
  return `${from}-${from + count - 1}`;
}
