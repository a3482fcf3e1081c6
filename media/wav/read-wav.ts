import { Fault, type Result, failed, ok } from '#core';
import { decode } from '../g711/g711.ts';

/** Sound as linear 16-bit samples, one array per channel. */
export interface WavSound {
  /** Hz. */
  readonly rate: number;
  readonly channels: readonly Int16Array[];
}

interface Format {
  readonly tag: number;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
}

/** Format tags of mmreg.h that telephony uses. */
const TAG = { pcm: 1, alaw: 6, ulaw: 7, extensible: 0xfffe } as const;

/**
 * Reads a WAV file: 8- and 16-bit PCM, A-law or mu-law, mono or stereo, any rate from 4 to 192 kHz.
 *
 *     0      4      8      12     16     20
 *     'RIFF' size   'WAVE' id     size   body … (chunks, each padded to an even length)
 *
 * A data chunk that claims more than there is (a file still being written, or a streamed one) is read as far as it goes.
 * Fault `media.bad-wav` for everything else; never throws.
 */
export function readWav(bytes: Uint8Array): Result<WavSound> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || text(bytes, 0) !== 'RIFF' || text(bytes, 8) !== 'WAVE') return bad('it does not begin with RIFF…WAVE');
  let format: Format | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = text(bytes, at);
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (id === 'fmt ') {
      if (size < 16 || body + 16 > bytes.length) return bad('its format chunk is cut off');
      format = readFormat(view, body, size);
    } else if (id === 'data') {
      if (!format) return bad('its data comes before its format');
      return samples(bytes.subarray(body, Math.min(bytes.length, body + size)), format);
    }
    at = body + size + (size & 1);
  }
  return bad('it has no data chunk');
}

function readFormat(view: DataView, at: number, size: number): Format {
  const tag = view.getUint16(at, true);
  const real = tag === TAG.extensible && size >= 26 && at + 26 <= view.byteLength ? view.getUint16(at + 24, true) : tag;
  return { tag: real, channels: view.getUint16(at + 2, true), rate: view.getUint32(at + 4, true), bits: view.getUint16(at + 14, true) };
}

function samples(data: Uint8Array, format: Format): Result<WavSound> {
  const { channels, rate } = format;
  if (channels !== 1 && channels !== 2) return bad(`it has ${channels} channels, 1 or 2 are read`);
  if (rate < 4000 || rate > 192_000) return bad(`its rate is ${rate} Hz, 4000 to 192000 are read`);
  const flat = linear(data, format);
  if (!flat) return bad(`its coding (tag ${format.tag}, ${format.bits} bits) is none of PCM 8/16 bit, A-law, mu-law`);
  if (flat.length < channels) return bad('it holds no sound');
  if (channels === 1) return ok({ rate, channels: [flat] });
  const pick = (offset: 0 | 1) => {
    const lane = new Int16Array(flat.length >> 1);
    for (let i = 0; i < lane.length; i++) lane[i] = flat[2 * i + offset] as number;
    return lane;
  };
  return ok({ rate, channels: [pick(0), pick(1)] });
}

function linear(data: Uint8Array, { tag, bits }: Format): Int16Array | undefined {
  if (tag === TAG.alaw && bits === 8) return decode('alaw', data);
  if (tag === TAG.ulaw && bits === 8) return decode('ulaw', data);
  if (tag !== TAG.pcm) return undefined;
  if (bits === 8) return Int16Array.from(data, (byte) => (byte - 128) << 8);
  if (bits !== 16) return undefined;
  const pcm = new Int16Array(data.length >> 1);
  for (let i = 0; i < pcm.length; i++) pcm[i] = (data[2 * i] as number) | ((data[2 * i + 1] as number) << 8);
  return pcm;
}

function text(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function bad(why: string): Result<never> {
  return failed(new Fault('media.bad-wav', `This WAV file cannot be played: ${why}. Save it as 16-bit PCM, 8000 Hz, mono.`));
}
