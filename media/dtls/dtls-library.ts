import type { Fingerprint } from '../sdp/media-session.ts';
import type { SrtpKeys } from '../srtp/srtp-session.ts';

/** What a handshake tells. */
export type HandshakeEvent =
  /** Done: the other side proved to own `certificate` (DER), and these are the keys. */
  | { readonly type: 'connected'; readonly certificate: Uint8Array; readonly keys: SrtpKeys }
  | { readonly type: 'failed'; readonly reason: string }
  /** The other side said good-bye (close_notify). */
  | { readonly type: 'closed' };

/** One association with one browser. */
export interface Handshake {
  /** Takes a datagram of the other side; false = no DTLS, or nothing that is due now. */
  receive(data: Uint8Array): boolean;
  /** Says good-bye (close_notify) if connected; nothing is sent or told afterwards. */
  close(): void;
}

/** PORT. DTLS 1.2 with use_srtp (RFC 5764): dtls-12.ts / a scripted one in unit tests. */
export interface DtlsLibrary {
  /** Of our own certificate, for the SDP (RFC 8122 §5). */
  readonly fingerprint: Fingerprint;
  /** Whether a certificate (DER) has this fingerprint. */
  matches(certificate: Uint8Array, fingerprint: Fingerprint): boolean;
  /** Begins an association; as `client` the first message goes out at once. */
  start(options: { role: 'server' | 'client'; send: (data: Uint8Array) => void; tell: (event: HandshakeEvent) => void }): Handshake;
}
