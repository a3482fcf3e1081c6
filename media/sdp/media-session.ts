import type { Law } from '../g711/g711.ts';

/** An address and port of the other side. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** What a payload type of an incoming packet means. */
export type PayloadKind = Law | 'event' | 'comfort';

/** What both sides agreed on for one audio stream; all a worker needs to know to run a leg. */
export interface MediaSession {
  /** Codec and payload type we send. */
  readonly law: Law;
  readonly payload: number;
  /** Payload type of telephone events we send; undefined = the other side takes none. */
  readonly eventPayload: number | undefined;
  /** Payload types we take in. */
  readonly receive: readonly (readonly [payload: number, kind: PayloadKind])[];
  /** Where its description says it listens; undefined = not an address we can send to before it has sent. */
  readonly remote: Endpoint | undefined;
  readonly remoteRtcp: Endpoint | undefined;
  readonly rtcpMux: boolean;
  /** Samples in each packet we make. */
  readonly packetSamples: number;
  /** The other side asked for this packet length, so bridged audio is cut to it as well. */
  readonly packetAsked: boolean;
  /** We may send audio. */
  readonly sends: boolean;
  /** The other side is meant to send and does not hold, so its silence means something. */
  readonly hears: boolean;
  /** What a browser leg needs beyond that. */
  readonly secure?: SecureSession;
}

/** Name and password of one side (RFC 8445 §5.3). */
export interface IceCredentials {
  readonly ufrag: string;
  readonly pwd: string;
}

/** Hash of a certificate (RFC 8122 §5): `sha-256`, `AB:CD:…`. */
export interface Fingerprint {
  readonly algorithm: string;
  readonly value: string;
}

/** How a browser leg is secured, and how it finds its way. */
export interface SecureSession {
  /** Our credentials now; changed by an ICE restart. */
  readonly ice: IceCredentials;
  /** Of the browser's certificate: one of them has to fit. */
  readonly fingerprints: readonly Fingerprint[];
  /** Our part in the handshake: `a=setup:passive` is the server. */
  readonly role: 'server' | 'client';
  /** Payload types that run at 48 kHz on the wire; the rest of the leg sees them as mu-law at 8 kHz. */
  readonly opus: WideBand | undefined;
}

export interface WideBand {
  readonly payload: number;
  /** Telephone events at 48 kHz. */
  readonly eventPayload: number | undefined;
  /** We send Opus; else it is only understood. */
  readonly sends: boolean;
}
