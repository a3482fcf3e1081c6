import { describe, expect, it } from 'vitest';
import type { DtlsLibrary, HandshakeEvent } from '../dtls/dtls-library.ts';
import { writeRtpHeader } from '../rtp/rtp-packet.ts';
import type { Endpoint, SecureSession } from '../sdp/media-session.ts';
import { type SrtpKeys, SrtpSession } from '../srtp/srtp-session.ts';
import { ATTRIBUTE, STUN_TYPE, writeStun } from '../stun/stun-message.ts';
import { BrowserTransport } from './browser-transport.ts';

const ICE = { ufrag: 'ours', pwd: 'a-password-of-22-chars' };
const BROWSER = { address: '192.0.2.7', port: 4000 };
const master = (fill: number) => ({ key: new Uint8Array(16).fill(fill), salt: new Uint8Array(14).fill(fill) });
const KEYS: SrtpKeys = { profile: 'AES_CM_128_HMAC_SHA1_80', local: master(1), remote: master(2) };
const DTLS = Uint8Array.of(22, 0xfe, 0xfd);
const agreed = (print = 'AA', role: 'server' | 'client' = 'server'): SecureSession => ({
  ice: ICE,
  fingerprints: [{ algorithm: 'sha-256', value: print }],
  role,
  opus: undefined,
});

/** A transport with a scripted handshake: a certificate is its fingerprint as text. */
function transport() {
  const sent: { data: Uint8Array; to: Endpoint }[] = [];
  const heard: Uint8Array[] = [];
  const failures: string[] = [];
  const started: { role: string; tell: (event: HandshakeEvent) => void; closed: boolean }[] = [];
  const dtls: DtlsLibrary = {
    fingerprint: { algorithm: 'sha-256', value: 'FF' },
    matches: (certificate, { value }) => Buffer.from(certificate).toString() === value,
    start({ role, tell }) {
      const one = { role, tell, closed: false };
      started.push(one);
      return { receive: () => true, close: () => void (one.closed = true) };
    },
  };
  const it = new BrowserTransport({
    dtls,
    ice: ICE,
    send: (data, to) => sent.push({ data: data.slice(), to }),
    rtp: (data) => heard.push(data.slice()),
    rtcp: () => {},
    failed: (reason) => failures.push(reason),
  });
  const receive = (data: Uint8Array, from = BROWSER, now = 0) => it.receive(data.slice(), from.address, from.port, now);
  const check = (from = BROWSER) => {
    const attributes: [number, Uint8Array][] = [[ATTRIBUTE.username, Buffer.from('ours:theirs')], [ATTRIBUTE.useCandidate, new Uint8Array(0)]];
    receive(writeStun({ type: STUN_TYPE.request, transaction: Buffer.alloc(12), attributes }, ICE.pwd), from);
    sent.length = 0;
  };
  const prove = (print = 'AA') => started.at(-1)?.tell({ type: 'connected', certificate: Buffer.from(print), keys: KEYS });
  return { it, sent, heard, failures, started, receive, check, prove };
}

const packet = (sequence: number) => {
  const data = new Uint8Array(172).fill(0x55);
  writeRtpHeader(data, 0, { marker: false, payload: 0, sequence, timestamp: 0, ssrc: 7 });
  return data;
};
const sealed = (sequence: number) => Uint8Array.from(theirs.sealRtp(packet(sequence), 0, 172) ?? []);
let theirs = new SrtpSession({ ...KEYS, local: KEYS.remote, remote: KEYS.local });

/** A transport that is connected. */
function connected() {
  theirs = new SrtpSession({ ...KEYS, local: KEYS.remote, remote: KEYS.local });
  const t = transport();
  t.it.use(agreed(), 0);
  t.check();
  t.receive(DTLS);
  t.prove();
  return t;
}

describe('before the answer', () => {
  it('shakes hands, but carries no audio until the fingerprint is known', () => {
    theirs = new SrtpSession({ ...KEYS, local: KEYS.remote, remote: KEYS.local });
    const { it: leg, receive, check, prove, started, heard } = transport();
    check();
    receive(DTLS);
    prove();
    expect(started.map(({ role }) => role)).toEqual(['server']);
    receive(sealed(1));
    expect([leg.connected, heard.length]).toEqual([false, 0]);
    leg.use(agreed(), 0);
    receive(sealed(2));
    expect([leg.connected, heard.length]).toEqual([true, 1]);
  });
});

describe('a connection', () => {
  it('carries audio both ways', () => {
    const { it: leg, receive, heard, sent } = connected();
    receive(sealed(1));
    expect(Buffer.from(heard[0] ?? []).equals(Buffer.from(packet(1)))).toBe(true);
    leg.sendRtp(packet(9), 0, 172, 0);
    expect(sent.map(({ to }) => to)).toMatchObject([BROWSER]);
    const data = sent[0]?.data ?? new Uint8Array();
    expect([data.length, theirs.openRtp(data)]).toEqual([182, 172]);
  });

  it('refuses and counts strangers, rubbish, forged and repeated packets', () => {
    const { it: leg, receive, heard } = connected();
    const good = sealed(1);
    receive(good, { ...BROWSER, port: 1 });
    receive(good);
    receive(good);
    receive(packet(2));
    for (const data of [Uint8Array.of(), Uint8Array.of(70, 1), Uint8Array.of(0), Buffer.alloc(30)]) receive(data);
    expect([heard.length, leg.refused]).toEqual([1, 7]);
  });

  it('lasts over a re-offer and begins anew under another fingerprint', () => {
    const { it: leg, started, receive, prove } = connected();
    leg.use(agreed('aa'), 100);
    expect([leg.connected, started[0]?.closed]).toEqual([true, false]);
    leg.use(agreed('BB'), 200);
    expect([leg.connected, started[0]?.closed]).toEqual([false, true]);
    receive(DTLS);
    prove('BB');
    expect([leg.connected, started.length]).toEqual([true, 2]);
  });

  it('is silent after a good-bye', () => {
    const { it: leg, started, sent } = connected();
    started[0]?.tell({ type: 'closed' });
    leg.sendRtp(packet(9), 0, 172, 0);
    expect([leg.connected, leg.gone(0), sent.length]).toEqual([false, true, 0]);
  });

  it('is gone when the browser checks the way no more', () => {
    const { it: leg } = connected();
    expect([leg.gone(29_999), leg.gone(30_000)]).toEqual([false, true]);
  });
});

describe('a connection that does not come about', () => {
  it('is given up after 10 s, with the reason', () => {
    const { it: leg, failures, check } = transport();
    leg.use(agreed(), 1000);
    leg.tick(10_999);
    expect(failures).toEqual([]);
    leg.tick(11_000);
    expect(failures).toEqual(['no connectivity check of the browser arrived within 10 s']);
    const second = transport();
    second.it.use(agreed(), 1000);
    second.check();
    second.it.tick(11_000);
    expect(second.failures).toEqual(['the DTLS handshake did not end within 10 s']);
    check();
    leg.tick(30_000);
    expect(failures.length).toBe(1);
  });

  it('fails when the certificate is another one', () => {
    const { it: leg, failures, receive, check, prove } = transport();
    leg.use(agreed(), 0);
    check();
    receive(DTLS);
    prove('BB');
    expect(failures).toEqual(['the certificate of the browser is not the one its description names']);
    expect(leg.connected).toBe(false);
  });

  it('is begun by us when the browser waits for it', () => {
    const { it: leg, started, check } = transport();
    leg.use(agreed('AA', 'client'), 0);
    expect(started).toEqual([]);
    check();
    expect(started.map(({ role }) => role)).toEqual(['client']);
  });
});
