import { describe, expect, it } from 'vitest';
import { encode } from '../g711/g711.ts';
import { readWav } from './read-wav.ts';
import { resample } from './resample.ts';
import { tone, toneShare } from './tone.ts';
import { wavHeader, writeWav } from './write-wav.ts';

const value = (bytes: Uint8Array) => {
  const result = readWav(bytes);
  if (!result.ok) throw result.fault;
  return result.value;
};
const why = (bytes: Uint8Array) => {
  const result = readWav(bytes);
  return result.ok ? 'read' : `${result.fault.code}: ${result.fault.message}`;
};

/** A file with one byte per sample. */
function small(tag: number, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(44 + data.length);
  bytes.set(wavHeader(data.length, 8000, 1));
  bytes.set(data, 44);
  const view = new DataView(bytes.buffer);
  view.setUint16(20, tag, true);
  view.setUint16(34, 8, true);
  return bytes;
}

describe('WAV files', () => {
  it('are read as they were written, in stereo', () => {
    const bytes = writeWav({ rate: 8000, channels: [Int16Array.of(1, -2, 300), Int16Array.of(9, 8)] });
    expect(value(bytes)).toEqual({ rate: 8000, channels: [Int16Array.of(1, -2, 300), Int16Array.of(9, 8, 0)] });
  });

  it('may hold 8-bit PCM, A-law or mu-law', () => {
    expect(value(small(1, Uint8Array.of(128, 255, 0))).channels[0]).toEqual(Int16Array.of(0, 32512, -32768));
    expect(value(small(6, encode('alaw', Int16Array.of(8, -8)))).channels[0]).toEqual(Int16Array.of(8, -8));
    expect(value(small(7, Uint8Array.of(0xff, 0x80))).channels[0]).toEqual(Int16Array.of(0, 32124));
  });

  it('may have other chunks of odd length before the data', () => {
    const whole = writeWav({ rate: 8000, channels: [Int16Array.of(7)] });
    const bytes = new Uint8Array(whole.length + 12);
    bytes.set(whole.subarray(0, 36));
    bytes.set([...Buffer.from('LIST'), 3, 0, 0, 0, 1, 2, 3, 0], 36);
    bytes.set(whole.subarray(36), 48);
    expect(value(bytes).channels[0]).toEqual(Int16Array.of(7));
  });

  it('that claim more data than there is are read as far as they go', () => {
    const bytes = writeWav({ rate: 8000, channels: [Int16Array.of(1, 2, 3)] });
    new DataView(bytes.buffer).setUint32(40, 0xffffffff, true);
    expect(value(bytes).channels[0]).toEqual(Int16Array.of(1, 2, 3));
  });

  it('that are broken say why', () => {
    expect(why(new Uint8Array(3))).toContain('media.bad-wav: This WAV file cannot be played: it does not begin');
    expect(why(wavHeader(0, 8000, 1))).toContain('holds no sound');
    expect(why(wavHeader(0, 8000, 1).subarray(0, 20))).toContain('format chunk is cut off');
    expect(why(wavHeader(4, 8000, 6))).toContain('6 channels');
    expect(why(wavHeader(4, 0, 1))).toContain('0 Hz');
    expect(why(small(17, new Uint8Array(8)))).toContain('tag 17');
  });

  it('never make the reader throw, wherever one byte is wrong', () => {
    const whole = writeWav({ rate: 8000, channels: [Int16Array.of(1, 2, 3, 4)] });
    for (let i = 0; i < 44; i++) {
      for (const wrong of [0, 0x7f, 0xff]) {
        const bytes = whole.slice();
        bytes[i] = wrong;
        expect(typeof readWav(bytes).ok).toBe('boolean');
      }
    }
  });
});

describe('resampling', () => {
  it('keeps a tone of 1 kHz at its level from 22050 to 8000 Hz', () => {
    const low = resample(tone(1000, 500, 0.5, 22050), 22050, 8000);
    expect(low.length).toBe(4000);
    expect(toneShare(low, 1000)).toBeGreaterThan(0.99);
    expect(Math.max(...low)).toBeGreaterThan(15_900);
    expect(Math.max(...low)).toBeLessThan(16_900);
  });

  it('removes what 8 kHz cannot carry', () => {
    const low = resample(tone(6000, 500, 0.5, 16000), 16000, 8000);
    expect(Math.max(...low.subarray(100, 3900))).toBeLessThan(50);
  });
});
