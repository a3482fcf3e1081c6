import { describe, expect, it } from 'vitest';
import { DatagramBuffer } from './datagram-buffer.ts';
import { INET_ADDRESS_BYTES, readInetHost, writeInetAddress } from './inet-address.ts';

describe('an IPv4 socket address of the C library', () => {
  it('has its family as the machine writes it, port and address in network byte order', () => {
    const bytes = Buffer.alloc(INET_ADDRESS_BYTES, 0xff);
    writeInetAddress(bytes, '192.0.2.254', 40_001);
    expect([...bytes]).toEqual([2, 0, 0x9c, 0x41, 192, 0, 2, 254, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(readInetHost(bytes)).toBe('192.0.2.254');
  });
});

describe('the buffer datagrams arrive in', () => {
  it('tells the sender of each datagram, also when only one part of the address changed', () => {
    const buffer = new DatagramBuffer();
    const seen = [['198.51.100.1', 5004], ['198.51.100.1', 5006], ['203.0.113.200', 5006], ['198.51.100.1', 65_535]] as const;
    const told = seen.map(([host, port]) => {
      writeInetAddress(buffer.from, host, port);
      return [buffer.host, buffer.port];
    });
    expect(told).toEqual(seen);
  });

  it('shows as many bytes as arrived, without copying them', () => {
    const buffer = new DatagramBuffer();
    buffer.data.set([1, 2, 3, 4]);
    expect([...buffer.bytes(3)]).toEqual([1, 2, 3]);
    buffer.data.set([9]);
    expect([...buffer.bytes(3)]).toEqual([9, 2, 3]);
    expect([...buffer.bytes(0)]).toEqual([]);
  });
});
