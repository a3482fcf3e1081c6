import { Scope, sleep, systemClock } from '#core';
import { afterEach, beforeEach, expect, test } from 'vitest';

import type { EndCause } from './index.ts';
import { type RawPeer, SDP, headerOf } from './testing/raw-peer.ts';
import { signIn } from './testing/raw-phone.ts';
import { type Bench, isRealServer, openBench, until } from './testing/sip-bench.ts';

const OURS = SDP.replace('40000', '30000');

let bench: Bench;
let scope: Scope;
beforeEach(async () => {
  bench = await openBench();
  scope = new Scope();
});
afterEach(() => bench.close());

async function phone(transport: 'udp' | 'tcp' = 'udp'): Promise<RawPeer> {
  const peer = await bench[transport]();
  await signIn(peer, '1001', 'secret-1');
  return peer;
}
const dial = (timeoutMs = 4_000, from = { user: '+8610', display: '' }) =>
  bench.sip.dial(
    { account: '1001', sdp: OURS, from, timeoutMs, headers: { 'X-Huawu-Call': 'c7' } },
    scope,
  );
const accept = (peer: RawPeer, invite: string) =>
  peer.respond(invite, '200 OK', { headers: { Contact: peer.contact }, body: SDP });

async function nothingIsLeft(): Promise<void> {
  await until(() => {
    const { legs, incoming, outgoing } = bench.sip.counts();
    return legs + incoming + outgoing + bench.server.dialogs() === 0;
  }, 'no legs, calls or dialogs left');
}

test.each(['udp', 'tcp'] as const)('a phone on %s rings, answers, hangs up', async (transport) => {
  const peer = await phone(transport);
  const call = dial();
  const ringing = new Promise<void>((resolve) => call.ringing.once(resolve));
  const invite = await peer.next(/^INVITE /);
  expect([headerOf(invite, 'X-Huawu-Call'), headerOf(invite, 'From').split('@')[0]]).toEqual(['c7', '<sip:+8610']);
  peer.respond(invite, '180 Ringing');
  await ringing;
  accept(peer, invite);
  const outcome = await call.outcome;
  if (!outcome.ok) throw new Error(outcome.cause.text);
  const { leg } = outcome;
  expect([leg.remoteSdp, leg.remoteAddress, leg.sipCallId]).toEqual([SDP, '127.0.0.1', headerOf(invite, 'Call-ID')]);
  await peer.next(/^ACK /);
  const end = new Promise<EndCause>((resolve) => leg.ended.once(resolve));
  peer.send(`BYE ${/<([^>]+)>/.exec(headerOf(invite, 'Contact'))?.[1]} SIP/2.0`, {
    Via: peer.via(), 'Max-Forwards': '70', From: `${headerOf(invite, 'To')};tag=peer`, To: headerOf(invite, 'From'),
    'Call-ID': headerOf(invite, 'Call-ID'), CSeq: '1 BYE',
  });
  await peer.next(/ 200 /);
  expect(await end).toMatchObject({ code: 200, by: 'remote' });
  await nothingIsLeft();
});

test('a caller with a long name and number reaches the phone', async () => {
  const peer = await phone();
  const call = dial(4_000, { user: '号'.repeat(128), display: '话'.repeat(128) });
  const invite = await peer.next(/^INVITE /);
  expect(headerOf(invite, 'From')).toMatch(/^"话+" <sip:(%E5%8F%B7)+@127\.0\.0\.1(:\d+)?>;tag=/);
  peer.respond(invite, '486 Busy Here');
  expect(await call.outcome).toMatchObject({ ok: false, cause: { code: 486 } });
});

test('nobody answers: CANCEL when the time is up', async () => {
  const peer = await phone();
  const call = dial(300);
  const invite = await peer.next(/^INVITE /);
  peer.respond(invite, '180 Ringing');
  expect(await call.outcome).toEqual({ ok: false, cause: { code: 480, by: 'local', text: 'no answer' } });
  const cancel = await peer.next(/^CANCEL /);
  expect(headerOf(cancel, 'Reason')).toContain('no answer');
  peer.respond(cancel, '200 OK');
  peer.respond(invite, '487 Request Terminated');
  await nothingIsLeft();
});

