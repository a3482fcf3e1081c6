import { describe, expect, it } from 'vitest';
import { ClientFrames } from './client-frames.ts';

/** A frame as browsers send it, with the key 1 2 3 4. */
function frame(first: number, payload: Buffer | string): Buffer {
  const bytes = Buffer.from(payload);
  const length = bytes.length < 126 ? [0x80 | bytes.length] : [0x80 | 126, bytes.length >> 8, bytes.length & 255];
  return Buffer.concat([Buffer.from([first, ...length, 1, 2, 3, 4]), Buffer.from(bytes.map((byte, at) => byte ^ ((at & 3) + 1)))]);
}
const texts = (chunks: readonly Buffer[]) => {
  const frames = new ClientFrames();
  return chunks.map((chunk) => frames.push(chunk)?.map(({ text }) => text) ?? 'ended');
};

describe('what a browser sends over a WebSocket', () => {
  it('is told message by message, with the bytes it came in', () => {
    const two = [frame(0x81, 'one'), frame(0x81, '二'.repeat(100))];
    expect(new ClientFrames().push(Buffer.concat(two))).toEqual([{ bytes: two[0], text: 'one' }, { bytes: two[1], text: '二'.repeat(100) }]);
  });

  it('is put together from single bytes and from fragments, with a ping between them', () => {
    const bytes = Buffer.concat([frame(0x01, 'INV'), frame(0x89, 'ping'), frame(0x00, 'I'), frame(0x80, 'TE')]);
    expect(texts([...bytes].map((byte) => Buffer.from([byte]))).flat()).toEqual([undefined, 'INVITE']);
  });

  it.each([
    ['not masked', Buffer.from([0x81, 1, 65])],
    ['of an extension', frame(0xc1, 'x')],
    ['of an unknown kind', frame(0x83, 'x')],
    ['the rest of nothing', frame(0x80, 'x')],
    ['a message inside another', Buffer.concat([frame(0x01, 'x'), frame(0x01, 'y')])],
    ['larger than 64 kB', Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 1, 0, 0, 1, 2, 3, 4])],
    ['larger than 64 kB in fragments', Buffer.concat([frame(0x01, Buffer.alloc(60_000)), frame(0x00, Buffer.alloc(6_000))])],
  ])('ends when it is %s', (_, bytes) => expect(texts([bytes])).toEqual(['ended']));
});
