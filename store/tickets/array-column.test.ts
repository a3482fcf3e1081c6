import { expect, it } from 'vitest';
import { ArrayColumn } from './array-column.ts';

const head = (nulls: number, type: number, elements: number) => [0, 0, 0, 1, 0, 0, 0, nulls, 0, 0, type >> 8, type & 255, 0, 0, 0, elements, 0, 0, 0, 1];

it('texts have their lengths in bytes before them, nothing is −1', () => {
  const column = new ArrayColumn('text', 0);
  for (const value of ['ab', '灯', undefined, '']) column.text(value);
  expect([...column.done()]).toEqual([...head(1, 25, 4), 0, 0, 0, 2, 97, 98, 0, 0, 0, 3, 0xe7, 0x81, 0xaf, 255, 255, 255, 255, 0, 0, 0, 0]);
});
it('long texts are as short ones, however often the room was too small', () => {
  const column = new ArrayColumn('text', 10);
  const texts = Array.from({ length: 50 }, (_, n) => '灯x'.repeat(n));
  for (const text of texts) column.text(text);
  expect(column.done().length).toBe(20 + texts.reduce((sum, text) => sum + 4 + Buffer.byteLength(text), 0));
});
it('numbers are four bytes, moments microseconds since 2000 in eight, before it too', () => {
  const numbers = new ArrayColumn('int', 8);
  numbers.int(258);
  expect([...numbers.done()]).toEqual([...head(0, 23, 1), 0, 0, 0, 4, 0, 0, 1, 2]);
  const moments = new ArrayColumn('timestamptz', 8);
  moments.moment(Date.UTC(2000, 0, 1, 2));
  moments.moment(Date.UTC(1999, 11, 31, 23, 59, 59, 999));
  moments.moment(undefined);
  const bytes = moments.done();
  expect([bytes.readInt32BE(20), bytes.readBigInt64BE(24), bytes.readBigInt64BE(36), bytes.readInt32BE(44)]).toEqual([8, 7_200_000_000n, -1_000n, -1]);
});
it('nothing at all is an array without a dimension', () => {
  expect([...new ArrayColumn('text', 100).done()]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 25]);
});
