import type { EndCause, PhoneKind } from '../port.ts';

/** Topic of what servers tell each other about calls. */
export const TOPIC = 'sip';

/** `id` names the call; made by the server that has the caller. */
export interface Dial {
  readonly do: 'dial';
  readonly id: string;
  readonly account: string;
  readonly kind: PhoneKind;
  readonly sdp: string;
  readonly from: { readonly user: string; readonly display: string };
  readonly timeoutMs: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** From the server of the caller to the server of the phone. `n` counts offers, referrals, questions within the call. */
export type Order =
  | Dial
  | { readonly do: 'cancel'; readonly id: string; readonly text: string; readonly elsewhere?: boolean }
  | { readonly do: 'hang-up'; readonly id: string; readonly code: number; readonly text: string }
  | { readonly do: 'reinvite'; readonly id: string; readonly n: number; readonly sdp: string }
  | { readonly do: 'probe'; readonly id: string; readonly n: number }
  | { readonly do: 'answer'; readonly id: string; readonly n: number; readonly sdp: string }
  | { readonly do: 'refuse'; readonly id: string; readonly n: number; readonly code: number; readonly reason?: string }
  | { readonly do: 'refer-accept'; readonly id: string; readonly n: number }
  | { readonly do: 'refer-refuse'; readonly id: string; readonly n: number; readonly code: number; readonly reason?: string }
  | { readonly do: 'refer-notify'; readonly id: string; readonly n: number; readonly code: number; readonly reason: string };

/** Back: what the phone did. */
export type Report =
  | { readonly is: 'ringing'; readonly id: string }
  | { readonly is: 'answered'; readonly id: string; readonly sipCallId: string; readonly remoteAddress: string; readonly sdp: string }
  | { readonly is: 'failed'; readonly id: string; readonly cause: EndCause }
  | { readonly is: 'ended'; readonly id: string; readonly cause: EndCause }
  | { readonly is: 'reoffered'; readonly id: string; readonly n: number; readonly sdp: string }
  | { readonly is: 'referred'; readonly id: string; readonly n: number; readonly target: string }
  | { readonly is: 'acked'; readonly id: string; readonly sdp: string }
  | { readonly is: 'key'; readonly id: string; readonly digit: string; readonly durationMs: number }
  | { readonly is: 'reinvited'; readonly id: string; readonly n: number; readonly sdp?: string; readonly fault?: { readonly code: string; readonly message: string } }
  | { readonly is: 'probed'; readonly id: string; readonly n: number; readonly alive: boolean };

export const isOrder = (body: unknown): body is Order => typeof body === 'object' && body !== null && 'do' in body;
export const isReport = (body: unknown): body is Report => typeof body === 'object' && body !== null && 'is' in body;
