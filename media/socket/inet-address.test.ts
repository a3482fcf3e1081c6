import { describe, expect, it } from 'vitest';
import { INET_ADDRESS_BYTES, inetHost, writeInetAddress } from './inet-address.ts';

describe('an IPv4 socket address of the C library', () => {
  it('has its family as the machine writes it, port and address in network byte order', () => {
    const bytes = Buffer.alloc(INET_ADDRESS_BYTES, 0xff);
    writeInetAddress(bytes, '192.0.2.254', 40_001);
    expect([...bytes]).toEqual([2, 0, 0x9c, 0x41, 192, 0, 2, 254, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(inetHost(bytes.readInt32LE(4))).toBe('192.0.2.254');
  });
});
