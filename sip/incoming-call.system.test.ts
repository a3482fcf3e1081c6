import { afterEach, beforeEach, expect, test } from 'vitest';

import type { EndCause, IncomingCall, Leg, Offer } from './index.ts';
import { SDP, bodyOf, headerOf } from './testing/raw-peer.ts';
import { RawCall, authorization, challengeOf } from './testing/raw-phone.ts';
import { type Bench, isRealServer, openBench, until, valueOf } from './testing/sip-bench.ts';

const OURS = SDP.replace('40000', '30000');
const HELD = SDP.replace('sendrecv', 'sendonly');

let bench: Bench;
beforeEach(async () => {
  bench = await openBench({ limits: { reinviteMs: 3_000 } });
});
afterEach(() => bench.close());

const nextCall = () => new Promise<IncomingCall>((resolve) => bench.sip.incoming.once(resolve));
const endOf = (leg: Leg) => new Promise<EndCause>((resolve) => leg.ended.once(resolve));
const statusOf = (response: string) => Number(response.split(' ')[1]);

async function answered(transport: 'udp' | 'tcp') {
  const peer = await bench[transport]();
  const call = new RawCall(peer, '4000');
  const arrived = nextCall();
  call.invite();
  const incoming = await arrived;
  incoming.ring();
  await peer.next(/ 180 /);
  const leg = valueOf(await incoming.answer(OURS));
  const ok = await peer.next(/ 200 /);
  call.ack(ok);
  return { peer, call, leg, ok, incoming };
}

async function nothingIsLeft(): Promise<void> {
  await until(() => {
    const { legs, incoming, outgoing } = bench.sip.counts();
    return legs + incoming + outgoing + bench.server.dialogs() === 0;
  }, 'no legs, calls or dialogs left');
}

test.each(['udp', 'tcp'] as const)('a call over %s is answered and ended by the caller', async (transport) => {
  const { peer, call, leg, ok, incoming } = await answered(transport);
  expect(incoming).toMatchObject({ to: '4000', from: { user: 'caller', display: 'Caller' }, transport, remoteAddress: '127.0.0.1', offer: SDP });
  expect([bodyOf(ok), leg.remoteSdp, leg.sipCallId]).toEqual([OURS, SDP, call.callId]);
  expect(headerOf(ok, 'Contact')).toContain('sip:');
  const end = endOf(leg);
  call.request('BYE', { Reason: 'Q.850;cause=16;text="bye"' });
  await peer.next(/ 200 /);
  expect(await end).toEqual({ code: 200, by: 'remote', text: 'bye', q850: 16 });
  await nothingIsLeft();
});

test('we end it: BYE with a Reason', async () => {
  const { peer, leg } = await answered('udp');
  leg.hangUp({ code: 480, text: 'nobody free' });
  const bye = await peer.next(/^BYE /);
  expect(headerOf(bye, 'Reason')).toContain('Q.850;cause=18;text="nobody free"');
  peer.respond(bye, '200 OK');
  await nothingIsLeft();
});

test('an early CANCEL is heard, and the call cannot be answered any more', async () => {
  const peer = await bench.udp();
  const call = new RawCall(peer, '4000');
  const arrived = nextCall();
  call.invite();
  call.cancel();
  const incoming = await arrived;
  const cause = await new Promise<EndCause>((resolve) => incoming.cancelled.once(resolve));
  expect(cause).toMatchObject({ code: 487, by: 'remote' });
  call.ack(await peer.next(/ 487 /));
  expect(await incoming.answer(OURS)).toMatchObject({ ok: false, fault: { code: 'sip.call-over' } });
  await nothingIsLeft();
});

test('a forked twin of a waiting call does not steal its CANCEL', async () => {
  const peer = await bench.udp();
  const call = new RawCall(peer, '4000');
  const twin = new RawCall(peer, '4000', 'caller', call);
  const arrived = nextCall();
  call.invite();
  const incoming = await arrived;
  twin.invite();
  incoming.ring();
  await peer.next(/ 180 /);
  call.cancel();
  expect(await new Promise<EndCause>((resolve) => incoming.cancelled.once(resolve))).toMatchObject({ code: 487 });
  call.ack(await peer.next(/ 487 /));
  twin.ack(await peer.next(/ 482 /));
  await nothingIsLeft();
});

