import { type Law, encode } from '../g711/g711.ts';

/** A sound ready to be sent: encoded in both laws, in memory that all threads share. */
export type Sound = Readonly<Record<Law, Uint8Array>>;

/** Encodes 8 kHz linear samples once for all calls to come. */
export function shareSound(pcm: Int16Array): Sound {
  const make = (law: Law) => encode(law, pcm, new Uint8Array(new SharedArrayBuffer(pcm.length)));
  return { alaw: make('alaw'), ulaw: make('ulaw') };
}
