import { describe, expect, it } from 'vitest';
import { Reception } from './reception.ts';

/** Verdicts of packets with these sequence numbers, 20 ms apart. */
function verdicts(reception: Reception, ...sequences: number[]): string[] {
  return sequences.map((s, i) => reception.note(s, s * 160, i * 20));
}

describe('reception of an RTP stream', () => {
  it('follows the sequence numbers over their end', () => {
    const r = new Reception(1);
    expect(verdicts(r, 65534, 65535, 0, 1)).toEqual(['restart', 'next', 'next', 'next']);
    expect([r.highest, r.lost, r.received]).toEqual([65537, 0, 4]);
  });

  it('counts losses and takes back those that come late', () => {
    const r = new Reception(1);
    expect(verdicts(r, 10, 11, 14, 12)).toEqual(['restart', 'next', 'next', 'late']);
    expect(r.lost).toBe(1);
  });

  it('knows duplicates, also of reordered packets', () => {
    const r = new Reception(1);
    expect(verdicts(r, 10, 12, 12, 11, 11, 10)).toEqual(['restart', 'next', 'duplicate', 'late', 'duplicate', 'duplicate']);
    expect(r.received).toBe(3);
  });

  it('drops one packet far away and restarts at the second in a row', () => {
    const r = new Reception(1);
    expect(verdicts(r, 10, 11, 30000, 12, 30000, 30001)).toEqual(['restart', 'next', 'jump', 'next', 'jump', 'restart']);
  });

  it('reports the fraction lost of the span since the last report', () => {
    const r = new Reception(1);
    verdicts(r, 0, 1, 2, 3, 7);
    expect(r.fractionLost()).toBe(96);
    verdicts(r, 8, 9);
    expect(r.fractionLost()).toBe(0);
  });

  it('measures jitter as RFC 3550 does', () => {
    const r = new Reception(1);
    r.note(0, 0, 0);
    r.note(1, 160, 20);
    expect(r.jitter).toBe(0);
    r.note(2, 320, 50);
    expect(r.jitter).toBe(5);
  });
});
