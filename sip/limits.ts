import { DIGEST_LIMITS, type DigestLimits } from './digest/authenticator.ts';
import { REGISTRAR_LIMITS, type RegistrarLimits } from './registrar/binding-table.ts';

/** Bounds of the room; every wait in it ends by one of them. */
export interface SipLimits {
  readonly digest: DigestLimits;
  readonly registrar: RegistrarLimits;
  /** First connection to the control port. */
  readonly connectMs: number;
  /** Largest body of a request: a session description has 1–3 kB, with many candidates 8 kB. */
  readonly bodyBytes: number;
  /** Largest request altogether: a UDP datagram cannot be larger. */
  readonly messageBytes: number;
  /** A call that the application neither rings nor answers: the embedded server refuses it after 30 s, drachtio-server forgets it after 64 s. */
  readonly unansweredMs: number;
  /** A ringing call nobody answers (RFC 3261 §16.6 timer C). */
  readonly ringingMs: number;
  /** Offers and referrals the application does not decide on. */
  readonly decideMs: number;
  /** An offer nobody listens for: the application takes a new leg in hand within milliseconds. */
  readonly unheardMs: number;
  /** re-INVITE: nobody has to decide anything, the phone answers by itself. */
  readonly reinviteMs: number;
  readonly probeMs: number;
  /** A transaction on UDP ends after 32 s (RFC 3261 timers B, F, H); what the server does not tell us by then is over. */
  readonly transactionMs: number;
  /** Calls of one address without an ACK yet. We answer within milliseconds and an ACK takes one round trip: more is a flood of forged INVITEs. */
  readonly unacknowledgedPerSource: number;
  /** What a refused caller is told to wait, while we are stopping or flooded. */
  readonly retryAfterS: number;
  /** Ending all calls when closing. */
  readonly closeMs: number;
}

export const SIP_LIMITS: SipLimits = {
  digest: DIGEST_LIMITS,
  registrar: REGISTRAR_LIMITS,
  connectMs: 10_000,
  bodyBytes: 16_384,
  messageBytes: 65_536,
  unansweredMs: 25_000,
  ringingMs: 180_000,
  decideMs: 20_000,
  unheardMs: 3_000,
  reinviteMs: 15_000,
  probeMs: 8_000,
  transactionMs: 36_000,
  unacknowledgedPerSource: 100,
  retryAfterS: 30,
  closeMs: 3_000,
};
