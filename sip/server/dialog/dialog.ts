import type { AppConnection } from '../control/app-connection.ts';
import type { NamedTimers } from '../transaction/timer-bank.ts';
import type { Flow } from '../transport/port.ts';
import type { ReliableState } from './reliable-provisional.ts';
import type { SessionState } from './session-timer.ts';
import type { SuccessWait } from './success-wait.ts';

/**
 * A dialog (RFC 3261 §12) as both sides know it.
 *
 *   early ──2xx──▶ confirmed ──BYE, timeout──▶ ended
 *     └──300-699, CANCEL──────────────────────▶ ended
 */
export interface Dialog {
  /** `<Call-ID>;from-tag=<tag of whoever sent the INVITE>`: what applications call it. */
  readonly id: string;
  readonly role: 'uas' | 'uac';
  readonly kind: 'call' | 'subscription';
  readonly app: AppConnection;
  readonly callId: string;
  readonly localTag: string;
  /** Empty until the other side chose one. */
  remoteTag: string;
  /** Complete From value of requests of ours, tag included. */
  readonly local: string;
  /** Complete To value of requests of ours, tag included. */
  remote: string;
  /** CSeq of our last request. */
  localSeq: number;
  /** CSeq of their last request; -1 before the first. */
  remoteSeq: number;
  /** Remote target: Request-URI of our requests. */
  target: string;
  /** Route set in the order of our Route headers; fixed once confirmed (§12.1, §12.2). */
  routes: readonly string[];
  /** Where their last message came from. */
  flow: Flow;
  /** Our Contact value. */
  contact: string;
  state: 'early' | 'confirmed' | 'ended';
  /** The last session description we sent with success; a session refresh repeats it. */
  localSdp: string;
  readonly timers: NamedTimers<DialogTimer>;
  /** Our 2xx to an INVITE, waiting for its ACK. */
  success: SuccessWait | undefined;
  /** A BYE of the application that waits for that ACK (RFC 3261 §15). */
  heldBye: (() => void) | undefined;
  readonly reliable: ReliableState;
  /** A request of theirs with an offer (INVITE, UPDATE) that has no final answer yet. */
  openInvite: boolean;
  openUpdate: boolean;
  /** An INVITE of ours without a final answer. */
  ourInvite: boolean;
  session: SessionState;
}

/** G, H: 2xx until ACK; P…: reliable provisional; S: session; X: end of a subscription. */
export type DialogTimer = 'G' | 'H' | 'P' | 'S' | 'X';

export const dialogId = (callId: string, fromTag: string): string => `${callId};from-tag=${fromTag}`;
