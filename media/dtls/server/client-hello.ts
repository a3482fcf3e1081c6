import type { SrtpProfile } from '../../srtp/srtp-session.ts';

/** Numbers of RFC 5764 §4.1.2 and RFC 7714 §14.2; the cheaper one here first (docs/decisions/0050). */
export const PROFILES: readonly { readonly number: 1 | 7; readonly name: SrtpProfile; readonly saltBytes: number }[] = [
  { number: 1, name: 'AES_CM_128_HMAC_SHA1_80', saltBytes: 14 },
  { number: 7, name: 'AEAD_AES_128_GCM', saltBytes: 12 },
];
/** The suite, curve and signature that every browser has (RFC 8827 §6.5). */
export const SUITE = 0xc02b;
export const P256 = 23;
export const ECDSA_SHA256 = 0x0403;
export const EXTENSION = { groups: 10, pointFormats: 11, signatures: 13, useSrtp: 14, extendedMasterSecret: 23, renegotiation: 0xff01 } as const;
/** An empty renegotiation_info among the suites (RFC 5746 §3.3). */
const RENEGOTIATION_SUITE = 0x00ff;
const RANDOM_BYTES = 32;

/** What both sides do from now on. */
export interface Agreement {
  readonly clientRandom: Buffer;
  readonly profile: (typeof PROFILES)[number];
  readonly extendedMasterSecret: boolean;
  readonly renegotiation: boolean;
  readonly pointFormats: boolean;
}

/** Why there is none; `alert` tells the browser (RFC 5246 §7.2.2). */
export interface Disagreement {
  readonly reason: string;
  readonly alert: number;
}

/**
 * Chooses from a ClientHello (RFC 5246 §7.4.1.2, RFC 6347 §4.2.1):
 *
 *     version random session_id cookie suites compression extensions
 *     2       32     1+…        1+…    2+…    1+…         2+…
 */
export function agree(body: Buffer): Agreement | Disagreement {
  try {
    return choose(body);
  } catch {
    return { reason: 'the hello of the browser is damaged', alert: 50 };
  }
}

/** Throws (RangeError of Buffer) where the hello is shorter than it says. */
function choose(body: Buffer): Agreement | Disagreement {
  let at = 2 + RANDOM_BYTES;
  const list = (lengthBytes: 1 | 2): Buffer => {
    const from = at + lengthBytes;
    at = from + body.readUIntBE(at, lengthBytes);
    if (at > body.length) throw new RangeError('cut');
    return body.subarray(from, at);
  };
  list(1);
  list(1);
  const suites = numbers(list(2));
  list(1);
  const extensions = at < body.length ? readExtensions(list(2)) : new Map<number, Buffer>();
  const offered = (extension: number) => numbers((extensions.get(extension) ?? Buffer.alloc(2)).subarray(2));
  // DTLS counts backwards: 1.2 is 0xfefd, 1.0 0xfeff. Who knows 1.3 says 1.2 here, too (RFC 9147 §5.3).
  if (body.readUInt16BE(0) >> 8 !== 0xfe || body.readUInt16BE(0) > 0xfefd) return { reason: 'the browser knows no DTLS 1.2', alert: 70 };
  const refused = { reason: 'the browser has no cipher suite, curve or signature of ours', alert: 40 };
  if (!suites.includes(SUITE)) return refused;
  if (extensions.has(EXTENSION.groups) && !offered(EXTENSION.groups).includes(P256)) return refused;
  if (extensions.has(EXTENSION.signatures) && !offered(EXTENSION.signatures).includes(ECDSA_SHA256)) return refused;
  const srtp = extensions.get(EXTENSION.useSrtp);
  const profiles = srtp ? numbers(srtp.subarray(2, 2 + srtp.readUInt16BE(0))) : [];
  const profile = PROFILES.find(({ number }) => profiles.includes(number));
  if (!profile) return { reason: 'the browser agreed on no SRTP profile', alert: 40 };
  return {
    clientRandom: Buffer.from(body.subarray(2, 2 + RANDOM_BYTES)),
    profile,
    extendedMasterSecret: extensions.has(EXTENSION.extendedMasterSecret),
    renegotiation: extensions.has(EXTENSION.renegotiation) || suites.includes(RENEGOTIATION_SUITE),
    pointFormats: extensions.has(EXTENSION.pointFormats),
  };
}

function readExtensions(data: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = 0; at < data.length; ) {
    const end = at + 4 + data.readUInt16BE(at + 2);
    if (end > data.length) throw new RangeError('cut');
    found.set(data.readUInt16BE(at), data.subarray(at + 4, end));
    at = end;
  }
  return found;
}

function numbers(data: Buffer): number[] {
  return Array.from({ length: data.length >> 1 }, (_, i) => data.readUInt16BE(2 * i));
}
