import { ManualClock } from '#core';
import { beforeEach, describe, expect, test } from 'vitest';

import type { RegistrationChange } from '../port.ts';
import { readRegister } from './register-request.ts';
import { Registrar } from './registrar.ts';

let clock: ManualClock;
let registrar: Registrar;
let heard: string[];
beforeEach(() => {
  clock = new ManualClock();
  registrar = new Registrar(clock);
  heard = [];
  registrar.changes.on(({ account, registered }) => heard.push(`${account} ${registered ? 'on' : 'off'}`));
});

interface Sent { contact?: string; expires?: string; callId?: string; cseq?: number; port?: number; transport?: string }

function request({ contact, expires, callId = 'c1', cseq = 1, port = 40000, transport = 'udp' }: Sent) {
  const headers: Record<string, string | undefined> = { contact, expires, cseq: `${cseq} REGISTER` };
  const source = { transport, address: '192.0.2.7', port };
  const read = readRegister({ header: (name) => headers[name], callId, source, transport });
  if (!read) throw new Error('malformed');
  return read;
}

const register = (sent: Sent) => registrar.register('1001', request(sent));
const contacts = () => registrar.bindingsOf('1001').map((b) => b.contact.uriText);

describe('a registration', () => {
  test('lasts as long as it asks, an hour at most, and ends by the clock', () => {
    register({ contact: '<sip:a@10.0.0.1>', expires: '120' });
    expect([contacts(), heard]).toEqual([['sip:a@10.0.0.1'], ['1001 on']]);
    clock.advance(119_999);
    expect(contacts()).toHaveLength(1);
    clock.advance(1);
    expect([contacts(), heard, clock.pending]).toEqual([[], ['1001 on', '1001 off'], 0]);
    register({ contact: '<sip:a@10.0.0.1>', expires: '999999', callId: 'c2' });
    clock.advance(3_600_000);
    expect(contacts()).toEqual([]);
  });
  test('keeps several contacts, each with its own time, best q first', () => {
    register({ contact: '<sip:a@10.0.0.1>;q=0.5;expires=60, <sip:a@10.0.0.2>;expires=600' });
    expect(contacts()).toEqual(['sip:a@10.0.0.2', 'sip:a@10.0.0.1']);
    clock.advance(60_000);
    expect([contacts(), heard]).toEqual([['sip:a@10.0.0.2'], ['1001 on']]);
  });
  test('too short a time is refused with what would do', () => {
    expect(register({ contact: '<sip:a@x>', expires: '59' })).toMatchObject({ ok: false, code: 423, minExpiresS: 60 });
    expect(contacts()).toEqual([]);
  });
  test('remembers where it came from, for dialling', () => {
    register({ contact: '<sip:a@10.0.0.1>', port: 41000 });
    expect(registrar.newestOf('1001')?.source).toEqual({ transport: 'udp', address: '192.0.2.7', port: 41000 });
  });
  test('the same contact again replaces itself, port 5060 being the same as none', () => {
    register({ contact: '<sip:a@H.example>' });
    register({ contact: '<sip:a@h.example:5060>', cseq: 2 });
    expect(contacts()).toEqual(['sip:a@h.example:5060']);
  });
  test('an instance with a flow number replaces itself at a new address', () => {
    register({ contact: '<sip:a@10.0.0.1:1>;+sip.instance="<urn:uuid:1>";reg-id=1' });
    register({ contact: '<sip:a@10.0.0.1:2>;+sip.instance="<urn:uuid:1>";reg-id=1', callId: 'c2' });
    expect(contacts()).toEqual(['sip:a@10.0.0.1:2']);
  });
  test('expires 0 removes one contact', () => {
    register({ contact: '<sip:a@x>, <sip:a@y>' });
    register({ contact: '<sip:a@x>;expires=0', cseq: 2 });
    expect(contacts()).toEqual(['sip:a@y']);
  });
  test('Contact * with Expires 0 removes all; with any other it is refused', () => {
    register({ contact: '<sip:a@x>, <sip:a@y>' });
    expect(register({ contact: '*', expires: '60', cseq: 2 })).toMatchObject({ ok: false, code: 400 });
    expect(contacts()).toHaveLength(2);
    register({ contact: '*', expires: '0', cseq: 3 });
    expect([contacts(), heard]).toEqual([[], ['1001 on', '1001 off']]);
  });
  test('a request overtaken by a later one of the same Call-ID changes nothing at all', () => {
    register({ contact: '<sip:a@x>', cseq: 5 });
    expect(register({ contact: '<sip:a@z>, <sip:a@x>;expires=0', cseq: 5 })).toMatchObject({ ok: false, code: 500 });
    expect(register({ contact: '*', expires: '0', cseq: 4 })).toMatchObject({ ok: false, code: 500 });
    expect(contacts()).toEqual(['sip:a@x']);
    expect(register({ contact: '<sip:a@x>', cseq: 1, callId: 'other' }).ok).toBe(true);
  });
  test('a question changes nothing and lists what is there', () => {
    register({ contact: '<sip:a@x>' });
    const outcome = register({ cseq: 2 });
    expect(outcome.ok && outcome.bindings.map((b) => b.contact.uriText)).toEqual(['sip:a@x']);
  });
  test('more contacts than allowed push out the one that ends first', () => {
    for (let i = 0; i < 11; i++) register({ contact: `<sip:a@h${i}>;expires=${i === 3 ? 60 : 600}`, cseq: i + 1 });
    expect(contacts()).toHaveLength(10);
    expect(contacts()).not.toContain('sip:a@h3');
  });
  test('more contacts in one request than an account may have are refused', () => {
    const contact = Array.from({ length: 11 }, (_, i) => `<sip:a@h${i}>`).join(', ');
    expect(register({ contact })).toMatchObject({ ok: false, code: 403 });
  });
  test.each([`<sip:${'a'.repeat(600)}@x>`, '<sip:a@x', 'garbage', '<sip:a@x>, <mailto:a@x>'])('Contact %s is malformed', (contact) => {
    expect(() => register({ contact })).toThrow('malformed');
  });
});

