import { describe, expect, it } from 'vitest';
import { writeInetAddress } from './inet-address.ts';
import { C, type Libc } from './libc.ts';
import { MemoryNetwork } from './memory-network.ts';
import { polledNetwork } from './polled-network.ts';

/** struct epoll_event: 4 bytes of events, then the data, on x64 without padding. */
const EVENT_BYTES = process.arch === 'x64' ? 12 : 16;

interface Waiting {
  readonly from: string;
  readonly port: number;
  readonly bytes: readonly number[];
}

/** Buffers of the tests are smaller, so that a number tells buffer and place. */
const MEMORY = 2 ** 24;

/** A C library whose sockets are lists; ports in `taken` are somebody else's. */
function fakeLibc(taken: readonly number[] = []) {
  const queues = new Map<number, Waiting[]>();
  const calls = { epollWait: 0, recvfrom: 0, closed: [] as number[], sent: [] as { fd: number; bytes: number[]; to: number[] }[] };
  let next = 10;
  const memories: Buffer[] = [];
  /** From a pointer on, to the end of its buffer. */
  const memory = (pointer: number) => memories[Math.floor(pointer / MEMORY)]?.subarray(pointer % MEMORY) ?? Buffer.alloc(0);
  const libc: Libc = {
    pointer: (buffer) => (memories.push(buffer) - 1) * MEMORY,
    socket: () => next++,
    bind: (_fd, address) => (taken.includes(address.readUInt16BE(2)) ? -1 : 0),
    close: (fd) => calls.closed.push(fd) && 0,
    epollCreate: () => 3,
    epollControl(_epoll, _operation, fd) {
      queues.set(fd, []);
      return 0;
    },
    epollWait(_epoll, events, most) {
      calls.epollWait++;
      const ready = [...queues].filter(([, waiting]) => waiting.length > 0).slice(0, most);
      ready.forEach(([fd], i) => memory(events).writeInt32LE(fd, i * EVENT_BYTES + EVENT_BYTES - 8));
      return ready.length;
    },
    recvfrom(fd, data, _length, _flags, from) {
      calls.recvfrom++;
      const datagram = queues.get(fd)?.shift();
      if (!datagram) return -1;
      memory(data).set(datagram.bytes);
      writeInetAddress(memory(from).subarray(0, 16), datagram.from, datagram.port);
      return datagram.bytes.length;
    },
    sendto: (fd, data, length, _flags, to) => calls.sent.push({ fd, bytes: [...memory(data).subarray(0, length)], to: [...memory(to).subarray(2, 8)] }),
    errno: () => C.EADDRINUSE,
  };
  return { libc, queues, calls };
}

