import { describe, expect, it } from 'vitest';
import { Latch } from './latch.ts';

const PHONE = { address: '198.51.100.7', port: 5004 };

/** Verdicts of `count` packets in sequence from a source. */
function heard(latch: Latch, from: string, port: number, now: number, options: { count?: number; first?: number; frozen?: boolean } = {}) {
  const { count = 1, first = 100, frozen = false } = options;
  return Array.from({ length: count }, (_, i) => latch.hear(from, port, { ssrc: 1, sequence: first + i }, now + 20 * i, frozen));
}

function waiting(): Latch {
  const latch = new Latch();
  latch.expect(PHONE);
  return latch;
}

describe('the latch', () => {
  it('sends to the described address until something was heard', () => {
    expect(waiting().target).toEqual(PHONE);
  });

  it('believes the described source at its first packet', () => {
    const latch = waiting();
    expect(heard(latch, '198.51.100.7', 5004, 0, { count: 2 })).toEqual(['moved', 'accept']);
  });

  it('believes the described address behind another port at once (symmetric NAT)', () => {
    const latch = waiting();
    expect(heard(latch, '198.51.100.7', 61000, 0)).toEqual(['moved']);
    expect(latch.target).toEqual({ address: '198.51.100.7', port: 61000 });
  });

  it('believes another address after three packets in a row', () => {
    const latch = waiting();
    expect(heard(latch, '203.0.113.1', 9, 0, { count: 4 })).toEqual(['refuse', 'refuse', 'moved', 'accept']);
    expect(latch.target).toEqual({ address: '203.0.113.1', port: 9 });
  });

  it('does not believe single packets that are not in sequence', () => {
    const latch = waiting();
    const verdicts = [100, 300, 500, 501, 800].map((first) => heard(latch, '203.0.113.1', 9, 0, { first })[0]);
    expect(verdicts).toEqual(['refuse', 'refuse', 'refuse', 'refuse', 'refuse']);
  });

  it('lets no stranger into a stream that flows', () => {
    const latch = waiting();
    heard(latch, '198.51.100.7', 5004, 0);
    expect(heard(latch, '203.0.113.1', 9, 100, { count: 5 })).toEqual(Array(5).fill('refuse'));
    expect(latch.target).toEqual(PHONE);
  });

  it('gives a stream back to the described source as soon as it speaks', () => {
    const latch = waiting();
    heard(latch, '203.0.113.1', 9, 0, { count: 3 });
    expect(heard(latch, '198.51.100.7', 5004, 100)).toEqual(['moved']);
  });

  it('moves to another source after three seconds of silence, unless the silence is a hold', () => {
    const latch = waiting();
    heard(latch, '198.51.100.7', 5004, 0);
    expect(heard(latch, '203.0.113.1', 9, 5000, { count: 3, frozen: true })).toEqual(['refuse', 'refuse', 'refuse']);
    expect(heard(latch, '203.0.113.1', 9, 5000, { count: 3, first: 7 })).toEqual(['refuse', 'refuse', 'moved']);
  });

  it('stays where it is while the description has no address (hold)', () => {
    const latch = waiting();
    heard(latch, '198.51.100.7', 61000, 0);
    latch.expect(undefined);
    expect(latch.target).toEqual({ address: '198.51.100.7', port: 61000 });
  });

  it('starts again when a new description names another address, not when it repeats the old one', () => {
    const latch = waiting();
    heard(latch, '198.51.100.7', 61000, 0);
    latch.expect({ ...PHONE });
    expect(latch.target).toEqual({ address: '198.51.100.7', port: 61000 });
    latch.expect({ address: '192.0.2.50', port: 4000 });
    expect(latch.target).toEqual({ address: '192.0.2.50', port: 4000 });
  });
});
