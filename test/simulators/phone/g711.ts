/** µ-law both ways (ITU-T G.711), table-driven; the simulated phone's own, so that a mistake of the server shows. */
const DECODE = Int16Array.from({ length: 256 }, (_, byte) => {
  const b = ~byte & 0xff;
  const magnitude = (((b & 0x0f) << 3) + 0x84) << ((b & 0x70) >> 4);
  return b & 0x80 ? 0x84 - magnitude : magnitude - 0x84;
});

const ENCODE = Uint8Array.from({ length: 65536 }, (_, index) => {
  const sample = (index << 16) >> 16;
  const magnitude = Math.min(Math.abs(sample), 32635) + 0x84;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
});

export const SILENCE = 0xff;

export function decodeUlaw(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, (byte) => DECODE[byte] ?? 0);
}

export function encodeUlaw(samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, (sample) => ENCODE[sample & 0xffff] ?? SILENCE);
}

/** A tone of `hz` at about -12 dBFS, µ-law, long enough to be repeated without a click. */
export function toneUlaw(hz: number, seconds = 1): Uint8Array {
  const samples = Int16Array.from({ length: 8000 * seconds }, (_, i) => 8000 * Math.sin((2 * Math.PI * hz * i) / 8000));
  return encodeUlaw(samples);
}
