import { type Socket, createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Receive, UdpNetwork, UdpSocket } from './udp-network.ts';

type LookedUp = (error: Error | null, address: string, family: number) => void;

/** Addresses are literals of the socket's family; passing them through keeps node from asking the resolver per datagram. */
const literal = (host: string, family: number, done: LookedUp): void => done(null, host, family);

/** One node:dgram socket per port; each datagram is one system call. */
export function dgramNetwork(): UdpNetwork {
  return {
    bind(address, port, receive) {
      const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', lookup: literal as never });
      return new Promise((resolve) => {
        socket.once('error', (error: NodeJS.ErrnoException) => {
          socket.close();
          resolve(error.code === 'EADDRINUSE' ? { ok: false, inUse: true } : { ok: false, inUse: false, reason: error.message });
        });
        socket.bind({ address, port, exclusive: true }, () => {
          socket.removeAllListeners('error');
          resolve({ ok: true, socket: opened(socket, receive) });
        });
      });
    },
    receive() {},
    burst: (work) => work(),
  };
}

function opened(socket: Socket, receive: Receive): UdpSocket {
  let closed: Promise<void> | undefined;
  // An unreachable peer (ICMP) shows up as an error of a later call; silence detection deals with such peers.
  socket.on('error', () => {});
  // A datagram may claim to come from port 0; nothing could ever be sent back there.
  socket.on('message', (data, from) => from.port > 0 && receive(data, from.address, from.port));
  return {
    send(data, offset, length, port, address) {
      if (closed) return;
      // A copy, because node may keep the datagram. Without a callback it skips one tick-queue entry.
      socket.send(Buffer.from(data.subarray(offset, offset + length)), port, address);
    },
    close() {
      closed ??= new Promise((resolve) => socket.close(() => resolve()));
      return closed;
    },
  };
}
