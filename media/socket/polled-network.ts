import { isIPv4 } from 'node:net';
import { Arrivals, MOST_ARRIVALS } from './arrivals.ts';
import { Departures } from './departures.ts';
import { C, type Libc } from './libc.ts';
import { openPolledSocket, type PolledSocket } from './polled-socket.ts';
import type { UdpNetwork } from './udp-network.ts';

/**
 * Questions of one look, until nothing has arrived: each takes one datagram of every socket that has some, so that a
 * flood on one port starves no other. What a stranger must send to drown a phone at its own port: 6,400 datagrams/s.
 */
const ROUNDS = 64;
/** Datagrams of one look: about 10 ms of work. What is left waits in the kernel for the next look. */
const MOST_DATAGRAMS = 4_096;
/** struct epoll_event is packed on x64 (12 bytes) and padded elsewhere (16); the descriptor is in its last 8 bytes. */
const EVENT_BYTES = process.arch === 'x64' ? 12 : 16;
const EVENT_DATA = EVENT_BYTES - 8;

/**
 * Sockets of the C library looked after by one epoll set, which is asked by `receive` instead of waking the thread for
 * each datagram. IPv4 only; other addresses go to `otherwise`. Why: docs/decisions/0013.
 */
export function polledNetwork(libc: Libc, otherwise: UdpNetwork): UdpNetwork {
  const epoll = libc.epollCreate(C.EPOLL_CLOEXEC);
  return epoll < 0 ? otherwise : new PolledNetwork(libc, epoll, otherwise);
}

class PolledNetwork implements UdpNetwork {
  readonly #libc: Libc;
  readonly #epoll: number;
  readonly #otherwise: UdpNetwork;
  /** By descriptor. */
  readonly #sockets: (PolledSocket | undefined)[] = [];
  #open = 0;
  readonly #event = Buffer.alloc(EVENT_BYTES);
  readonly #ready = Buffer.alloc(MOST_ARRIVALS * EVENT_BYTES);
  readonly #readyWords = new Int32Array(this.#ready.buffer, this.#ready.byteOffset, this.#ready.length >> 2);
  readonly #readyAt: number;
  readonly #arrivals: Arrivals;
  readonly #departures: Departures;
  /** What was taken in this round: who took it and how long it is, by slot. */
  readonly #takers: (PolledSocket | undefined)[] = [];
  readonly #lengths = new Int32Array(MOST_ARRIVALS);
  #bursts = 0;

  constructor(libc: Libc, epoll: number, otherwise: UdpNetwork) {
    this.#libc = libc;
    this.#epoll = epoll;
    this.#otherwise = otherwise;
    this.#readyAt = libc.pointer(this.#ready);
    this.#arrivals = new Arrivals(libc);
    this.#departures = new Departures(libc);
  }

  async bind(...[address, port, receive]: Parameters<UdpNetwork['bind']>): ReturnType<UdpNetwork['bind']> {
    if (!isIPv4(address)) return this.#otherwise.bind(address, port, receive);
    const departures = this.#departures;
    const opened = openPolledSocket(this.#libc, { address, port, receive, departures, bursting: () => this.#bursts > 0, close: (fd) => this.#close(fd) });
    if (!opened.ok) return opened;
    const { socket } = opened;
    this.#event.writeUInt32LE(C.EPOLLIN, 0);
    this.#event.writeInt32LE(socket.fd, EVENT_DATA);
    this.#libc.epollControl(this.#epoll, C.EPOLL_CTL_ADD, socket.fd, this.#event);
    this.#sockets[socket.fd] = socket;
    this.#open++;
    return { ok: true, socket };
  }

  /** The kernel takes a closed descriptor out of the set by itself (man 7 epoll). */
  #close(fd: number): void {
    this.#sockets[fd] = undefined;
    this.#open--;
    this.#libc.close(fd);
  }

  receive(): void {
    this.#otherwise.receive();
    this.burst(() => {
      let taken = 0;
      for (let round = 0; round < ROUNDS && taken < MOST_DATAGRAMS && this.#open > 0; round++) {
        const count = this.#libc.epollWait(this.#epoll, this.#readyAt, MOST_ARRIVALS, 0);
        if (count <= 0) return;
        this.#deal(this.#take(count));
        taken += count;
      }
    });
  }

  /** One datagram of each ready socket; gives how many slots are used. */
  #take(ready: number): number {
    let slot = 0;
    for (let i = 0; i < ready; i++) {
      const socket = this.#sockets[this.#readyWords[(i * EVENT_BYTES + EVENT_DATA) >> 2] as number];
      const length = socket ? this.#arrivals.take(slot, socket.fd) : -1;
      if (length < 0) continue;
      this.#takers[slot] = socket;
      this.#lengths[slot++] = length;
    }
    return slot;
  }

  #deal(slots: number): void {
    const arrivals = this.#arrivals;
    for (let slot = 0; slot < slots; slot++) {
      const data = arrivals.bytes(slot, this.#lengths[slot] as number);
      this.#takers[slot]?.hear(data, arrivals.address(slot), arrivals.port(slot));
      this.#takers[slot] = undefined;
    }
  }

  burst(work: () => void): void {
    this.#bursts++;
    try {
      this.#otherwise.burst(work);
    } finally {
      this.#bursts--;
      this.#departures.flush();
    }
  }
}