describe('the page of an agent', () => {
  const page = (n: number, more = '') => `<sip:u${n}@x${n}.invalid;transport=ws>;+sip.instance="<urn:uuid:${n}>";reg-id=1${more}`;
  const open = (n: number, sent: Sent = {}) => register({ transport: 'ws', contact: page(n), callId: `page${n}`, port: 40000 + n, ...sent });
  let told: RegistrationChange[];
  beforeEach(() => {
    told = [];
    registrar.changes.on((change) => told.push(change));
  });

  test('is a browser; what is registered over UDP or TCP is a phone', () => {
    expect(registrar.phonesOf('1001')).toBeUndefined();
    register({ contact: '<sip:1001@10.0.0.1>' });
    expect(registrar.phonesOf('1001')).toEqual({ newest: 'phone', kinds: new Set(['phone']) });
    clock.advance(1_000);
    open(1);
    expect(registrar.phonesOf('1001')).toEqual({ newest: 'browser', kinds: new Set(['browser', 'phone']) });
    clock.advance(1_000);
    register({ contact: '<sip:1001@10.0.0.1>', cseq: 2 });
    expect(registrar.phonesOf('1001')?.newest).toBe('browser');
  });
  test('loaded anew takes the place of the one before, and is told as fresh', () => {
    open(1);
    open(1, { cseq: 2 });
    open(2);
    expect(contacts()).toEqual(['sip:u2@x2.invalid;transport=ws']);
    expect(told).toEqual([
      { account: '1001', registered: true, fresh: true },
      { account: '1001', registered: true, fresh: true },
    ]);
  });
  test('that loads with the instance of before is fresh by its contact', () => {
    open(1);
    open(1, { contact: page(1).replace('u1@x1', 'u9@x9'), callId: 'again' });
    expect([contacts(), told.length]).toEqual([['sip:u9@x9.invalid;transport=ws'], 2]);
  });
  test('leaves the desk phone alone, and the desk phone leaves it', () => {
    register({ contact: '<sip:1001@10.0.0.1>' });
    open(1);
    register({ contact: '<sip:1001@10.0.0.1>', cseq: 2 });
    expect(contacts()).toHaveLength(2);
  });
  test('is told of when it comes to a desk phone and when it goes', () => {
    register({ contact: '<sip:1001@10.0.0.1>' });
    open(1);
    registrar.disconnected({ transport: 'ws', address: '192.0.2.7', port: 40001 });
    clock.advance(5_000);
    open(1, { cseq: 2 });
    open(1, { contact: page(1, ';expires=0'), cseq: 3 });
    expect(told.slice(1)).toEqual([
      { account: '1001', registered: true, fresh: true },
      { account: '1001', registered: true },
      { account: '1001', registered: true },
      { account: '1001', registered: true },
    ]);
    expect([registrar.newestOf('1001', 'phone')?.kind, registrar.newestOf('1001', 'browser')]).toEqual(['phone', undefined]);
  });
  test('that unregisters does not push out another one', () => {
    open(2);
    open(1, { contact: page(1, ';expires=0') });
    expect(contacts()).toEqual(['sip:u2@x2.invalid;transport=ws']);
  });
  test('whose connection broke is gone after 5 s', () => {
    open(1);
    registrar.disconnected({ transport: 'ws', address: '192.0.2.7', port: 40001 });
    clock.advance(4_999);
    expect(contacts()).toHaveLength(1);
    clock.advance(1);
    expect([contacts(), told.at(-1), clock.pending]).toEqual([[], { account: '1001', registered: false }, 0]);
  });
  test('that is back within 5 s never left, and is not fresh', () => {
    open(1);
    registrar.disconnected({ transport: 'ws', address: '192.0.2.7', port: 40001 });
    clock.advance(3_000);
    open(1, { cseq: 2, port: 41000 });
    clock.advance(10_000);
    expect([contacts().length, told.length]).toEqual([1, 1]);
  });
  test('that is back later is registered again, but not fresh', () => {
    open(1);
    registrar.disconnected({ transport: 'ws', address: '192.0.2.7', port: 40001 });
    clock.advance(60_000);
    open(1, { cseq: 2, port: 41000 });
    expect(told.at(-1)).toEqual({ account: '1001', registered: true });
  });
  test('of others stays when one breaks, and a phone at the same address and port too', () => {
    registrar.register('1002', request({ transport: 'ws', contact: page(7), port: 40007 }));
    register({ contact: '<sip:1001@10.0.0.1>', port: 40001 });
    registrar.disconnected({ transport: 'ws', address: '192.0.2.7', port: 40001 });
    clock.advance(10_000);
    expect([registrar.bindingsOf('1002').length, contacts().length]).toEqual([1, 1]);
  });
});
