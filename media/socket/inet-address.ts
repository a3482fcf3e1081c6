import { C } from './libc.ts';

/**
 * struct sockaddr_in (man 7 ip):
 *
 *     0        2        4                 8        16
 *     family   port     IPv4 address      zero …
 *     (host)   (network byte order)
 */
export const INET_ADDRESS_BYTES = 16;

export function writeInetAddress(into: Buffer, address: string, port: number): void {
  into.fill(0);
  into.writeUInt16LE(C.AF_INET, 0);
  into.writeUInt16BE(port, 2);
  const parts = address.split('.');
  for (let i = 0; i < 4; i++) into[4 + i] = Number(parts[i]);
}

/** The address as text; `word` = its four bytes as a little-endian machine reads them. */
export function inetHost(word: number): string {
  return `${word & 255}.${(word >> 8) & 255}.${(word >> 16) & 255}.${word >>> 24}`;
}
