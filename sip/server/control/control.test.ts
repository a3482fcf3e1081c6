import { describe, expect, it } from 'vitest';
import { AttemptLimit, sameSecret } from './admission.ts';
import type { AppConnection } from './app-connection.ts';
import { frame, parseCommand, splitFrames } from './frame-codec.ts';
import { responseEcho, timeOfDay } from './meta.ts';
import { Routes } from './routes.ts';

describe('control frames', () => {
  it('are cut out wherever the segments end, also inside the digits', () => {
    const stream = frame('a|ping') + frame('b|route|invite') + frame('c|sip||\r\nX');
    for (let cut = 1; cut < stream.length; cut++) {
      const first = splitFrames(stream.slice(0, cut), 1_000);
      const second = splitFrames(first.rest + stream.slice(cut), 1_000);
      expect([...first.payloads, ...second.payloads]).toEqual(['a|ping', 'b|route|invite', 'c|sip||\r\nX']);
    }
  });

  it.each(['hello#', '1234567#xx', '#', '0#', '-1#x', '1001#', 'x'])('break the stream with %s', (stream) => {
    expect(splitFrames(stream, 1_000).broken).toBe(true);
  });

  it('keep empty tokens and split the body off at the first CRLF', () => {
    expect(parseCommand('id|sip||d;from-tag=1\r\nBYE sip:x SIP/2.0\r\n\r\n')).toEqual({
      id: 'id', verb: 'sip', tokens: ['', 'd;from-tag=1'], body: 'BYE sip:x SIP/2.0\r\n\r\n',
    });
  });

  it('echo a response with drachtio-srf’s eleven tokens', () => {
    const flow = { address: '10.0.0.2', port: 5070 } as Parameters<typeof responseEcho>[2];
    const wall = Date.UTC(2026, 0, 5, 15, 56, 8, 45);
    expect(timeOfDay(wall)).toBe('15:56:08.045000');
    expect(responseEcho(474, 'udp', flow, wall, 'txn', 'dlg')).toBe(
      'OK|application|474|udp|10.0.0.2|5070|15:56:08.045000|txn|dlg||Msg sent:|',
    );
  });
});

describe('routes', () => {
  const app = () => ({ verbs: new Set<string>(), alive: true }) as AppConnection & { alive: boolean };

  it('go round, and a repeated route earns no larger share', () => {
    const routes = new Routes();
    const [a, b] = [app(), app()];
    routes.add('invite', a);
    routes.add('invite', a);
    routes.add('invite', b);
    const chosen = [1, 2, 3, 4].map(() => (routes.choose('INVITE') === a ? 'a' : 'b'));
    expect(chosen).toEqual(['a', 'b', 'a', 'b']);
  });

  it('take back only the verb named', () => {
    const routes = new Routes();
    const a = app();
    routes.add('invite', a);
    routes.add('options', a);
    routes.remove('invite', a);
    expect([routes.choose('INVITE'), routes.choose('OPTIONS')]).toEqual([undefined, a]);
  });

  it('skip and forget dead applications', () => {
    const routes = new Routes();
    const [a, b] = [app(), app()];
    routes.add('invite', a);
    routes.add('invite', b);
    Object.assign(a, { alive: false });
    expect([routes.choose('INVITE'), routes.choose('INVITE')]).toEqual([b, b]);
    routes.forget(b);
    expect(routes.choose('INVITE')).toBeUndefined();
  });
});

describe('admission', () => {
  it('knows the secret', () => {
    expect([sameSecret('cymru', 'cymru'), sameSecret('cymr', 'cymru'), sameSecret('', 'cymru')]).toEqual([true, false, false]);
  });

  it('slows guessing down after five failures in a minute', () => {
    const limit = new AttemptLimit();
    expect([1, 2, 3, 4, 5, 6].map((n) => limit.failed(n))).toEqual([0, 0, 0, 0, 0, 1_000]);
    expect(limit.failed(70_000)).toBe(0);
  });
});
