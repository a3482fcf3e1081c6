import { describe, expect, it } from 'vitest';
import { afterClose, loudness, place, samplesOf, SILENT } from './playout.ts';

describe('listening to a live call', () => {
  it('holds the first sound back 200 ms and puts the next ones end to end', () => {
    const first = place(SILENT, 0.1, 5);
    const second = place(first.state, 0.1, 5.12);
    expect(first.playAt).toBeCloseTo(5.2, 10);
    expect(second.playAt).toBeCloseTo(5.3, 10);
  });

  it('builds the cushion again after a stall', () => {
    const first = place(SILENT, 0.1, 5);
    expect(place(first.state, 0.1, 6).playAt).toBeCloseTo(6.2, 10);
  });

  it('drops what would be heard more than a second late', () => {
    expect(place({ until: 7.5 }, 0.1, 6)).toEqual({ state: { until: 7.5 } });
  });

  it('reads 16-bit little-endian samples and leaves out half a sample', () => {
    expect([...samplesOf(new Uint8Array([0x00, 0x80, 0x00, 0x40, 0x01]).buffer)]).toEqual([-1, 0.5]);
  });

  it('shows silence as 0, full scale as 1, −30 dB as a half', () => {
    expect(loudness(new Float32Array(160))).toBe(0);
    expect(loudness(new Float32Array(160).fill(1))).toBeCloseTo(1, 6);
    expect(loudness(new Float32Array(160).fill(0.0316228))).toBeCloseTo(0.5, 4);
  });
});

describe('when the sound stops', () => {
  it('says whether the call is over, nobody has answered yet, or there is no right to it', () => {
    expect(afterClose(1000, 'call ended', 0)).toBe('over');
    expect(afterClose(1000, 'calls.no-audio-yet', 0)).toBe('not-yet');
    expect(afterClose(4403, 'no right to this call', 0)).toBe('refused');
  });

  it('tries again after a lost connection or a restart of the server, but not for ever', () => {
    expect([0, 4, 5].map((tries) => afterClose(1006, '', tries))).toEqual(['again', 'again', 'refused']);
    expect(afterClose(1001, 'over', 0)).toBe('again');
  });
});
