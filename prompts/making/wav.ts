/**
 * WAV with one chunk of 16-bit mono samples (RIFF, WAVE_FORMAT_PCM).
 *
 *   "RIFF" size "WAVE" | "fmt " 16: format=1 channels=1 rate bytes/s block=2 bits=16 | "data" size samples…
 */
export interface Sound {
  /** Samples per second. */
  readonly rate: number;
  /** Full scale is ±1. */
  readonly samples: Float64Array;
}

const HEADER_BYTES = 44;
const FULL_SCALE = 32_768;

export function writeWav({ rate, samples }: Sound): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + samples.length * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((value, i) => {
    const level = Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, Math.round(value * FULL_SCALE)));
    bytes.writeInt16LE(level, HEADER_BYTES + i * 2);
  });
  return bytes;
}

/** Reads what `writeWav` writes and any other 16-bit mono PCM file; throws with the reason for everything else. */
export function readWav(bytes: Buffer): Sound {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') throw new Error('no WAV file');
  let rate = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (name === 'fmt ') {
      const [format, channels, bits] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10), bytes.readUInt16LE(at + 22)];
      if (format !== 1 || channels !== 1 || bits !== 16) throw new Error(`format ${format}, ${channels} channels, ${bits} bits`);
      rate = bytes.readUInt32LE(at + 12);
    }
    if (name === 'data') {
      const count = Math.floor(Math.min(size, bytes.length - at - 8) / 2);
      const samples = Float64Array.from({ length: count }, (_, i) => bytes.readInt16LE(at + 8 + i * 2) / FULL_SCALE);
      return { rate, samples };
    }
    at += 8 + size + (size % 2);
  }
  throw new Error('no data chunk');
}
