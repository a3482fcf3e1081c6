import type { InboundRequest } from '../control/control.ts';
import type { SipLimits } from '../limits.ts';
import { SUPPORTED } from '../message/capabilities.ts';
import { type Refusal, judgeBody, judgeRequire } from '../message/judge-body.ts';
import { type NameAddr, parseNameAddr } from '../message/name-addr.ts';
import { judgeSession } from '../message/session-timer.ts';
import { parseSipUri } from '../message/sip-uri.ts';
import { splitList } from '../message/split-list.ts';

/** What a new INVITE asks for, once its form is found in order. */
export interface CallRequest {
  readonly to: string;
  readonly from: NameAddr;
  /** The caller insists on acknowledged ringing (RFC 3262 §3). */
  readonly reliableRinging: boolean;
}

export type Admission = { readonly ok: true; readonly call: CallRequest } | { readonly ok: false; readonly refusal: Refusal };

/** A drachtio-server cuts dialog ids (Call-ID, caller's tag) after 1,024 bytes; that dialog could never be ended. */
const LONGEST_DIALOG_ID = 1_000;

/** Judges the form of a new INVITE, in the order of RFC 3261 §8.2; whether anybody may call that number comes later. */
export function admitCall(request: InboundRequest, limits: SipLimits): Admission {
  const refusal = (code: number, reason?: string): Admission => ({ ok: false, refusal: reason ? { code, reason } : { code } });
  if (!/^(sips?|tel):/i.test(request.uri)) return refusal(416);
  const uri = parseSipUri(request.uri);
  const from = parseNameAddr(request.header('from') ?? '');
  if (!uri || !from) return refusal(400, uri ? 'Bad From' : 'Bad Request-URI');
  if (request.callId.length + (from.params.get('tag')?.length ?? 0) > LONGEST_DIALOG_ID) return refusal(400, 'Call-ID Too Long');
  // RFC 3261 §12.1.1: without exactly one Contact there is nowhere to send requests to; srf would answer all the same.
  const contacts = splitList(request.header('contact') ?? '').map(parseNameAddr);
  if (contacts.length !== 1 || !contacts[0]) return refusal(400, 'One Contact Needed');
  if (request.header('max-forwards')?.trim() === '0') return refusal(483);
  const required = splitList(request.header('require') ?? '');
  const misfit = judgeRequire(required, SUPPORTED) ?? judgeBody(request, limits) ?? judgeSession(request);
  if (misfit) return { ok: false, refusal: misfit };
  const reliableRinging = required.some((name) => name.toLowerCase() === '100rel');
  return { ok: true, call: { to: uri.user, from, reliableRinging } };
}
