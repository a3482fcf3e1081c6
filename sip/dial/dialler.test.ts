import { ManualClock, Scope, seededRandom, silentLog } from '#core';
import { beforeEach, describe, expect, test } from 'vitest';

import { ScriptedControl } from '../control/scripted-control.ts';
import { LegTable } from '../leg/leg-table.ts';
import { SIP_LIMITS } from '../limits.ts';
import { fromHeader } from '../message/from-header.ts';
import { parseNameAddr } from '../message/name-addr.ts';
import type { PhoneKind } from '../port.ts';
import { Registrar } from '../registrar/registrar.ts';
import { readRegister } from '../registrar/register-request.ts';
import { dialTarget } from './dial-target.ts';
import { Dialler } from './dialler.ts';

let clock: ManualClock;
let control: ScriptedControl;
let legs: LegTable;
let dialler: Dialler;
let registrar: Registrar;
let scope: Scope;
beforeEach(() => {
  clock = new ManualClock();
  control = new ScriptedControl();
  const world = { control, clock, random: seededRandom(1), log: silentLog, limits: SIP_LIMITS };
  legs = new LegTable(world);
  registrar = new Registrar(clock);
  dialler = new Dialler(world, legs, registrar);
  scope = new Scope();
});

function register(contact: string, transport = 'udp') {
  const headers: Record<string, string> = { contact, cseq: '1 REGISTER' };
  const source = { transport, address: '192.0.2.7', port: 5060 };
  const request = readRegister({ header: (name) => headers[name], callId: contact, source, transport });
  if (request) registrar.register('1001', request);
}

const dial = (headers: Record<string, string> = {}, kind?: PhoneKind) => {
  const from = { user: '+86 10', display: 'Li\r\n"Lei"' };
  return dialler.dial({ account: '1001', sdp: 'v=0 ours', from, timeoutMs: 15_000, headers, ...(kind ? { kind } : {}) }, scope);
};
const answer = { body: 'v=0 theirs', dialogId: 'd1', callId: 'c1' };

describe('a dialled call', () => {
  test('goes to the contact with our words made harmless', () => {
    register('<sip:a@192.0.2.7>');
    dial({ 'X-Huawu-Call': '7\r\nEvil: 1', Via: 'SIP/2.0/UDP x', 'Content-Length': '1' });
    expect(control.last.request).toMatchObject({ method: 'INVITE', uri: 'sip:a@192.0.2.7', body: 'v=0 ours' });
    expect(control.last.request.headers?.['From']).toBe('"Li \\"Lei\\"" <sip:+86%2010@localhost>');
    expect(Object.keys(control.last.request.headers ?? {})).toEqual(['X-Huawu-Call', 'From', 'To', 'Allow']);
  });
  test('has a To in brackets, so that parameters of the contact stay in its URI', () => {
    register('<sip:a@192.0.2.7;transport=tcp>');
    dial();
    expect(control.last.request.headers?.['To']).toBe('<sip:a@192.0.2.7;transport=tcp>');
  });
  test('cuts number and name of the caller to what a drachtio-server takes', () => {
    expect(fromHeader({ user: '号'.repeat(50), display: '话务'.repeat(50) })).toBe(
      `"${'话务'.repeat(15)}话" <sip:${'%E5%8F%B7'.repeat(10)}@localhost>`,
    );
    expect(fromHeader({ user: '', display: '' })).toBe('<sip:anonymous@localhost>');
  });
  test('answered: acknowledged, a leg, nothing left of the call', async () => {
    register('<sip:a@192.0.2.7>');
    const call = dial();
    control.last.respond(200, answer);
    const outcome = await call.outcome;
    expect(outcome.ok && outcome.leg.remoteSdp).toBe('v=0 theirs');
    expect([control.last.acks, dialler.size, legs.size, clock.pending]).toEqual([[''], 0, 1, 1]);
  });
  test('not answered in time: cancelled with a Reason; settled at once, over when the server says so', async () => {
    register('<sip:a@192.0.2.7>');
    const call = dial();
    control.last.respond(180);
    clock.advance(15_000);
    expect(await call.outcome).toEqual({ ok: false, cause: { code: 480, by: 'local', text: 'no answer' } });
    expect(control.last.cancels).toEqual(['Q.850;cause=18;text="no answer", SIP;cause=480;text="no answer"']);
    expect(dialler.size).toBe(1);
    control.last.respond(487);
    expect(dialler.size).toBe(0);
  });
  test('cancelled and never heard of again: forgotten after 36 s', async () => {
    register('<sip:a@192.0.2.7>');
    const call = dial();
    call.cancel('caller gone');
    expect(await call.outcome).toEqual({ ok: false, cause: { code: 487, by: 'local', text: 'caller gone' } });
    clock.advance(36_000);
    expect([dialler.size, control.last.forgotten]).toEqual([0, true]);
  });
  test('cancelled because another agent has answered: no missed call (RFC 3326 §3.1)', async () => {
    register('<sip:a@192.0.2.7>');
    const call = dial();
    call.cancel('answered elsewhere', true);
    expect((await call.outcome).ok).toBe(false);
    expect(control.last.cancels).toEqual(['Q.850;cause=16;text="Call completed elsewhere", SIP;cause=200;text="Call completed elsewhere"']);
  });
  test('a 200 that crosses the cancel is acknowledged and hung up', async () => {
    register('<sip:a@192.0.2.7>');
    const call = dial();
    scope.end('caller gone');
    expect((await call.outcome).ok).toBe(false);
    control.last.respond(200, answer);
    expect(control.methods).toEqual(['INVITE', 'BYE']);
    control.last.respond(200);
    expect([dialler.size, legs.size]).toEqual([0, 0]);
  });
  test('an unreachable phone is told apart from one that refuses', async () => {
    register('<sip:a@192.0.2.7>');
    const call = dial();
    control.last.respond(503, { source: { transport: 'udp', address: '', port: 0 } });
    expect(await call.outcome).toMatchObject({ ok: false, cause: { code: 503, by: 'vanished' } });
    const again = dial();
    control.last.respond(486, { header: (name) => (name === 'reason' ? 'Q.850;cause=17' : undefined) });
    expect(await again.outcome).toMatchObject({ ok: false, cause: { code: 486, by: 'remote', q850: 17 } });
  });
  test('an answer without a session description is ended and reported', async () => {
    register('<sip:a@192.0.2.7>');
    const call = dial();
    control.last.respond(200, { ...answer, body: '' });
    expect(await call.outcome).toMatchObject({ ok: false, cause: { code: 488, by: 'server' } });
    expect(control.methods).toEqual(['INVITE', 'BYE']);
  });
  test('to an account without contacts fails at once and sends nothing', async () => {
    expect(await dial().outcome).toEqual({ ok: false, cause: { code: 480, by: 'server', text: 'not registered' } });
    expect([control.sent.length, dialler.size, clock.pending]).toEqual([0, 0, 0]);
  });
  test('two phones: the loser hears that the call was taken elsewhere', async () => {
    register('<sip:a@192.0.2.7>, <sip:b@192.0.2.7>');
    const call = dial();
    control.sent[1]?.respond(200, answer);
    expect((await call.outcome).ok).toBe(true);
    expect(control.sent[0]?.cancels[0]).toContain('SIP;cause=200;text="Call completed elsewhere"');
  });
});

