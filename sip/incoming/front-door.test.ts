import { Fault, ManualClock, seededRandom, silentLog } from '#core';
import { beforeEach, describe, expect, test } from 'vitest';

import { ScriptedControl, scriptedInbound } from '../control/scripted-control.ts';
import { Authenticator } from '../digest/authenticator.ts';
import { LegTable } from '../leg/leg-table.ts';
import { SIP_LIMITS } from '../limits.ts';
import type { IncomingCall } from '../port.ts';
import { FrontDoor } from './front-door.ts';

const PEER = { transport: 'udp', address: '192.0.2.7', port: 5060 };

let clock: ManualClock;
let control: ScriptedControl;
let legs: LegTable;
let door: FrontDoor;
let calls: IncomingCall[];
beforeEach(() => {
  clock = new ManualClock();
  control = new ScriptedControl();
  const random = seededRandom(1);
  const accounts = () => [{ user: '1001', password: 'secret' }];
  const world = { control, clock, random, log: silentLog, limits: SIP_LIMITS };
  legs = new LegTable(world);
  const authenticator = new Authenticator({ realm: 'huawu', accounts, clock, random, log: silentLog });
  door = new FrontDoor({ world, legs, authenticator, accounts, acceptsNumber: (user) => user === '4000' });
  calls = [];
  door.calls.on((call) => calls.push(call));
});

const HEADERS = { from: '"Li" <sip:+8610@x>;tag=them', contact: '<sip:li@x>', 'content-type': 'application/sdp' };
function invite(fields: Parameters<typeof scriptedInbound>[1] = {}, headers: Record<string, string> = {}) {
  const request = scriptedInbound('INVITE', { body: 'v=0', ...fields, headers: { ...HEADERS, ...headers } });
  door.receive(request);
  return request;
}
function theCall(): IncomingCall {
  const call = calls[0];
  if (!call) throw new Error('no call arrived');
  return call;
}

