import { isIPv4 } from 'node:net';
import { C, type Libc } from './libc.ts';
import { DatagramBuffer } from './datagram-buffer.ts';
import { openPolledSocket, type PolledSocket } from './polled-socket.ts';
import type { UdpNetwork } from './udp-network.ts';

/** Sockets told of by one question. */
const MOST_READY = 512;
/**
 * Questions of one look, until nothing has arrived: each takes one datagram of every socket that has some, so that a
 * flood on one port starves no other. What a stranger must send to drown a phone at its own port: 6,400 datagrams/s.
 */
const ROUNDS = 64;
/** Datagrams of one look: about 10 ms of work. What is left waits in the kernel for the next look. */
const MOST_DATAGRAMS = 4_096;
/** struct epoll_event is packed on x64 (12 bytes) and padded elsewhere (16). */
const EVENT_BYTES = process.arch === 'x64' ? 12 : 16;
const EVENT_DATA = EVENT_BYTES - 8;

/**
 * Sockets of the C library looked after by one epoll set, which is asked by `receive` instead of waking the thread for
 * each datagram. IPv4 only; other addresses go to `otherwise`. Why: docs/decisions/0013.
 */
export function polledNetwork(libc: Libc, otherwise: UdpNetwork): UdpNetwork {
  const epoll = libc.epollCreate(C.EPOLL_CLOEXEC);
  if (epoll < 0) return otherwise;
  const sockets = new Map<number, PolledSocket>();
  const ready = Buffer.alloc(MOST_READY * EVENT_BYTES);
  const event = Buffer.alloc(EVENT_BYTES);
  const arrived = new DatagramBuffer();

  // The kernel takes a closed descriptor out of the set by itself (man 7 epoll).
  const close = (fd: number) => {
    sockets.delete(fd);
    libc.close(fd);
  };

  return {
    async bind(address, port, receive) {
      if (!isIPv4(address)) return otherwise.bind(address, port, receive);
      const opened = openPolledSocket(libc, { address, port, arrived, receive, close });
      if (!opened.ok) return opened;
      event.writeUInt32LE(C.EPOLLIN, 0);
      event.writeInt32LE(opened.socket.fd, EVENT_DATA);
      libc.epollControl(epoll, C.EPOLL_CTL_ADD, opened.socket.fd, event);
      sockets.set(opened.socket.fd, opened.socket);
      return opened;
    },
    receive() {
      otherwise.receive();
      let taken = 0;
      for (let round = 0; round < ROUNDS && taken < MOST_DATAGRAMS && sockets.size > 0; round++) {
        const count = libc.epollWait(epoll, ready, MOST_READY, 0);
        for (let i = 0; i < count; i++) sockets.get(ready.readInt32LE(i * EVENT_BYTES + EVENT_DATA))?.receive();
        if (count <= 0) return;
        taken += count;
      }
    },
    flush: () => otherwise.flush(),
  };
}