describe('an agent with a desk phone and a page', () => {
  const dialled = () => control.sent.map(({ request }) => request.uri);
  beforeEach(() => {
    register('<sip:desk@192.0.2.7>');
    clock.advance(1_000);
    register('<sip:page@x.invalid;transport=ws>', 'ws');
  });
  test('is called at the page that came last, on its connection', () => {
    dial();
    expect([dialled(), control.last.request.via]).toEqual([['sip:page@x.invalid;transport=ws'], 'sip:192.0.2.7:5060;transport=ws']);
  });
  test('is called at the kind asked for', () => {
    dial({}, 'phone');
    dial({}, 'browser');
    expect(dialled()).toEqual(['sip:desk@192.0.2.7', 'sip:page@x.invalid;transport=ws']);
  });
  test.each([503, 410])('whose page is gone (%i of the server) is called at the desk phone next', async (status) => {
    const call = dial();
    control.last.respond(status, { source: { transport: 'ws', address: '', port: 0 } });
    expect(await call.outcome).toMatchObject({ ok: false, cause: { code: status, by: 'vanished' } });
    dial();
    expect(dialled()).toEqual(['sip:page@x.invalid;transport=ws', 'sip:desk@192.0.2.7']);
  });
  test('keeps a page that is busy, and a desk phone that is not reached', () => {
    dial();
    control.last.respond(503);
    dial({}, 'phone');
    control.last.respond(503, { source: { transport: 'udp', address: '', port: 0 } });
    expect(registrar.phonesOf('1001')).toEqual({ newest: 'browser', kinds: new Set(['browser', 'phone']) });
  });
  test('without a phone of the kind asked for is not registered', async () => {
    register('<sip:page@x.invalid;transport=ws>;expires=0', 'ws');
    const { outcome } = dial({}, 'browser');
    expect(await outcome).toMatchObject({ ok: false, cause: { code: 480 } });
  });
});

describe('the way to a contact', () => {
  const way = (contact: string, transport: string, address: string, port: number) => {
    const parsed = parseNameAddr(contact);
    return parsed && dialTarget(parsed, { transport, address, port });
  };
  test('is where the REGISTER came from, also when that is its own address', () => {
    expect(way('<sip:a@192.0.2.7:5070>', 'udp', '192.0.2.7', 5070)).toEqual({
      uri: 'sip:a@192.0.2.7:5070', via: 'sip:192.0.2.7:5070;transport=udp',
    });
    expect(way('<sip:a@192.0.2.7:5070>', 'udp', '', 0)).toEqual({ uri: 'sip:a@192.0.2.7:5070' });
  });
  test('is the source behind NAT', () => {
    expect(way('<sip:a@10.0.0.1>', 'udp', '203.0.113.9', 6000)).toEqual({
      uri: 'sip:a@10.0.0.1', via: 'sip:203.0.113.9:6000;transport=udp',
    });
  });
  test('is the open connection with TCP, and embedded headers are left out', () => {
    expect(way('<sip:a@10.0.0.1;transport=tcp?X=y>', 'tcp', '2001:db8::1', 6000)).toEqual({
      uri: 'sip:a@10.0.0.1;transport=tcp', via: 'sip:[2001:db8::1]:6000;transport=tcp',
    });
  });
});
