import { isBrowserOffer, type MediaLeg } from '#media';
import type { EndCause, IncomingCall, Leg } from '#sip';
import { isFeatureCode } from './agents/feature-codes.ts';
import type { Call, Ending } from './call.ts';
import { joinLine, openMedia } from './line.ts';

/** Answers the caller with our audio. False when the call ended or was refused instead. */
export async function answerCaller(call: Call, incoming: IncomingCall): Promise<boolean> {
  incoming.cancelled.on((cause) => call.end(endingOf(cause)), call.scope);
  // Changes nothing once the caller has an answer.
  call.scope.onEnd(() => incoming.reject(503));
  if (incoming.agent === undefined && isFeatureCode(call.house.settings, incoming.to)) {
    return refuse(call, incoming, 403, 'only agents dial this code, from their registered phones');
  }
  const media = await openMedia(call, call.scope, 'caller', incoming.remoteAddress, isBrowserOffer(incoming.offer) ? 'browser' : 'phone');
  if (call.scope.ended) return false;
  if (!media.ok) return refuse(call, incoming, 503, media.fault.message);
  const late = incoming.offer === '';
  const sdp = late ? { ok: true as const, value: media.value.offer() } : media.value.answer(incoming.offer);
  if (!sdp.ok) return refuse(call, incoming, 488, sdp.fault.message);
  const answered = await incoming.answer(sdp.value);
  if (!answered.ok) {
    call.end({ by: 'caller', code: 487, text: answered.fault.message });
    return false;
  }
  const leg = answered.value;
  if (call.scope.ended) {
    leg.hangUp({ code: 200, text: 'call ended while it was answered' });
    return false;
  }
  putOnLine(call, leg, media.value, incoming.from);
  if (leg.isEnded) call.end({ by: 'caller', code: 200, text: 'hung up at once' });
  else if (late && !media.value.accept(leg.remoteSdp).ok) {
    call.end({ by: 'server', code: 488, text: 'no codec in common' });
  }
  if (call.scope.ended) return false;
  call.record('call.answered', { transport: incoming.transport });
  return true;
}

/** From now on this leg is the caller of the call: its end is the call's, and the other way round. */
export function putOnLine(call: Call, leg: Leg, media: MediaLeg, { user, display }: { readonly user: string; readonly display: string }): void {
  call.caller = { ...joinLine(call.house, leg, media, call.scope), from: user, display };
  leg.ended.on((cause) => call.end(endingOf(cause)), call.scope);
  call.caller.held.on((on) => call.record(on ? 'call.held' : 'call.resumed', { by: 'caller' }, call.audioAt), call.scope);
  call.scope.onEnd(() => leg.hangUp({ code: call.ending?.code ?? 200, text: call.ending?.text ?? 'call ended' }));
}

/** Refuses a call that has no answer yet, with a SIP status; the reason goes to the log and the timeline. */
function refuse(call: Call, incoming: IncomingCall, code: number, reason: string): false {
  call.house.log.warn('a call was refused', { call: call.id, status: code, reason });
  incoming.reject(code);
  call.end({ by: 'server', code, text: reason });
  return false;
}

/** The end of the caller's leg in the words of the timeline. */
export function endingOf(cause: EndCause): Ending {
  const by = cause.by === 'remote' ? 'caller' : cause.by === 'vanished' ? 'vanished' : 'server';
  return { by, code: cause.code, text: cause.text };
}