test('given up before the phone reacts at all', async () => {
  const peer = await phone();
  const call = dial();
  call.cancel('caller gone');
  expect(await call.outcome).toMatchObject({ ok: false, cause: { code: 487, by: 'local' } });
  const invite = await peer.next(/^INVITE /);
  peer.respond(invite, '180 Ringing');
  peer.respond(await peer.next(/^CANCEL /), '200 OK');
  peer.respond(invite, '487 Request Terminated');
  await nothingIsLeft();
});

test('an answer that crosses the CANCEL is acknowledged and hung up', async () => {
  const peer = await phone();
  const call = dial();
  const invite = await peer.next(/^INVITE /);
  peer.respond(invite, '180 Ringing');
  await new Promise<void>((resolve) => call.ringing.once(resolve));
  scope.end('caller gone');
  expect((await call.outcome).ok).toBe(false);
  await peer.next(/^CANCEL /);
  accept(peer, invite);
  await peer.next(/^ACK /);
  peer.respond(await peer.next(/^BYE /), '200 OK');
  await nothingIsLeft();
});

test('two phones ring, the first wins, the other is told', async () => {
  const [one, two] = [await phone(), await phone()];
  const call = dial();
  const invites = [await one.next(/^INVITE /), await two.next(/^INVITE /)] as const;
  two.respond(invites[1], '180 Ringing');
  accept(one, invites[0]);
  expect((await call.outcome).ok).toBe(true);
  const cancel = await two.next(/^CANCEL /);
  expect(headerOf(cancel, 'Reason')).toContain('Call completed elsewhere');
  two.respond(invites[1], '487 Request Terminated');
  await until(() => bench.sip.counts().outgoing === 0, 'the dial is over');
  expect(bench.sip.counts().legs).toBe(1);
});

test.each([[486, 'Busy Here'], [603, 'Decline'], [404, 'Not Found']])('a phone that says %i', async (code, reason) => {
  const peer = await phone();
  const call = dial();
  peer.respond(await peer.next(/^INVITE /), `${code} ${reason}`);
  expect(await call.outcome).toEqual({ ok: false, cause: { code, by: 'remote', text: reason } });
  await nothingIsLeft();
});

test.each(['udp', 'tcp'] as const)('a phone behind NAT on %s is called where its REGISTER came from', async (transport) => {
  const peer = await bench[transport]();
  const user = `agent-${peer.port}`;
  await signIn(peer, '1001', 'secret-1', { Contact: `<sip:${user}@10.255.255.1:5060;transport=${transport}>` });
  const call = dial();
  const invite = await peer.next(new RegExp(`^INVITE sip:${user}@10\\.255\\.255\\.1`));
  peer.respond(invite, '486 Busy Here');
  expect(await call.outcome).toMatchObject({ ok: false, cause: { code: 486 } });
});

test('a phone that has gone is unreachable, not silent for half a minute', async () => {
  const peer = await phone('tcp');
  peer.close();
  const outcome = await dial(8_000).outcome;
  expect(outcome).toMatchObject({ ok: false, cause: { code: isRealServer ? 410 : 503, by: 'vanished' } });
});

test('a broken control connection ends calls, is restored and keeps registrations', async () => {
  const peer = await phone();
  const call = dial();
  const invite = await peer.next(/^INVITE /);
  accept(peer, invite);
  const outcome = await call.outcome;
  if (!outcome.ok) throw new Error(outcome.cause.text);
  const end = new Promise<EndCause>((resolve) => outcome.leg.ended.once(resolve));
  bench.cutControl();
  expect(await end).toMatchObject({ code: 503, by: 'vanished' });
  expect([bench.sip.counts().legs, bench.sip.isRegistered('1001')]).toEqual([0, true]);
  expect(await dial().outcome).toMatchObject({ ok: false, cause: { code: 503, by: 'server' } });
  await until(() => bench.connections() === 1, 'the connection is restored');
  await sleep(systemClock, 50);
  const again = dial();
  accept(peer, await peer.next(/^INVITE /));
  expect((await again.outcome).ok).toBe(true);
});

// A real drachtio-server goes by the Contact of whoever registered it over TCP, even against the next hop we name.
test.skipIf(isRealServer)("another agent who registers this phone's address over TCP gets none of its calls", async () => {
  const peer = await phone();
  const thief = await bench.tcp();
  await signIn(thief, '1002', 'secret-2', { Contact: peer.contact });
  const call = dial();
  peer.respond(await peer.next(/^INVITE /), '486 Busy Here');
  expect(await call.outcome).toMatchObject({ ok: false, cause: { code: 486 } });
  await nothingIsLeft();
});
