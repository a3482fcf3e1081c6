import { Scope, systemClock, systemRandom } from '#core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { EndCause, IncomingCall, Leg, RegistrationChange, SipAccount } from './index.ts';
import { type RawPeer, SDP, bodyOf, headerOf } from './testing/raw-peer.ts';
import { RawCall, sendRegister, signIn } from './testing/raw-phone.ts';
import { type Bench, hasWebsockets, isRealServer, openBench, until, valueOf } from './testing/sip-bench.ts';

const OURS = SDP.replace('40000', '30000');
const THEIRS = SDP.replace('40000', '50000');

let bench: Bench;
let scope: Scope;
let changes: RegistrationChange[];
const logins: SipAccount[] = [
  { user: '1001', login: 'k7f3', password: 'hour-1' },
  { user: '1002', login: 'p9q2', password: 'hour-2' },
];

/** A name no other test uses: a real server remembers contacts. */
const pageName = () => `p${systemRandom.hex(6)}`;

async function loadPage(name = pageName()): Promise<RawPeer> {
  const page = await bench.page(name);
  expect(await signIn(page, '1001', 'hour-1', contactOf(page, name), 'k7f3')).toMatch(/^SIP\/2\.0 200 /);
  return page;
}
const contactOf = (page: RawPeer, name: string) => ({ Contact: `${page.contact};+sip.instance="<urn:uuid:${name}>";reg-id=1` });

const dial = (timeoutMs = 20_000) =>
  bench.sip.dial({ account: '1001', sdp: OURS, from: { user: '+8610', display: '' }, timeoutMs, headers: { 'X-Huawu-Call': 'c7' } }, scope);

async function talk(page: RawPeer): Promise<{ leg: Leg; invite: string }> {
  const call = dial();
  const invite = await page.next(/^INVITE /);
  page.respond(invite, '180 Ringing');
  page.respond(invite, '200 OK', { headers: { Contact: page.contact }, body: SDP });
  const outcome = await call.outcome;
  if (!outcome.ok) throw new Error(outcome.cause.text);
  await page.next(/^ACK /);
  return { leg: outcome.leg, invite };
}

/** A request of the page inside the call it was called with. */
function request(page: RawPeer, invite: string, method: string, cseq: number, body = ''): void {
  page.send(`${method} ${/<([^>]+)>/.exec(headerOf(invite, 'Contact'))?.[1]} SIP/2.0`, {
    Via: page.via(), 'Max-Forwards': '70', From: `${headerOf(invite, 'To')};tag=peer`, To: headerOf(invite, 'From'),
    'Call-ID': headerOf(invite, 'Call-ID'), CSeq: `${cseq} ${method}`, Contact: page.contact,
    ...(body === '' ? {} : { 'Content-Type': 'application/sdp' }),
  }, body);
}

async function nothingIsLeft(): Promise<void> {
  await until(() => {
    const { legs, incoming, outgoing } = bench.sip.counts();
    return legs + incoming + outgoing + bench.server.dialogs() === 0;
  }, 'no legs, calls or dialogs left');
}

