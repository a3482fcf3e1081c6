import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core';
import { FloodGuard } from './flood-guard.ts';
import { HostNames } from './host-names.ts';
import { hopOf } from './next-hop.ts';
import { OwnAddresses } from './own-addresses.ts';
import { frameStream, MessageStream } from './tcp-framing.ts';

const LIMITS = { headBytes: 200, bodyBytes: 50 };
const message = (body: string, length = `Content-Length: ${body.length}`) => `OPTIONS sip:a SIP/2.0\r\n${length}\r\n\r\n${body}`;

describe('a TCP stream', () => {
  it('is cut into messages wherever the segments end', () => {
    const stream = message('one') + message('') + message('three');
    for (let cut = 1; cut < stream.length; cut += 3) {
      const first = frameStream(stream.slice(0, cut), LIMITS);
      const second = frameStream(first.rest + stream.slice(cut), LIMITS);
      expect([...first.messages, ...second.messages]).toEqual([message('one'), message(''), message('three')]);
    }
  });

  it('yields the same messages when it drips', () => {
    const stream = new MessageStream(LIMITS);
    const sent = `\r\n\r\n${message('one')}${message('')}\r\n${message('three')}`;
    const framed = [...sent].map((byte) => stream.take(byte));
    expect(framed.flatMap(({ messages }) => messages)).toEqual([message('one'), message(''), message('three')]);
    expect(framed.reduce((pings, one) => pings + one.pings, 0)).toBe(1);
    expect(framed.at(-1)?.lost).toBeUndefined();
  });

  it('that drips byte by byte costs little, however large the message is', () => {
    const stream = new MessageStream({ headBytes: 65_536, bodyBytes: 196_608 });
    const sent = message('v'.repeat(60_000), `${'X: y\r\n'.repeat(9_000)}l: 60000`);
    const before = process.cpuUsage().user;
    expect([...sent].flatMap((byte) => stream.take(byte).messages)).toEqual([sent]);
    expect(process.cpuUsage().user - before).toBeLessThan(3_000_000);
  });

  it('counts keep-alives and ignores single blank lines between messages', () => {
    expect(frameStream(`\r\n\r\n${message('')}`, LIMITS)).toEqual({ messages: [message('')], pings: 1, rest: '', wanted: 0 });
    expect(frameStream(`\r\n${message('')}`, LIMITS)).toEqual({ messages: [message('')], pings: 0, rest: '', wanted: 0 });
    expect(frameStream('\r\n', LIMITS)).toEqual({ messages: [], pings: 0, rest: '\r\n', wanted: 0 });
  });

  it.each([
    ['no Content-Length', message('', 'X: 1'), 400],
    ['two of them', message('', 'Content-Length: 0\r\nl: 0'), 400],
    ['a negative one', message('', 'Content-Length: -1'), 400],
    ['a body beyond the limit', message('', 'Content-Length: 51'), 413],
    ['a head beyond the limit', `OPTIONS sip:a SIP/2.0\r\nX: ${'x'.repeat(300)}`, 400],
  ])('is lost with %s', (_name, stream, status) => {
    expect(frameStream(stream, LIMITS).lost?.status).toBe(status);
  });

  it('does not take a header value for a Content-Length', () => {
    expect(frameStream('OPTIONS sip:a SIP/2.0\r\nX: Content-Length: 9\r\nl: 0\r\n\r\n', LIMITS).messages.length).toBe(1);
  });
});

describe('the flood guard', () => {
  it('lets a burst through, then the rate, for each source apart', () => {
    const guard = new FloodGuard({ rate: 10, burst: 3, sources: 100 });
    expect([1, 2, 3, 4].map(() => guard.admit('a', 0))).toEqual([true, true, true, false]);
    expect(guard.admit('b', 0)).toBe(true);
    expect([guard.admit('a', 100), guard.admit('a', 100)]).toEqual([true, false]);
  });

  it('charges what a request weighs', () => {
    const guard = new FloodGuard({ rate: 10, burst: 10, sources: 100 });
    expect([guard.admit('a', 0, 8), guard.admit('a', 0, 3), guard.admit('a', 0, 2), guard.admit('a', 0)]).toEqual([true, false, true, false]);
  });

  it('remembers only so many sources', () => {
    const guard = new FloodGuard({ rate: 1, burst: 1, sources: 2 });
    guard.admit('a', 0);
    expect(guard.admit('a', 0)).toBe(false);
    guard.admit('b', 0);
    guard.admit('c', 0);
    expect(guard.admit('a', 0)).toBe(true);
  });
});

describe('the next hop', () => {
  it('comes from the URI', () => {
    expect(hopOf('sip:a@10.0.0.1')).toEqual({ protocol: 'udp', host: '10.0.0.1', port: 5060 });
    expect(hopOf('sip:a@10.0.0.1:5070;transport=tcp')).toEqual({ protocol: 'tcp', host: '10.0.0.1', port: 5070 });
  });

  it.each(['sips:a@b', 'tel:1', 'sip:a@b;transport=tls', 'sip:a@b;transport=sctp'])('does not exist for %s', (uri) => {
    expect(hopOf(uri)).toBeUndefined();
  });
});

describe('host names', () => {
  it('are asked for two at a time, each once; more are unknown until one of them is answered', async () => {
    const answers: Record<string, (address: string) => void> = {};
    const names = new HostNames((host) => new Promise((resolve) => (answers[host] = resolve)));
    const [slow, same, other] = [names.resolve('slow.example'), names.resolve('slow.example'), names.resolve('other.example')];
    expect(await names.resolve('third.example')).toMatchObject({ ok: false, fault: { code: 'sip-server.unknown-host' } });
    expect(await names.resolve('192.0.2.1')).toEqual({ ok: true, value: '192.0.2.1' });
    answers['slow.example']?.('192.0.2.7');
    expect(await Promise.all([slow, same])).toEqual([{ ok: true, value: '192.0.2.7' }, { ok: true, value: '192.0.2.7' }]);
    const third = names.resolve('third.example');
    answers['third.example']?.('192.0.2.8');
    answers['other.example']?.('192.0.2.9');
    expect([await third, await other]).toEqual([{ ok: true, value: '192.0.2.8' }, { ok: true, value: '192.0.2.9' }]);
  });

  it('that nobody knows are a fault', async () => {
    const names = new HostNames(() => Promise.reject(new Error('ENOTFOUND')));
    expect(await names.resolve('nobody.example')).toMatchObject({ ok: false, fault: { code: 'sip-server.unknown-host', retryable: true } });
  });
});

describe('our own address', () => {
  it('is the bound one, unless we listen everywhere', () => {
    const own = new OwnAddresses('10.1.2.3', undefined, new ManualClock());
    expect([own.for('8.8.8.8'), own.announced, own.everywhere]).toEqual(['10.1.2.3', '10.1.2.3', false]);
  });

  it('is loopback for loopback peers and the advertised one for strangers', () => {
    const own = new OwnAddresses('0.0.0.0', '198.51.100.7', new ManualClock());
    expect([own.for('127.0.0.1'), own.for('203.0.113.9')]).toEqual(['127.0.0.1', '198.51.100.7']);
  });
});