test('hold and resume by the caller', async () => {
  const { peer, call, leg } = await answered('udp');
  const offers: string[] = [];
  leg.reoffered.on((offer: Offer) => {
    offers.push(offer.sdp);
    offer.answer(OURS);
  });
  for (const sdp of [HELD, SDP]) {
    call.request('INVITE', { 'Content-Type': 'application/sdp' }, sdp);
    const ok = await peer.next(/ 200 /);
    expect(bodyOf(ok)).toBe(OURS);
    call.ack(ok);
  }
  expect([offers, leg.remoteSdp]).toEqual([[HELD, SDP], SDP]);
});

test('our re-INVITE is answered, refused, rung and answered; the next one always goes out', async () => {
  const { peer, leg } = await answered('udp');
  const first = leg.reinvite(HELD);
  const invite = await peer.next(/^INVITE /);
  expect(bodyOf(invite)).toBe(HELD);
  peer.respond(invite, '200 OK', { headers: { Contact: peer.contact }, body: SDP });
  await peer.next(/^ACK /);
  expect(await first).toEqual({ ok: true, value: SDP });

  const second = leg.reinvite(OURS);
  peer.respond(await peer.next(/^INVITE /), '488 Not Acceptable Here');
  expect(await second).toMatchObject({ ok: false, fault: { code: 'sip.reinvite-refused' } });

  const third = leg.reinvite(OURS);
  const again = await peer.next(/^INVITE /);
  peer.respond(again, '180 Ringing');
  peer.respond(again, '200 OK', { headers: { Contact: peer.contact }, body: HELD });
  // A drachtio-server keeps a 200 that follows a 180 in a re-INVITE to itself; we must not wait for it for ever.
  expect(await third).toMatchObject(isRealServer ? { fault: { code: 'sip.reinvite-timeout' } } : { ok: true, value: HELD });
});

test('changes that cross: theirs gets 491, ours is tried again', async () => {
  const { peer, call, leg } = await answered('udp');
  leg.reoffered.on((offer) => offer.answer(OURS));
  const ours = leg.reinvite(HELD);
  const invite = await peer.next(/^INVITE /);
  call.request('INVITE', { 'Content-Type': 'application/sdp' }, HELD);
  call.ack(await peer.next(/ 491 /));
  peer.respond(invite, '491 Request Pending');
  const again = await peer.next(/^INVITE /);
  peer.respond(again, '200 OK', { headers: { Contact: peer.contact }, body: SDP });
  expect(await ours).toEqual({ ok: true, value: SDP });
});

test('an UPDATE changes the session; without a description it only refreshes', async () => {
  const { peer, call, leg } = await answered('udp');
  leg.reoffered.on((offer) => offer.answer(OURS));
  call.request('UPDATE', { 'Content-Type': 'application/sdp' }, HELD);
  expect(bodyOf(await peer.next(/ 200 /))).toBe(OURS);
  call.request('UPDATE');
  expect([bodyOf(await peer.next(/ 200 /)), leg.remoteSdp]).toEqual(['', HELD]);
});

test('a caller who insists gets acknowledged ringing', async () => {
  const peer = await bench.udp();
  const call = new RawCall(peer, '4000');
  const arrived = nextCall();
  call.invite({ Require: '100rel' });
  const incoming = await arrived;
  incoming.ring();
  const ringing = await peer.next(/ 180 /);
  expect(headerOf(ringing, 'Require')).toBe('100rel');
  call.prack(ringing);
  expect(headerOf(await peer.next(/ 200 /), 'CSeq')).toBe('2 PRACK');
  const answering = incoming.answer(OURS);
  call.ack(await peer.next(/ 200 /));
  expect((await answering).ok).toBe(true);
});

test('names and demands of any length do not wedge the connection to the server', async () => {
  const peer = await bench.udp();
  const long = new RawCall(peer, '9999', 'x'.repeat(900));
  long.invite({ Subject: 'x'.repeat(20_000) });
  // A drachtio-server refuses messages of this size itself.
  long.ack(await peer.next(isRealServer ? / 400 / : / 404 /));
  const demanding = new RawCall(peer, '4000');
  demanding.invite({ Require: `a${', a'.repeat(8_000)}` });
  demanding.ack(await peer.next(isRealServer ? / 400 / : / 513 /));
  const plain = new RawCall(peer, '9999');
  plain.invite();
  plain.ack(await peer.next(/ 404 /));
});

