/** The two laws of G.711 as look-up tables: A-law (PCMA) and mu-law (PCMU). ITU-T G.711 tables 1 and 2. */
export type Law = 'alaw' | 'ulaw';

/** Bias that makes every mu-law segment start at a power of two. */
const BIAS = 132;

/** The byte both ends hear as silence. */
export const SILENCE: Readonly<Record<Law, number>> = { alaw: 0xd5, ulaw: 0xff };

/** Linear 16-bit value of each of the 256 code words. */
export const DECODE: Readonly<Record<Law, Int16Array>> = { alaw: decodeTable(alawSample), ulaw: decodeTable(ulawSample) };

const ENCODE: Readonly<Record<Law, Uint8Array>> = { alaw: encodeTable(alawByte), ulaw: encodeTable(ulawByte) };

/** Code word of the other law for each code word: 256 entries, used in place by a bridge between two codecs. */
export const TRANSCODE: Readonly<Record<Law, Uint8Array>> = {
  alaw: transcodeTable('alaw', 'ulaw'),
  ulaw: transcodeTable('ulaw', 'alaw'),
};

/** Encodes linear 16-bit samples; one byte per sample. */
export function encode(law: Law, pcm: Int16Array, into: Uint8Array = new Uint8Array(pcm.length)): Uint8Array {
  const table = ENCODE[law];
  for (let i = 0; i < pcm.length; i++) into[i] = table[(pcm[i] as number) + 32768] as number;
  return into;
}

/** Decodes bytes to linear 16-bit samples; one sample per byte. */
export function decode(law: Law, bytes: Uint8Array): Int16Array<ArrayBuffer> {
  const table = DECODE[law];
  const pcm = new Int16Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) pcm[i] = table[bytes[i] as number] as number;
  return pcm;
}

function decodeTable(sample: (byte: number) => number): Int16Array {
  return Int16Array.from({ length: 256 }, (_, byte) => sample(byte));
}

function encodeTable(byte: (sample: number) => number): Uint8Array {
  return Uint8Array.from({ length: 65536 }, (_, index) => byte(index - 32768));
}

function transcodeTable(from: Law, to: Law): Uint8Array {
  return encode(to, DECODE[from] as Int16Array);
}

/** 8 segments of 16 steps; the even bits are inverted on the line (0x55). */
function alawSample(byte: number): number {
  const code = byte ^ 0x55;
  const segment = (code >> 4) & 7;
  const step = ((code & 15) << 4) + 8;
  const magnitude = segment === 0 ? step : (step + 256) << (segment - 1);
  return code & 0x80 ? magnitude : -magnitude;
}

function alawByte(sample: number): number {
  const magnitude = (sample < 0 ? ~sample : sample) >> 3;
  const segment = Math.max(0, 27 - Math.clz32(magnitude | 1));
  const step = (magnitude >> Math.max(1, segment)) & 15;
  return ((segment << 4) | step) ^ (sample < 0 ? 0x55 : 0xd5);
}

function ulawSample(byte: number): number {
  const code = ~byte & 0xff;
  const magnitude = ((((code & 15) << 3) + BIAS) << ((code >> 4) & 7)) - BIAS;
  return code & 0x80 ? -magnitude : magnitude;
}

function ulawByte(sample: number): number {
  const magnitude = Math.min(Math.abs(sample), 32635) + BIAS;
  const segment = 24 - Math.clz32(magnitude);
  const step = (magnitude >> (segment + 3)) & 15;
  return ~((sample < 0 ? 0x80 : 0) | (segment << 4) | step) & 0xff;
}
