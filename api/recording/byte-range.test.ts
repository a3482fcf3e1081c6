import { describe, expect, it } from 'vitest';
import { byteRange } from './byte-range.ts';

describe('a Range header for 1,000 bytes', () => {
  it.each([
    ['bytes=0-99', { start: 0, end: 99 }],
    ['bytes=900-', { start: 900, end: 999 }],
    ['bytes=990-5000', { start: 990, end: 999 }],
    ['bytes=-100', { start: 900, end: 999 }],
    ['bytes=-5000', { start: 0, end: 999 }],
    ['bytes=1000-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    [undefined, 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=5-2', 'whole'],
    ['bytes=0-1,5-9', 'whole'],
    ['lines=1-2', 'whole'],
  ])('%s means %j', (header, wanted) => expect(byteRange(header, 1_000)).toEqual(wanted));
  it('cannot be met by an empty file', () => expect(byteRange('bytes=0-', 0)).toBe('unsatisfiable'));
});
