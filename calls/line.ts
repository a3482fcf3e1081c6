import { EarlyEmitter, Emitter, type LegId, type Scope, localAddressFor } from '#core';
import type { MediaLeg } from '#media';
import type { Leg, Offer, PhoneKind } from '#sip';
import type { Call, Line } from './call.ts';
import type { House } from './house.ts';
import { type KeyWay, KeyWays } from './key-ways.ts';

/** Opens the audio side of a leg towards `remote`; it closes with the scope. */
export async function openMedia(call: Call, scope: Scope, name: string, remote: string, kind: PhoneKind = 'phone') {
  const { media, settings } = call.house;
  const address = localAddressFor(remote, settings.advertise);
  const opened = await media.open({ id: `${call.id}/${name}` as LegId, group: call.id, address, kind });
  if (opened.ok) scope.onEnd(() => void opened.value.close());
  return opened;
}

/** Joins signalling and audio of one side: keys, hold, moved media, and what to do when it falls silent. */
export function joinLine(house: House, leg: Leg, media: MediaLeg, scope: Scope): Line {
  const line: Line = { leg, media, keys: new EarlyEmitter(), held: new Emitter() };
  const ways = new KeyWays();
  const hear = (way: KeyWay) => ({ digit }: { readonly digit: string }) => {
    if (ways.isNew(digit, way, house.clock.now())) line.keys.emit(digit);
  };
  leg.key.on(hear('info'), scope);
  media.dtmf.on(hear('audio'), scope);
  leg.reoffered.on((offer) => answerReoffer(line, offer), scope);
  leg.answered.on((sdp) => follow(line, () => media.accept(sdp)), scope);
  media.silent.on(() => void probe(house, line), scope);
  media.lost.on(() => leg.hangUp({ code: 500, by: 'server', text: 'the audio was lost' }), scope);
  return line;
}

/** RFC 3264 §8: a changed description is answered from the same end point; hold is read from it. */
function answerReoffer(line: Line, offer: Offer): void {
  if (offer.sdp === '') return offer.answer(line.media.offer());
  follow(line, () => {
    const answer = line.media.answer(offer.sdp);
    if (answer.ok) offer.answer(answer.value);
    else offer.refuse(488, 'Not Acceptable Here');
  });
}

/** Takes a description of the other side and tells whether it means hold or the end of it. */
function follow(line: Line, take: () => void): void {
  const before = line.media.heldByRemote;
  take();
  if (line.media.heldByRemote !== before) line.held.emit(!before);
}

/** No audio for long: ask the phone whether it still knows the dialog; if not, the leg ends as vanished by itself. */
async function probe(house: House, line: Line): Promise<void> {
  const alive = await line.leg.probe();
  if (!alive) house.log.warn('a phone no longer answers; its leg was ended', { leg: line.media.id });
}
