import { isIP } from 'node:net';

/** The 4 or 16 bytes of an IP address; undefined when it is none. */
export function addressBytes(address: string): Buffer | undefined {
  switch (isIP(address)) {
    case 4:
      return Buffer.from(address.split('.').map(Number));
    case 6:
      return sixteen(address.split('%')[0] ?? '');
    default:
      return undefined;
  }
}

/** RFC 4291 §2.2: `::` stands for the zeros that are missing; the URL parser turns a dotted end into two groups. */
function sixteen(address: string): Buffer {
  const plain = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = plain.split('::');
  const groups = (part: string | undefined) => (part ? part.split(':') : []);
  const [front, back] = [groups(head), groups(tail)];
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => '0');
  return Buffer.from([...front, ...zeros, ...back].map((group) => group.padStart(4, '0')).join(''), 'hex');
}
