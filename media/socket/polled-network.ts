import { isIPv4 } from 'node:net';
import type { Clock, Millis, Timer } from '#core';
import { C, type Libc } from './libc.ts';
import { openPolledSocket, type PolledSocket } from './polled-socket.ts';
import type { UdpNetwork } from './udp-network.ts';

/**
 * How often waiting datagrams are fetched: twice per packet time of 20 ms, so a datagram waits 5 ms on average. Each
 * wake-up costs as much as a dozen datagrams, however many sockets there are.
 */
const POLL_MS: Millis = 10;
/** Sockets reported by one look; more wait for the next round of the same look. */
const MOST_READY = 256;
/** struct epoll_event is packed on x64 (12 bytes) and padded elsewhere (16). */
const EVENT_BYTES = process.arch === 'x64' ? 12 : 16;
const EVENT_DATA = EVENT_BYTES - 8;

/**
 * Sockets of the C library looked after by one epoll set, which is asked every few milliseconds instead of waking the
 * thread for each datagram. IPv4 only; other addresses go to `otherwise`.
 */
export function polledNetwork(libc: Libc, clock: Clock, otherwise: UdpNetwork): UdpNetwork {
  const epoll = libc.epollCreate(C.EPOLL_CLOEXEC);
  if (epoll < 0) return otherwise;
  const sockets = new Map<number, PolledSocket>();
  const ready = Buffer.alloc(MOST_READY * EVENT_BYTES);
  let timer: Timer | undefined;

  const look = () => {
    const count = libc.epollWait(epoll, ready, MOST_READY, 0);
    for (let i = 0; i < count; i++) sockets.get(ready.readInt32LE(i * EVENT_BYTES + EVENT_DATA))?.receive();
    if (count === MOST_READY) look();
  };

  const close = (fd: number) => {
    sockets.delete(fd);
    libc.epollControl(epoll, C.EPOLL_CTL_DEL, fd, null);
    libc.close(fd);
    if (sockets.size > 0) return;
    timer?.cancel();
    timer = undefined;
  };

  return {
    async bind(address, port, receive) {
      if (!isIPv4(address)) return otherwise.bind(address, port, receive);
      const opened = openPolledSocket(libc, address, port, receive, close);
      if (!opened.ok) return opened;
      const event = Buffer.alloc(EVENT_BYTES);
      event.writeUInt32LE(C.EPOLLIN, 0);
      event.writeInt32LE(opened.socket.fd, EVENT_DATA);
      libc.epollControl(epoll, C.EPOLL_CTL_ADD, opened.socket.fd, event);
      sockets.set(opened.socket.fd, opened.socket);
      timer ??= clock.every(POLL_MS, look);
      return opened;
    },
    flush: () => otherwise.flush(),
  };
}
