import { type Millis, Scope } from '#core';
import { promptRef } from '#ivr';
import type { EndCause, Leg } from '#sip';
import { type Call, type Line, orEnd } from '../call.ts';
import { joinLine, openMedia } from '../line.ts';
import { callerId } from '../queue/caller-id.ts';
import { FAILED, type WorldAnswer } from './world-answer.ts';

/**
 * Connects the caller with a number outside, by the trunk, until one of them hangs up: `answered`, `busy`, `no-answer` or `failed`.
 * No agent takes part, so nothing is recorded, written down or judged.
 */
export async function transferOutside(call: Call, number: string, ringMs: Millis, scope: Scope): Promise<WorldAnswer> {
  const { sip } = call.house;
  if (sip.trunk === undefined || !call.caller) return FAILED;
  const away = new Scope(scope);
  try {
    const opened = await openMedia(call, away, 'outside', sip.trunk);
    if (!opened.ok || away.ended) return FAILED;
    const media = opened.value;
    void call.caller.media.play([promptRef('ringback', call.language)], { loop: true });
    const { outcome } = sip.dial({ account: '', number, sdp: media.offer(), from: callerId(call), timeoutMs: ringMs }, away);
    const rung = await outcome;
    call.caller.media.stop();
    if (!rung.ok) return { outcome: outcomeOf(rung.cause) };
    away.onEnd(() => rung.leg.hangUp({ code: 200, text: away.reason }));
    if (away.ended || !media.accept(rung.leg.remoteSdp).ok) return FAILED;
    call.served = 'transfer';
    await talk(call, call.caller, joinLine(call.house, rung.leg, media, away), away);
    return { outcome: 'answered' };
  } finally {
    away.end('transfer over');
  }
}

/** Both hear each other, or music while one of them holds, until the other side hangs up. */
async function talk(call: Call, caller: Line, other: Line, scope: Scope): Promise<void> {
  const { media } = call.house;
  const join = () => {
    const held = [caller, other].some((line) => line.media.heldByRemote);
    if (held) media.unbridge(caller.media, other.media);
    for (const line of [caller, other]) line.media.music(held && !line.media.heldByRemote ? 'music' : undefined);
    if (!held) media.bridge(caller.media, other.media);
  };
  // RFC 4733 keys cross the bridge by themselves; keys by INFO are sent on as audio events.
  caller.leg.key.on(({ digit }) => other.media.sendDtmf(digit), scope);
  other.leg.key.on(({ digit }) => caller.media.sendDtmf(digit), scope);
  for (const line of [caller, other]) line.held.on(join, scope);
  join();
  await orEnd(scope, ended(other.leg, scope));
  media.unbridge(caller.media, other.media);
  for (const line of [caller, other]) line.media.music(undefined);
}

const ended = (leg: Leg, scope: Scope) => new Promise<void>((resolve) => (leg.isEnded ? resolve() : leg.ended.on(() => resolve(), scope)));

/** RFC 3261 §21: what the network says about the other side. */
function outcomeOf({ code }: EndCause): 'busy' | 'no-answer' | 'failed' {
  if (code === 486 || code === 600 || code === 603) return 'busy';
  return code === 408 || code === 480 || code === 487 ? 'no-answer' : 'failed';
}
