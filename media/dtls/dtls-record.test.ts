import { expect, test } from 'vitest';
import { openMessages, readRecords } from './dtls-record.ts';

test('messages packed into one record are told apart, each as a record with its own length', () => {
  // Certificate (11), message 2, 3 bytes; client key exchange (16), message 3, the first 1 of 2 bytes.
  const [record] = readRecords(Buffer.from('16fefd0000000000000007001c' + '0b0000030002000000000003aabbcc' + '100000020003000000000001dd', 'hex'));
  if (!record) throw new Error('no record');
  expect(openMessages(record).map(({ type, name, bytes }) => [type, name, Buffer.from(bytes).toString('hex')])).toEqual([
    [11, '2 0 3', '16fefd0000000000000007000f0b0000030002000000000003aabbcc'],
    [16, '3 0 1', '16fefd0000000000000007000d100000020003000000000001dd'],
  ]);
});