describe('the polled network', () => {
  it('hands over what waits on all sockets, one of each in turn, when it is asked', async () => {
    const { libc, queues, calls } = fakeLibc();
    const network = polledNetwork(libc, new MemoryNetwork());
    const heard: unknown[] = [];
    for (const port of [40_000, 40_002]) {
      await network.bind('0.0.0.0', port, (data, host, from) => heard.push([port, [...data], host, from]));
    }
    queues.get(10)?.push({ from: '192.0.2.1', port: 5004, bytes: [1] }, { from: '192.0.2.1', port: 5004, bytes: [2, 2] });
    queues.get(11)?.push({ from: '192.0.2.9', port: 6004, bytes: [3] });
    expect(heard).toEqual([]);
    network.receive();
    expect(heard).toEqual([
      [40_000, [1], '192.0.2.1', 5004],
      [40_002, [3], '192.0.2.9', 6004],
      [40_000, [2, 2], '192.0.2.1', 5004],
    ]);
    expect(calls.recvfrom).toBe(3);
  });

  it('takes no more than 64 of a flooded socket at once', async () => {
    const { libc, queues } = fakeLibc();
    const network = polledNetwork(libc, new MemoryNetwork());
    let heard = 0;
    await network.bind('0.0.0.0', 40_000, () => heard++);
    for (let i = 0; i < 100; i++) queues.get(10)?.push({ from: '192.0.2.1', port: 1, bytes: [i] });
    network.receive();
    expect(heard).toBe(64);
  });

  it('hears nothing that claims to come from port 0', async () => {
    const { libc, queues } = fakeLibc();
    const network = polledNetwork(libc, new MemoryNetwork());
    let heard = 0;
    await network.bind('0.0.0.0', 40_000, () => heard++);
    queues.get(10)?.push({ from: '192.0.2.1', port: 0, bytes: [1] });
    network.receive();
    expect(heard).toBe(0);
  });

  it('sends from the middle of a buffer to the address it is told, until it is closed', async () => {
    const { libc, calls } = fakeLibc();
    const bound = await polledNetwork(libc, new MemoryNetwork()).bind('0.0.0.0', 40_000, () => {});
    const socket = bound.ok ? bound.socket : undefined;
    socket?.send(Uint8Array.of(9, 1, 2, 3, 9), 1, 3, 5004, '192.0.2.1');
    socket?.send(Uint8Array.of(4), 0, 1, 5006, '192.0.2.2');
    await socket?.close();
    await socket?.close();
    socket?.send(Uint8Array.of(5), 0, 1, 5006, '192.0.2.2');
    expect(calls.sent).toEqual([
      { fd: 10, bytes: [1, 2, 3], to: [0x13, 0x8c, 192, 0, 2, 1] },
      { fd: 10, bytes: [4], to: [0x13, 0x8e, 192, 0, 2, 2] },
    ]);
    expect(calls.closed).toEqual([10]);
  });

  it('takes all that waits before it hands over the first, and sends what the answers are at the end', async () => {
    const { libc, queues, calls } = fakeLibc();
    const network = polledNetwork(libc, new MemoryNetwork());
    const steps: string[] = [];
    for (const port of [40_000, 40_002]) {
      const bound = await network.bind('0.0.0.0', port, (data, host, from) => {
        steps.push(`heard ${data[0]} after ${calls.recvfrom} taken and ${calls.sent.length} sent`);
        if (bound.ok) bound.socket.send(data, 0, data.length, from, host);
      });
    }
    queues.get(10)?.push({ from: '192.0.2.1', port: 5004, bytes: [1] });
    queues.get(11)?.push({ from: '192.0.2.9', port: 6004, bytes: [2, 2, 2] });
    network.receive();
    expect(steps).toEqual(['heard 1 after 2 taken and 0 sent', 'heard 2 after 2 taken and 0 sent']);
    expect(calls.sent).toEqual([
      { fd: 10, bytes: [1], to: [0x13, 0x8c, 192, 0, 2, 1] },
      { fd: 11, bytes: [2, 2, 2], to: [0x17, 0x74, 192, 0, 2, 9] },
    ]);
  });

  it('gathers what one burst sends, keeps its order and what each datagram was when it was sent, and loses none that do not fit', async () => {
    const { libc, calls } = fakeLibc();
    const network = polledNetwork(libc, new MemoryNetwork());
    const bound = await network.bind('0.0.0.0', 40_000, () => {});
    const data = new Uint8Array(300);
    network.burst(() => {
      for (let i = 0; i < 700; i++) {
        data[0] = i & 255;
        if (bound.ok) bound.socket.send(data, 0, 1 + (i % 300), 5004, '192.0.2.1');
        if (i === 100) expect(calls.sent).toEqual([]);
      }
    });
    expect(calls.sent.map(({ bytes }) => [bytes[0], bytes.length])).toEqual(Array.from({ length: 700 }, (_, i) => [i & 255, 1 + (i % 300)]));
  });

  it('sends what was gathered before its socket closes, and hands a closed socket nothing', async () => {
    const { libc, queues, calls } = fakeLibc();
    const network = polledNetwork(libc, new MemoryNetwork());
    let heard = 0;
    const second = { close: () => {} };
    const first = await network.bind('0.0.0.0', 40_000, () => {
      if (first.ok) first.socket.send(Uint8Array.of(7), 0, 1, 5004, '192.0.2.1');
      if (first.ok) void first.socket.close();
      second.close();
    });
    const bound = await network.bind('0.0.0.0', 40_002, () => heard++);
    second.close = () => bound.ok && void bound.socket.close();
    for (const fd of [10, 11]) queues.get(fd)?.push({ from: '192.0.2.1', port: 5004, bytes: [1] });
    network.receive();
    expect([calls.sent.length, calls.closed, heard]).toEqual([1, [10, 11], 0]);
  });

  it('tells two phones behind one socket apart', async () => {
    const { libc, queues } = fakeLibc();
    const network = polledNetwork(libc, new MemoryNetwork());
    const heard: string[] = [];
    await network.bind('0.0.0.0', 40_000, (_data, host, port) => heard.push(`${host}:${port}`));
    const from = ['198.51.100.1:5004', '198.51.100.1:5006', '203.0.113.200:5006', '198.51.100.1:65535'];
    for (const one of from) queues.get(10)?.push({ from: one.split(':')[0] ?? '', port: Number(one.split(':')[1]), bytes: [1] });
    network.receive();
    expect(heard).toEqual(from);
  });

  it('says that a port is in use, asks nothing without sockets, and leaves IPv6 to the other network', async () => {
    const { libc, calls } = fakeLibc([40_000]);
    const other = new MemoryNetwork();
    const network = polledNetwork(libc, other);
    expect(await network.bind('0.0.0.0', 40_000, () => {})).toEqual({ ok: false, inUse: true });
    expect(calls.closed).toEqual([10]);
    expect((await network.bind('::', 40_002, () => {})).ok).toBe(true);
    expect(other.sockets).toBe(1);
    network.receive();
    expect(calls.epollWait).toBe(0);
  });
});
