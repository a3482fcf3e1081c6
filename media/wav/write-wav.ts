import type { WavSound } from './read-wav.ts';

/** Length of the header below; samples begin there. */
export const WAV_HEADER_BYTES = 44;

const EMPTY = new TextEncoder().encode(`RIFF----WAVEfmt ${'-'.repeat(20)}data----`);

/**
 * Header of a 16-bit PCM WAV file with `dataBytes` bytes of samples.
 *
 *     0      4           8      12     16  20  22     24    28      32     34    36     40
 *     'RIFF' 36+data     'WAVE' 'fmt ' 16  1   chans  rate  bytes/s align  bits  'data' data bytes
 */
export function wavHeader(dataBytes: number, rate: number, channels: number): Uint8Array {
  const header = new Uint8Array(EMPTY);
  const view = new DataView(header.buffer);
  view.setUint32(4, 36 + dataBytes, true);
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  view.setUint32(40, dataBytes, true);
  return header;
}

/** The bytes of a 16-bit PCM WAV file; channels of unequal length are filled up with silence. */
export function writeWav(sound: WavSound): Uint8Array {
  const count = sound.channels.length;
  const frames = Math.max(0, ...sound.channels.map((c) => c.length));
  const bytes = new Uint8Array(WAV_HEADER_BYTES + frames * count * 2);
  bytes.set(wavHeader(frames * count * 2, sound.rate, count));
  const view = new DataView(bytes.buffer);
  sound.channels.forEach((pcm, channel) =>
    pcm.forEach((sample, i) => view.setInt16(WAV_HEADER_BYTES + (i * count + channel) * 2, sample, true)),
  );
  return bytes;
}