describe('a call to one of our numbers', () => {
  test('arrives with what the application needs to know', () => {
    invite();
    expect(theCall()).toMatchObject({
      sipCallId: 'call', to: '4000', from: { user: '+8610', display: 'Li' }, transport: 'udp', remoteAddress: '192.0.2.7', offer: 'v=0',
    });
    expect(theCall().agent).toBeUndefined();
  });
  test('rings, is answered and becomes a leg; nothing is left of it', async () => {
    const request = invite();
    theCall().ring();
    const result = await theCall().answer('ours');
    expect(request.codes).toEqual([180, 200]);
    expect(result.ok && result.value.remoteSdp).toBe('v=0');
    expect([door.size, legs.size, clock.pending]).toEqual([0, 1, 0]);
  });
  test('that insists on a session timer is granted it', async () => {
    const request = invite({}, { require: 'timer', 'session-expires': '1800' });
    await theCall().answer('ours');
    expect(request.replies).toMatchObject([{ code: 200, parts: { headers: { 'Session-Expires': '1800;refresher=uac', Require: 'timer' } } }]);
  });
  test('cancelled by the caller: heard once, also by who listens late; answering it is too late', async () => {
    const request = invite();
    request.cancel('Q.850;cause=31;text="gone"');
    const heard: unknown[] = [];
    theCall().cancelled.on((cause) => heard.push(cause));
    expect(await theCall().answer('ours')).toMatchObject({ ok: false, fault: { code: 'sip.call-over' } });
    expect(heard).toEqual([{ code: 487, by: 'remote', text: 'gone', q850: 31 }]);
    expect([request.codes, door.size, clock.pending]).toEqual([[], 0, 0]);
  });
  test('cancelled while the answer is on its way', async () => {
    const heard: number[] = [];
    invite({ sent: { ok: false, fault: new Fault('sip.not-sent', '') } });
    theCall().cancelled.on(({ code }) => heard.push(code));
    expect((await theCall().answer('ours')).ok).toBe(false);
    expect([heard, door.size, legs.size]).toEqual([[487], 0, 0]);
  });
  test('from an address that acknowledges none of its calls is refused after a while, until ACKs come', async () => {
    const addresses = { flood: { ...PEER, address: '198.51.100.66' }, other: PEER };
    const call = (i: number, source: typeof PEER) => {
      const request = invite({ callId: `c${i}`, source, sent: { ok: true, dialogId: `d${i}` } });
      return calls.at(-1)?.sipCallId === `c${i}` ? calls.at(-1)?.answer('ours').then(() => request.codes) : request.codes;
    };
    for (let i = 0; i < 100; i++) expect(await call(i, addresses.flood)).toEqual([200]);
    expect(await call(100, addresses.flood)).toEqual([503]);
    expect(await call(101, addresses.other)).toEqual([200]);
    legs.handle(scriptedInbound('ACK', { dialogId: 'd7' }));
    legs.handle(scriptedInbound('ACK', { dialogId: 'd7' }));
    expect(await call(102, addresses.flood)).toEqual([200]);
    expect(await call(103, addresses.flood)).toEqual([503]);
    legs.handle(scriptedInbound('BYE', { dialogId: 'd8' }));
    expect(invite({ callId: 'ringing', source: addresses.flood }).codes).toEqual([]);
    expect(await call(105, addresses.flood)).toEqual([503]);
    calls.at(-1)?.reject(486);
    expect(await call(106, addresses.flood)).toEqual([200]);
  });
  test('that nobody decides about ends by itself', () => {
    const heard: string[] = [];
    const request = invite();
    theCall().cancelled.on(({ by }) => heard.push(by));
    clock.advance(24_999);
    theCall().ring();
    clock.advance(179_999);
    expect(heard).toEqual([]);
    clock.advance(1);
    expect([heard, request.codes, door.size]).toEqual([['server'], [180, 480], 0]);
  });
  test('without an offer: our offer is answered in the ACK', async () => {
    invite({ body: '' });
    const result = theCall().answer('our offer');
    legs.handle(scriptedInbound('ACK', { dialogId: 'call;from-tag=them', body: 'their answer' }));
    const settled = await result;
    expect(settled.ok && settled.value.remoteSdp).toBe('their answer');
    expect(clock.pending).toBe(0);
  });
  test('without an offer and without an answer in the ACK is hung up', async () => {
    invite({ body: '' });
    const result = theCall().answer('our offer');
    legs.handle(scriptedInbound('ACK', { dialogId: 'call;from-tag=them' }));
    expect(await result).toMatchObject({ ok: false, fault: { code: 'sip.no-answer' } });
    expect(control.methods).toEqual(['BYE']);
  });
  test('lost with the control connection', () => {
    invite();
    control.lost.emit();
    const heard: string[] = [];
    theCall().cancelled.on(({ by }) => heard.push(by));
    expect(door.size).toBe(0);
    return Promise.resolve().then(() => expect(heard).toEqual(['vanished']));
  });
  test('with the Call-ID of one that is pending waits for its end; its CANCEL counts for the call', async () => {
    invite();
    const second = invite();
    expect([calls.length, second.codes]).toEqual([1, []]);
    second.cancel();
    await Promise.resolve();
    expect([door.size, second.codes]).toEqual([0, [482]]);
  });
  test('with the Call-ID and tag of a live leg is a spiral', async () => {
    invite();
    await theCall().answer('ours');
    expect(invite().codes).toEqual([482]);
  });
});

describe('a call is refused', () => {
  test.each([
    ['an unknown number', { uri: 'sip:9@huawu' }, {}, 404],
    ['a strange scheme', { uri: 'http://x' }, {}, 416],
    ['a broken Request-URI', { uri: 'sip:%zz@x' }, {}, 400],
    ['a broken From', {}, { from: '<sip:x' }, 400],
    ['no Contact', {}, { contact: '' }, 400],
    ['two Contacts', {}, { contact: '<sip:a@x>, <sip:b@x>' }, 400],
    ['no hops left', {}, { 'max-forwards': '0' }, 483],
    ['an unknown extension', {}, { require: 'foo' }, 420],
    ['a session of a minute', {}, { supported: 'timer', 'session-expires': '60' }, 422],
    ['another kind of body', {}, { 'content-type': 'text/plain' }, 415],
    ['a compressed body', {}, { 'content-encoding': 'gzip' }, 415],
    ['a huge Call-ID', { callId: 'x'.repeat(1_000) }, {}, 400],
    ['a huge body', { body: 'x'.repeat(16_385) }, {}, 413],
    ['a huge message', { size: 65_537 }, {}, 513],
  ])('for %s', (_why, fields, headers, code) => {
    expect([invite(fields, headers).codes, calls.length, door.size]).toEqual([[code], 0, 0]);
  });
  test('while draining, with a time to come back', () => {
    door.drain();
    expect(invite().replies).toMatchObject([{ code: 503, parts: { headers: { 'Retry-After': '30' } } }]);
  });
  test('when it claims to be an agent and does not prove it', () => {
    const request = invite({}, { from: '<sip:1001@x>;tag=them' });
    expect([request.codes, calls.length]).toEqual([[407], 0]);
    expect(request.replies[0]?.parts.headers?.['Proxy-Authenticate']).toHaveLength(2);
  });
});
