import { CipherContext, HashAlgorithm, NamedCurveAlgorithm, SignatureAlgorithm } from 'werift';
import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../core/manual-clock.ts';
import type { HandshakeEvent } from '../dtls-library.ts';
import { type ClientHabits, ScriptedClient } from '../testing/scripted-client.ts';
import { ServerHandshake } from './server-handshake.ts';
import type { Identity } from './server-messages.ts';

let own: Identity;
let browser: Identity;
async function identity(): Promise<Identity> {
  const made = await CipherContext.createSelfSignedCertificateWithKey({ signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4 }, NamedCurveAlgorithm.secp256r1_23);
  return { certificate: new X509Certificate(made.certPem).raw, key: made.keyPem };
}
beforeAll(async () => {
  [own, browser] = [await identity(), await identity()];
});

/** A way of datagrams between two ends: what becomes of one is its delays, none when it is lost. */
type Weather = () => readonly number[];
const fair: Weather = () => [5];
/** Each datagram is lost, comes twice, or up to 200 ms late with this chance each. */
function foul(rate: number, seed: number): Weather {
  let state = seed;
  const chance = () => ((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32);
  return () => {
    if (chance() < rate) return [];
    return Array.from({ length: chance() < rate ? 2 : 1 }, () => (chance() < rate ? 5 + 200 * chance() : 5));
  };
}

function meet(habits: Partial<ClientHabits> = {}, weather: Weather = fair) {
  const clock = new ManualClock();
  const events: HandshakeEvent[] = [];
  const fromServer: { at: number; data: Buffer }[] = [];
  const fromClient: Buffer[] = [];
  const carry = (data: Uint8Array, to: (data: Buffer) => void) => {
    for (const delay of weather()) clock.after(delay, () => to(Buffer.from(data)));
  };
  const server = new ServerHandshake({
    identity: own,
    clock,
    tell: (event) => events.push(event),
    send: (data) => {
      fromServer.push({ at: clock.now(), data: Buffer.from(data) });
      carry(data, (copy) => client.receive(copy));
    },
  });
  const client = new ScriptedClient(clock, (data) => {
    fromClient.push(data);
    carry(data, (copy) => server.receive(copy));
  }, { identity: browser, ...habits });
  client.begin();
  const done = () => events[0]?.type === 'connected' && client.connected;
  const keysFit = () => {
    const [event] = events;
    if (event?.type !== 'connected' || !client.keys) return false;
    return Buffer.from(event.keys.remote.key).equals(client.keys.client.key) && Buffer.from(event.keys.local.salt).equals(client.keys.server.salt);
  };
  return { clock, server, client, events, fromServer, fromClient, done, keysFit };
}

describe('on a good way', () => {
  it('is done after two flights of each side, and then says nothing by itself', () => {
    const it = meet();
    it.clock.advance(20);
    expect([it.done(), it.keysFit()]).toEqual([true, true]);
    expect(it.fromServer.map(({ at }) => at)).toEqual([5, 15]);
    const [event] = it.events;
    expect(event?.type === 'connected' && Buffer.from(event.certificate).equals(browser.certificate)).toBe(true);
    expect(event?.type === 'connected' && event.keys.profile).toBe('AES_CM_128_HMAC_SHA1_80');
    it.clock.advance(60_000);
    expect([it.fromServer.length, it.clock.pending]).toEqual([2, 0]);
  });

  it('fits a browser without the extended master secret, too', () => {
    const it = meet({ old: true });
    it.clock.advance(20);
    expect([it.done(), it.keysFit()]).toEqual([true, true]);
  });

  it('fits a browser that cuts its messages and sends each piece alone', () => {
    const it = meet({ pieces: 100, split: true });
    it.clock.advance(20);
    expect(it.done()).toBe(true);
    expect(it.fromClient.length).toBeGreaterThan(8);
  });
});

describe('on a bad way', () => {
  it.each([['a datagram for each flight', {}], ['one for each message', { split: true }], ['small pieces', { split: true, pieces: 300 }]])('comes about though 3 of 10 datagrams are lost, 3 come twice and 3 late (%s)', (_, habits) => {
    const times = Array.from({ length: 100 }, (__, seed) => {
      const it = meet(habits, foul(0.3, seed * 7_919 + 1));
      for (let ms = 0; ms < 10_000 && !it.done(); ms += 10) it.clock.advance(10);
      expect([seed, it.done(), it.keysFit(), it.events.length]).toEqual([seed, true, true, 1]);
      const at = it.clock.now();
      // What is still on its way changes nothing.
      it.clock.advance(2_000);
      expect([it.done(), it.keysFit(), it.events.length]).toEqual([true, true, 1]);
      return at;
    }).toSorted((a, b) => a - b);
    // Seen: 190, 280 and 360 ms.
    expect(times[50]).toBeLessThan(600);
  });

  it('says its first flight again after 100, 200, 400, 800 ms and then every second, until it is closed', () => {
    let open = true;
    const it = meet({ pause: 60_000 }, () => (open ? [5] : []));
    it.clock.advance(5);
    open = false;
    it.clock.advance(4_000);
    expect(it.fromServer.map(({ at }) => at - 5)).toEqual([0, 100, 300, 700, 1_500, 2_500, 3_500]);
    const numbers = it.fromServer.map(({ data }) => data.readUIntBE(5, 6));
    expect(numbers).toEqual([0, 5, 10, 15, 20, 25, 30]);
    it.server.close();
    expect(it.clock.pending).toBe(1);
  });

  it('answers a hello that comes again with the same flight, once for a whole queue of them', () => {
    const it = meet({ pause: 60_000 }, () => []);
    const hello = it.fromClient[0] ?? Buffer.alloc(0);
    for (let i = 0; i < 5; i++) it.server.receive(hello);
    expect(it.fromServer.length).toBe(1);
    it.clock.advance(50);
    for (let i = 0; i < 5; i++) it.server.receive(hello);
    expect(it.fromServer.length).toBe(2);
    const [first, second] = it.fromServer.map(({ data }) => data);
    expect(second?.subarray(13)).toHaveLength(first?.length ? first.length - 13 : 0);
    expect(second?.subarray(13, 200).equals(first?.subarray(13, 200) ?? Buffer.alloc(0))).toBe(false);
    // The same random: no other keys are made.
    expect(second?.subarray(27, 59).equals(first?.subarray(27, 59) ?? Buffer.alloc(0))).toBe(true);
  });

  it('says its last flight again when the browser did not hear it, and no more often than every 40 ms', () => {
    let lost = true;
    const it = meet({ pause: 10 }, () => [1]);
    const receive = it.client.receive.bind(it.client);
    it.client.receive = (data) => {
      const last = data[0] === 20;
      if (!last || !lost) receive(data);
    };
    it.clock.advance(200);
    expect([it.events[0]?.type, it.client.connected]).toEqual(['connected', false]);
    const last = it.fromServer.filter(({ data }) => data[0] === 20).map(({ at }) => at);
    expect(last.length).toBeGreaterThan(2);
    expect(Math.min(...last.slice(1).map((at, i) => at - (last[i] ?? 0)))).toBeGreaterThanOrEqual(40);
    lost = false;
    it.clock.advance(2_000);
    expect([it.done(), it.keysFit(), it.events.length]).toEqual([true, true, 1]);
  });
});

describe('a browser it does not take', () => {
  const ended = (habits: Partial<ClientHabits>) => {
    const it = meet(habits);
    it.clock.advance(30);
    const [event] = it.events;
    it.client.stop();
    return { reason: event?.type === 'failed' ? event.reason : event?.type, alerts: it.client.alerts, pending: it.clock.pending };
  };
  const edit = (from: string, to: string) => ({ hello: (body: Buffer) => Buffer.from(body.toString('hex').replace(from, to), 'hex') });

  it.each([
    ['a certificate of somebody else', () => ({ identity: { certificate: own.certificate, key: browser.key } }), 'the browser did not prove that the certificate is its own', '2 51'],
    ['another Finished than what was said', () => ({ misheard: true }), 'the browser heard something else than we said', '2 51'],
    ['no suite of ours', () => edit('0006c02b', '0006c02c'), 'the browser has no cipher suite, curve or signature of ours', '2 40'],
    ['no curve of ours', () => edit('001d0017', '001d0018'), 'the browser has no cipher suite, curve or signature of ours', '2 40'],
    ['no profile of ours', () => edit('000700010002', '000800050002'), 'the browser agreed on no SRTP profile', '2 40'],
    ['DTLS 1.0', () => edit('fefd', 'feff'), 'the browser knows no DTLS 1.2', '2 70'],
    ['a cut hello', () => ({ hello: (body: Buffer) => body.subarray(0, 60) }), 'the hello of the browser is damaged', '2 50'],
  ])('%s', (_, habits, reason, alert) => {
    expect(ended(habits())).toEqual({ reason, alerts: [alert], pending: 0 });
  });
});

describe('afterwards', () => {
  it('hears the good-bye of the browser, and says its own', () => {
    const one = meet();
    one.clock.advance(20);
    one.client.goodBye();
    one.clock.advance(5);
    expect(one.events.map(({ type }) => type)).toEqual(['connected', 'closed']);
    const two = meet();
    two.clock.advance(20);
    two.server.close();
    two.server.close();
    expect(two.fromServer.map(({ data }) => data[0])).toEqual([22, 20, 21]);
  });

  it('takes no new hello, no open alert and no rubbish', () => {
    const it = meet();
    it.clock.advance(20);
    const forged = Buffer.from(it.fromServer[1]?.data.subarray(14) ?? []);
    for (const data of [it.fromClient[0] ?? Buffer.alloc(0), Buffer.from('15fefd000000000000000900020228', 'hex'), Buffer.alloc(40, 22), forged]) expect(it.server.receive(data)).toBe(false);
    expect([it.events.length, it.fromServer.length]).toEqual([1, 2]);
  });
});
