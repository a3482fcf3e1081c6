import { describe, expect, it } from 'vitest';
import { MessageOrder, writeMessage } from './message-order.ts';

const message = (sequence: number, text: string, type = 11) => writeMessage({ type, sequence, body: Buffer.from(text) });
/** Bytes `from`..`to` of a message's body, as a fragment. */
function piece(whole: Buffer, from: number, to: number): Buffer {
  const header = Buffer.from(whole.subarray(0, 12));
  header.writeUIntBE(from, 6, 3);
  header.writeUIntBE(to - from, 9, 3);
  return Buffer.concat([header, whole.subarray(12 + from, 12 + to)]);
}
const texts = (taken: ReturnType<MessageOrder['take']>) => taken.messages.map(({ sequence, body }) => `${sequence} ${body.toString()}`);

describe('messages of a handshake', () => {
  it('are written as RFC 6347 §4.2.2 has it', () => {
    expect(message(2, 'abc').toString('hex')).toBe('0b0000030002000000000003616263');
  });

  it('packed into one record are told apart', () => {
    expect(texts(new MessageOrder(2).take(Buffer.concat([message(2, 'one'), message(3, 'two')])))).toEqual(['2 one', '3 two']);
  });

  it('are given in their order, each once, and what came again is told', () => {
    const order = new MessageOrder();
    expect(texts(order.take(message(1, 'later')))).toEqual([]);
    expect(texts(order.take(message(0, 'first')))).toEqual(['0 first', '1 later']);
    expect(order.take(message(0, 'other'))).toEqual({ messages: [], repeated: [0] });
    expect(order.next).toBe(2);
  });

  it('in pieces are whole when the last piece is there, whatever their order and overlap', () => {
    const order = new MessageOrder();
    const whole = message(0, 'abcdefgh');
    for (const [from, to] of [[5, 8], [0, 3], [5, 8], [6, 7]] as const) expect(texts(order.take(piece(whole, from, to)))).toEqual([]);
    expect(texts(order.take(piece(whole, 2, 6)))).toEqual(['0 abcdefgh']);
  });

  it('that contradict, are too long, too far ahead or cut are not taken', () => {
    const order = new MessageOrder();
    const whole = message(0, 'abcdef');
    order.take(piece(whole, 0, 3));
    expect(texts(order.take(piece(message(0, 'abcdef', 16), 3, 6)))).toEqual([]);
    expect(texts(order.take(whole.subarray(0, 15)))).toEqual([]);
    expect(texts(order.take(message(9, 'far')))).toEqual([]);
    const long = message(0, '');
    long.writeUIntBE(20_000, 1, 3);
    expect(texts(new MessageOrder().take(long))).toEqual([]);
    expect(texts(order.take(piece(whole, 3, 6)))).toEqual(['0 abcdef']);
  });
});