describe.skipIf(!hasWebsockets)('a browser', () => {
  beforeEach(async () => {
    bench = await openBench({ logins });
    scope = new Scope();
    changes = [];
    bench.sip.registration.on((change) => changes.push(change));
  });
  afterEach(() => bench.close());

  test('registers with its login and is the phone of the account', async () => {
    await loadPage();
    expect(bench.sip.phonesOf('1001')).toEqual({ newest: 'browser', kinds: new Set(['browser']) });
    expect([bench.sip.addressOf('1001'), changes]).toEqual(['127.0.0.1', [{ account: '1001', registered: true, fresh: true }]]);
  });

  test('cannot register another account with its login', async () => {
    const page = await bench.page(pageName());
    expect(await signIn(page, '1001', 'hour-2', {}, 'p9q2')).toMatch(/^SIP\/2\.0 403 /);
    expect(bench.sip.isRegistered('1001')).toBe(false);
  });

  test('is called, and hangs up', async () => {
    const page = await loadPage();
    const { leg, invite } = await talk(page);
    expect(invite.split('\r\n')[0]).toBe(`INVITE ${/<([^>]+)>/.exec(page.contact)?.[1]} SIP/2.0`);
    expect([headerOf(invite, 'X-Huawu-Call'), bodyOf(invite), leg.remoteSdp]).toEqual(['c7', OURS, SDP]);
    const end = new Promise<EndCause>((resolve) => leg.ended.once(resolve));
    request(page, invite, 'BYE', 1);
    await page.next(/ 200 /);
    expect(await end).toMatchObject({ code: 200, by: 'remote' });
    await nothingIsLeft();
  });

  test('is put on hold, holds itself, and is hung up', async () => {
    const page = await loadPage();
    const { leg, invite } = await talk(page);
    const held = leg.reinvite(OURS.replace('sendrecv', 'sendonly'));
    const theirs = await page.next(/^INVITE /);
    page.respond(theirs, '200 OK', { headers: { Contact: page.contact }, body: SDP.replace('sendrecv', 'recvonly') });
    expect(valueOf(await held)).toBe(SDP.replace('sendrecv', 'recvonly'));
    await page.next(/^ACK /);
    leg.reoffered.once((offer) => offer.answer(offer.sdp === THEIRS ? OURS : ''));
    request(page, invite, 'INVITE', 1, THEIRS);
    expect(bodyOf(await page.next(/^SIP\/2\.0 200 /))).toBe(OURS);
    request(page, invite, 'ACK', 1);
    leg.hangUp({ code: 200, text: 'done' });
    page.respond(await page.next(/^BYE /), '200 OK');
    await nothingIsLeft();
  });

  test('calls a number of ours without an account, as a guest, and is hung up', async () => {
    const arrived = new Promise<IncomingCall>((resolve) => bench.sip.incoming.once(resolve));
    const guest = await bench.page(pageName());
    const call = new RawCall(guest, '4000', 'guest');
    call.invite();
    const incoming = await arrived;
    expect([incoming.to, incoming.agent, incoming.transport, incoming.offer]).toEqual(['4000', undefined, 'ws', SDP]);
    const answered = incoming.answer(OURS);
    call.ack(await guest.next(/^SIP\/2\.0 200 /));
    const leg = valueOf(await answered);
    leg.hangUp({ code: 200, text: 'done' });
    const bye = await guest.next(/^BYE /);
    expect(bye.split(' ')[1]).toBe(/<([^>]+)>/.exec(guest.contact)?.[1]);
    guest.respond(bye, '200 OK');
    await nothingIsLeft();
  });

  test('that gives up before we answer is told from one that is refused', async () => {
    const ends: EndCause[] = [];
    bench.sip.incoming.on((incoming) => {
      incoming.cancelled.on((cause) => ends.push(cause));
      incoming.ring();
    });
    const guest = await bench.page(pageName());
    const call = new RawCall(guest, '4000', 'guest');
    call.invite();
    await guest.next(/ 180 /);
    call.cancel();
    call.ack(await guest.next(/ 487 /));
    await until(() => ends.length > 0, 'the call is cancelled');
    expect(ends).toMatchObject([{ code: 487, by: 'remote' }]);
  });

  test('loaded anew takes the place of the old page, which is rung no more', async () => {
    const before = await loadPage();
    const after = await loadPage();
    expect(changes.map(({ registered, fresh }) => [registered, fresh])).toEqual([[true, true], [true, true]]);
    const call = dial();
    after.respond(await after.next(/^INVITE /), '486 Busy Here');
    expect(await call.outcome).toMatchObject({ ok: false, cause: { code: 486 } });
    expect(before.unread).toEqual([]);
  });

  test('that comes back on a new connection with its contact is called there, and its call goes on', async () => {
    const name = pageName();
    const lost = await loadPage(name);
    const { leg, invite } = await talk(lost);
    lost.close();
    const back = await loadPage(name);
    expect([changes.length, leg.isEnded]).toEqual([1, false]);
    request(back, invite, 'INVITE', 1, THEIRS);
    leg.reoffered.once((offer) => offer.answer(OURS));
    await back.next(/^SIP\/2\.0 200 /);
    request(back, invite, 'ACK', 1);
    leg.hangUp({ code: 200, text: 'done' });
    back.respond(await back.next(/^BYE /), '200 OK');
    await nothingIsLeft();
    const call = dial();
    back.respond(await back.next(/^INVITE /), '486 Busy Here');
    expect((await call.outcome).ok).toBe(false);
  });

  test('whose connection is gone is found out at once when it is called, and is registered no more', async () => {
    const page = await loadPage();
    page.close();
    const before = systemClock.now();
    const outcome = await dial().outcome;
    expect(outcome).toMatchObject({ ok: false, cause: { by: 'vanished' } });
    expect(systemClock.now() - before).toBeLessThan(5_000);
    await until(() => !bench.sip.isRegistered('1001'), 'the contact of the page is gone');
  });

  test('whose connection breaks in a call is found out by a question, and hanging up takes no time', async () => {
    const page = await loadPage();
    const { leg } = await talk(page);
    page.close();
    await until(() => !page.isOpen, 'the page is closed');
    const before = systemClock.now();
    expect(await leg.probe()).toBe(false);
    leg.hangUp({ code: 200, text: 'gone' });
    await nothingIsLeft();
    expect(systemClock.now() - before).toBeLessThan(5_000);
  });

  test.skipIf(isRealServer)('that closes is registered no more when its time to come back is over', async () => {
    const page = await loadPage();
    page.close();
    await until(() => bench.sip.counts().registrations === 0, 'the contact is gone');
    expect(changes.at(-1)).toEqual({ account: '1001', registered: false });
  });

  test.skipIf(isRealServer)('goes on with its call where it registered again, though it sends nothing in it', async () => {
    const name = pageName();
    const lost = await loadPage(name);
    const { leg } = await talk(lost);
    const back = await loadPage(name);
    leg.hangUp({ code: 200, text: 'done' });
    back.respond(await back.next(/^BYE /), '200 OK');
    expect(lost.unread).toEqual([]);
    await nothingIsLeft();
  });

  test('beside a desk phone: each is called when it is asked for', async () => {
    const desk = await bench.udp();
    await signIn(desk, '1001', 'secret-1');
    const page = await loadPage();
    await sendRegister(desk, '1001', 3);
    expect(bench.sip.phonesOf('1001')).toEqual({ newest: 'browser', kinds: new Set(['phone', 'browser']) });
    for (const [kind, phone, other] of [['phone', desk, page], ['browser', page, desk]] as const) {
      const call = bench.sip.dial({ account: '1001', sdp: OURS, from: { user: '1', display: '' }, timeoutMs: 20_000, kind }, scope);
      phone.respond(await phone.next(/^INVITE /), '486 Busy Here');
      await phone.next(/^ACK /);
      expect([await call.outcome, other.unread]).toMatchObject([{ ok: false, cause: { code: 486 } }, []]);
    }
  });
});
