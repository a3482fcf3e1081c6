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
}
