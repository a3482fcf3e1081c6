import { Fault, ManualClock, seededRandom, silentLog } from '#core';
import { beforeEach, describe, expect, test } from 'vitest';

import { ScriptedControl, scriptedInbound } from '../control/scripted-control.ts';
import { SIP_LIMITS } from '../limits.ts';
import type { EndCause, Referral } from '../port.ts';
import type { DialogLeg } from './dialog-leg.ts';
import { LegTable } from './leg-table.ts';
import { glareWait } from './reinviter.ts';

let clock: ManualClock;
let control: ScriptedControl;
let legs: LegTable;
let leg: DialogLeg;
let ends: EndCause[];

function begin(isOurs: boolean): void {
  leg = legs.add({ dialogId: 'd', callId: 'c', remoteAddress: '192.0.2.7', remoteSdp: 'theirs', isOurs });
  leg.ended.on((cause) => ends.push(cause));
}

const inside = (method: string, fields: Parameters<typeof scriptedInbound>[1] = {}) => {
  const request = scriptedInbound(method, { dialogId: 'd', ...fields });
  expect(legs.handle(request)).toBe(true);
  return request;
};
const sdp = { headers: { 'content-type': 'application/sdp' }, body: 'new' };
/** Lets promise continuations run. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

beforeEach(() => {
  clock = new ManualClock();
  control = new ScriptedControl();
  ends = [];
  legs = new LegTable({ control, clock, random: seededRandom(1), log: silentLog, limits: SIP_LIMITS });
  begin(true);
});

describe('the end of a leg', () => {
  test('by BYE of the other side, with its Q.850 cause', () => {
    const bye = inside('BYE', { headers: { reason: 'Q.850;cause=16;text="bye"' } });
    expect([bye.codes, ends, legs.size]).toEqual([[200], [{ code: 200, by: 'remote', text: 'bye', q850: 16 }], 0]);
  });
  test('by us: told at once, BYE with a Reason, out of the table when that is answered; twice is once', () => {
    leg.hangUp({ code: 480, text: 'a\r\nb' });
    leg.hangUp({ code: 480, text: 'again' });
    expect(ends).toEqual([{ code: 480, by: 'local', text: 'a\r\nb' }]);
    expect(control.methods).toEqual(['BYE']);
    expect(control.last.request.headers).toEqual({ Reason: 'Q.850;cause=18;text="a b", SIP;cause=480;text="a b"' });
    expect(legs.size).toBe(1);
    expect(inside('INFO').codes).toEqual([481]);
    control.last.respond(200);
    expect([legs.size, clock.pending]).toEqual([0, 0]);
  });
  test('before the ACK waits for it, as a callee must', () => {
    begin(false);
    leg.hangUp({ code: 200, text: 'bye' });
    expect(control.methods).toEqual([]);
    inside('ACK');
    expect(control.methods).toEqual(['BYE']);
  });
  test('by the server for want of an ACK', () => {
    begin(false);
    inside('BYE', { fromStack: true, headers: { reason: 'SIP ;cause=200 ;text="ACK timeout"' } });
    expect(ends).toEqual([{ code: 408, by: 'vanished', text: 'ACK timeout' }]);
  });
  test('with the control connection; its BYE follows when that is back', () => {
    control.lost.emit();
    expect([ends[0]?.by, legs.size, clock.pending]).toEqual(['vanished', 0, 0]);
    control.restored.emit();
    expect(control.last.request).toEqual({ method: 'BYE', dialogId: 'd' });
  });
  test('is heard by who listens too late as well', async () => {
    inside('BYE');
    const late: number[] = [];
    leg.ended.on(({ code }) => late.push(code));
    leg.ended.on(({ code }) => late.push(code))();
    await settle();
    expect(late).toEqual([200]);
  });
});

describe('our re-INVITE', () => {
  test('gives the answer, which is acknowledged', async () => {
    const result = leg.reinvite('ours');
    await settle();
    control.last.respond(180);
    control.last.respond(200, { body: 'answer' });
    expect([await result, control.last.acks, leg.remoteSdp]).toEqual([{ ok: true, value: 'answer' }, [''], 'answer']);
  });
  test('waits for the one before', async () => {
    void leg.reinvite('one');
    void leg.reinvite('two');
    await settle();
    expect(control.sent.map(({ request }) => request.body)).toEqual(['one']);
    control.last.respond(488);
    await settle();
    expect(control.sent.map(({ request }) => request.body)).toEqual(['one', 'two']);
  });
  test('refused leaves the call as it was', async () => {
    const result = leg.reinvite('ours');
    await settle();
    control.last.respond(488);
    expect(await result).toMatchObject({ ok: false, fault: { code: 'sip.reinvite-refused' } });
    expect([leg.isEnded, leg.remoteSdp]).toEqual([false, 'theirs']);
  });
  test('that crosses another is tried again after a random time', async () => {
    const result = leg.reinvite('ours');
    await settle();
    control.last.respond(491);
    await settle();
    clock.advance(2_090);
    expect(control.sent).toHaveLength(1);
    clock.advance(1_910);
    await settle();
    expect(control.sent).toHaveLength(2);
    control.last.respond(200, { body: 'answer' });
    expect((await result).ok).toBe(true);
  });
  test('without an answer is cancelled after 15 s; a late one is still acknowledged', async () => {
    const result = leg.reinvite('ours');
    await settle();
    clock.advance(15_000);
    expect(await result).toMatchObject({ ok: false, fault: { code: 'sip.reinvite-timeout' } });
    expect(control.last.cancels).toHaveLength(1);
    control.last.respond(200, { body: 'answer' });
    expect(control.last.acks).toEqual(['']);
  });
  test('to one who no longer knows the call ends it', async () => {
    const result = leg.reinvite('ours');
    await settle();
    control.last.respond(481);
    expect((await result).ok).toBe(false);
    expect([ends[0]?.by, legs.size]).toEqual(['vanished', 0]);
  });
  test('ends with the leg, and its timer too', async () => {
    const result = leg.reinvite('ours');
    await settle();
    inside('BYE');
    expect(await result).toMatchObject({ ok: false, fault: { code: 'sip.leg-ended' } });
    expect([clock.pending, control.last.forgotten]).toEqual([0, true]);
  });
  test('RFC 3261 §14.1: the owner of the Call-ID waits 2.1 to 4 s, the other up to 2 s', () => {
    const [least, most] = [{ int: () => 0 }, { int: (below: number) => below - 1 }];
    expect([glareWait(true, least), glareWait(true, most), glareWait(false, least), glareWait(false, most)]).toEqual([
      2100, 4000, 0, 2000,
    ]);
  });
});

describe('an offer of the other side', () => {
  test('is answered by the application', () => {
    leg.reoffered.on((offer) => offer.answer('mine'));
    const invite = inside('INVITE', sdp);
    expect(invite.replies).toMatchObject([{ code: 200, parts: { body: 'mine' } }]);
    expect([leg.remoteSdp, clock.pending]).toEqual(['new', 0]);
  });
  test('that comes before anybody listens waits for the first listener', async () => {
    const hold = inside('INVITE', sdp);
    expect(hold.codes).toEqual([]);
    leg.reoffered.on((offer) => offer.answer('mine'));
    await settle();
    expect([hold.codes, leg.remoteSdp, clock.pending]).toEqual([[200], 'new', 0]);
  });
  test('that nobody listens for is glare after 3 s, so that the phone tries again; who listens later does not hear of it', async () => {
    const hold = inside('INVITE', sdp);
    clock.advance(3_000);
    expect([hold.codes, clock.pending]).toEqual([[491], 0]);
    const heard: string[] = [];
    leg.reoffered.on((offer) => heard.push(offer.sdp));
    await settle();
    expect(heard).toEqual([]);
  });
  test('cancelled before anybody listens is forgotten', async () => {
    const hold = inside('INVITE', sdp);
    hold.cancel();
    const heard: string[] = [];
    leg.reoffered.on((offer) => heard.push(offer.sdp));
    await settle();
    expect([hold.codes, heard]).toEqual([[487], []]);
  });
  test('that asks for a session timer is granted one, also without a description', () => {
    leg.reoffered.on((offer) => offer.answer('mine'));
    const timer = { supported: 'timer', 'session-expires': '1800' };
    const granted = { parts: { headers: { 'Session-Expires': '1800;refresher=uac', Require: 'timer' } } };
    expect(inside('INVITE', { ...sdp, headers: { ...sdp.headers, ...timer } }).replies).toMatchObject([granted]);
    expect(inside('UPDATE', { headers: timer }).replies).toMatchObject([granted]);
  });
  test('refused changes nothing', () => {
    leg.reoffered.on((offer) => offer.refuse(606));
    expect(inside('UPDATE', sdp).codes).toEqual([606]);
    expect(leg.remoteSdp).toBe('theirs');
  });
  test('during ours is glare, during another of theirs an error', () => {
    leg.reoffered.on(() => {});
    const first = inside('INVITE', sdp);
    expect([inside('UPDATE', sdp).codes, first.codes]).toEqual([[500], []]);
    first.cancel();
    expect(first.codes).toEqual([487]);
    void leg.reinvite('ours');
    return settle().then(() => expect(inside('INVITE', sdp).codes).toEqual([491]));
  });
  test('undecided for 20 s is refused', () => {
    leg.reoffered.on(() => {});
    const invite = inside('INVITE', sdp);
    clock.advance(20_000);
    expect(invite.codes).toEqual([500]);
  });
  test('left to us is answered in the ACK', () => {
    leg.reoffered.on((offer) => offer.sdp === '' && offer.answer('mine'));
    const answers: string[] = [];
    leg.answered.on((sdp) => answers.push(sdp));
    inside('INVITE');
    expect(leg.remoteSdp).toBe('theirs');
    inside('ACK', { body: 'from ack' });
    expect([leg.remoteSdp, answers]).toEqual(['from ack', ['from ack']]);
  });
  test('is not left unanswered when the call ends', () => {
    leg.reoffered.on(() => {});
    leg.referred.on(() => {});
    const invite = inside('INVITE', sdp);
    const refer = inside('REFER', { headers: { 'refer-to': '<sip:a@h>', cseq: '5 REFER' } });
    inside('BYE');
    expect([invite.codes, refer.codes, clock.pending]).toEqual([[487], [487], 0]);
  });
  test('of another kind than SDP is refused', () => {
    leg.reoffered.on((offer) => offer.answer('mine'));
    expect(inside('INVITE', { body: 'x', headers: { 'content-type': 'text/plain' } }).codes).toEqual([415]);
    expect(inside('INVITE', { ...sdp, body: 'x'.repeat(20_000) }).codes).toEqual([413]);
  });
});

describe('asking whether the other side is there', () => {
  test('any answer will do', async () => {
    const alive = leg.probe();
    control.last.respond(405);
    expect([await alive, leg.isEnded, clock.pending]).toEqual([true, false, 0]);
  });
  test('481 and silence end the leg', async () => {
    const alive = leg.probe();
    control.last.respond(481);
    expect([await alive, ends[0]]).toEqual([false, { code: 481, by: 'vanished', text: 'no longer knows the call' }]);
    begin(true);
    const silent = leg.probe();
    clock.advance(8_000);
    expect([await silent, ends[1]?.code, control.methods.at(-1)]).toEqual([false, 408, 'BYE']);
  });
  test('a server that no longer knows the dialog ends it too', async () => {
    const alive = leg.probe();
    control.last.fail(new Fault('sip.no-dialog', ''));
    expect([await alive, ends[0]?.by, legs.size]).toEqual([false, 'vanished', 0]);
  });
});

describe('a transfer asked for by the other side', () => {
  const notifies = () => control.sent.map(({ request }) => [request.body, request.headers?.['Subscription-State']]);
  const refer = (to: string, cseq = '5 REFER') => inside('REFER', { headers: { 'refer-to': to, cseq } });
  test('accepted: 202, then every step as a sipfrag until the final one', () => {
    let referral: Referral | undefined;
    leg.referred.on((r) => (referral = r));
    const request = refer('<sip:support@huawu>');
    referral?.notify(180, 'too early');
    referral?.accept();
    referral?.notify(180, 'Ringing');
    referral?.notify(200, 'OK');
    referral?.notify(486, 'too late');
    expect([referral?.target, request.codes]).toEqual(['support', [202]]);
    expect(notifies()).toEqual([
      ['SIP/2.0 100 Trying\r\n', 'active;expires=180'],
      ['SIP/2.0 180 Ringing\r\n', 'active;expires=180'],
      ['SIP/2.0 200 OK\r\n', 'terminated;reason=noresource'],
    ]);
  });
  test('a second one in the dialog is named in its reports', () => {
    leg.referred.on((r) => r.accept());
    refer('<sip:a@h>');
    refer('<sip:b@h>', '9 REFER');
    expect(control.sent.map(({ request }) => request.headers?.['Event'])).toEqual(['refer', 'refer;id=9']);
  });
  test('refused, undecided, nonsense, attended', () => {
    expect(refer('<sip:a@h>').codes).toEqual([603]);
    const detach = leg.referred.on((r) => r.refuse(404));
    expect(refer('<sip:a@h>').codes).toEqual([404]);
    detach();
    leg.referred.on(() => {});
    const undecided = refer('<sip:a@h>');
    clock.advance(20_000);
    expect(undecided.codes).toEqual([480]);
    expect(refer('nobody').codes).toEqual([400]);
    expect(refer('<sip:a@h?Replaces=x>').codes).toEqual([501]);
    expect(control.sent).toEqual([]);
  });
});

describe('other requests in the dialog', () => {
  test('keys sent before anybody listens are heard by who comes first', () => {
    for (const digit of ['2', '1']) inside('INFO', { headers: { 'content-type': 'application/dtmf-relay' }, body: `Signal=${digit}\r\nDuration=100` });
    const keys: string[] = [];
    leg.key.on(({ digit }) => keys.push(digit));
    expect(keys).toEqual(['2', '1']);
  });

  test('a key by INFO', () => {
    const keys: string[] = [];
    leg.key.on(({ digit, durationMs }) => keys.push(`${digit} ${durationMs}`));
    const info = inside('INFO', { headers: { 'content-type': 'application/dtmf-relay' }, body: 'Signal=#\r\nDuration=100' });
    expect([info.codes, keys]).toEqual([[200], ['# 100']]);
    expect(inside('INFO', { headers: { 'content-type': 'application/dtmf' }, body: 'zz' }).codes).toEqual([400]);
    expect(inside('INFO', { headers: { 'content-type': 'text/x' }, body: 'zz' }).codes).toEqual([415]);
    expect(inside('INFO').codes).toEqual([200]);
  });
  test.each([['OPTIONS', 200], ['NOTIFY', 489], ['SUBSCRIBE', 489], ['MESSAGE', 405], ['PRACK', 200], ['FOO', 501], ['UPDATE', 200]])(
    '%s is answered %i',
    (method, code) => expect(inside(method).codes).toEqual([code]),
  );
  test('an extension required and unknown is refused', () => {
    expect(inside('OPTIONS', { headers: { require: 'foo, 100rel, timer' } }).replies).toMatchObject([
      { code: 420, parts: { headers: { Unsupported: 'foo' } } },
    ]);
  });
});