test('keys by INFO', async () => {
  const { peer, call, leg } = await answered('udp');
  const keys: string[] = [];
  leg.key.on(({ digit, durationMs }) => keys.push(`${digit}/${durationMs}`));
  call.request('INFO', { 'Content-Type': 'application/dtmf-relay' }, 'Signal=5\r\nDuration=200\r\n');
  expect(statusOf(await peer.next(/^SIP/))).toBe(200);
  call.request('INFO', { 'Content-Type': 'application/dtmf' }, '#');
  expect(statusOf(await peer.next(/^SIP/))).toBe(200);
  expect(keys).toEqual(['5/200', '#/160']);
});

test('a blind transfer is reported step by step', async () => {
  const { peer, call, leg } = await answered('udp');
  leg.referred.on((referral) => {
    expect(referral.target).toBe('support');
    referral.accept();
    referral.notify(180, 'Ringing');
    referral.notify(200, 'OK');
  });
  call.request('REFER', { 'Refer-To': '<sip:support@huawu>' });
  expect(statusOf(await peer.next(/^SIP/))).toBe(202);
  const steps: string[][] = [];
  for (let i = 0; i < 3; i++) {
    const notify = await peer.next(/^NOTIFY /);
    peer.respond(notify, '200 OK');
    steps.push([bodyOf(notify).trim(), headerOf(notify, 'Subscription-State'), headerOf(notify, 'Content-Type')]);
  }
  expect(steps).toEqual([
    ['SIP/2.0 100 Trying', 'active;expires=180', 'message/sipfrag;version=2.0'],
    ['SIP/2.0 180 Ringing', 'active;expires=180', 'message/sipfrag;version=2.0'],
    ['SIP/2.0 200 OK', 'terminated;reason=noresource', 'message/sipfrag;version=2.0'],
  ]);
  call.request('REFER', { 'Refer-To': 'nonsense' });
  expect(statusOf(await peer.next(/^SIP/))).toBe(400);
});

test('without an offer, ours is answered in the ACK', async () => {
  const peer = await bench.udp();
  const call = new RawCall(peer, '4000');
  const arrived = nextCall();
  call.invite({}, '');
  const result = (await arrived).answer(OURS);
  const ok = await peer.next(/ 200 /);
  expect(bodyOf(ok)).toBe(OURS);
  call.ack(ok, SDP);
  expect(valueOf(await result).remoteSdp).toBe(SDP);
});

test('a probe is answered by a living phone; one that forgot the call ends it', async () => {
  const { peer, leg } = await answered('udp');
  const alive = leg.probe();
  peer.respond(await peer.next(/^OPTIONS /), '200 OK');
  expect(await alive).toBe(true);
  const gone = leg.probe();
  peer.respond(await peer.next(/^OPTIONS /), '481 Gone');
  expect([await gone, leg.isEnded]).toEqual([false, true]);
});

test('an agent proves who he is, another does not', async () => {
  const peer = await bench.udp();
  const call = new RawCall(peer, '4000', '1001');
  const arrived = nextCall();
  call.invite();
  const challenge = await peer.next(/ 407 /);
  call.ack(challenge);
  const { nonce } = challengeOf(challenge);
  const uri = 'sip:4000@127.0.0.1';
  const proof = authorization({ user: '1001', password: 'secret-1', nonce, method: 'INVITE', uri, algorithm: 'SHA-256' });
  call.inviteAgain({ 'Proxy-Authorization': proof });
  const incoming = await arrived;
  expect(incoming.agent).toBe('1001');
  incoming.reject(486, 'Later');
  expect((await peer.next(/ 486 /)).split('\r\n')[0]).toBe('SIP/2.0 486 Later');
});

test('refusals: an unknown number, an unknown extension, no hops, draining', async () => {
  const peer = await bench.udp();
  const refusal = async (number: string, headers: Record<string, string> = {}) => {
    const call = new RawCall(peer, number);
    call.invite(headers);
    const response = await peer.next(/^SIP\/2\.0 [4-6]/);
    call.ack(response);
    return response;
  };
  expect(statusOf(await refusal('9999'))).toBe(404);
  expect(headerOf(await refusal('4000', { Require: 'foo' }), 'Unsupported')).toBe('foo');
  expect(statusOf(await refusal('4000', { 'Max-Forwards': '0' }))).toBe(483);
  expect(statusOf(await refusal('4000'))).toBe(503);
  bench.sip.incoming.on(() => {});
  bench.sip.drain();
  const drained = await refusal('4000');
  expect([statusOf(drained), headerOf(drained, 'Retry-After')]).toEqual([503, '30']);
  await nothingIsLeft();
});
