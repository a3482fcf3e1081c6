import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Rig, SDP, until } from './testing/rig.ts';

const rig = new Rig();
afterEach(() => rig.closeAll());

const MESSAGES: { name: string; kind: string; base64: string }[] = JSON.parse(
  readFileSync(new URL('message/torture/messages.json', import.meta.url), 'utf8'),
);

/** The answer of the whole server to each request of RFC 4475 that its application does not answer with 200 or 486. */
const REFUSED: Readonly<Record<string, string>> = {
  baddn: '400', badinv01: '400', badvers: '505', clerr: '400', esc02: '501', insuf: '400', intmeth: '501', ltgtruri: '400',
  lwsruri: '400', lwsstart: '400', mcl01: '400', mismatch01: '400', mismatch02: '400', multi01: '400', ncl: '400',
  novelsc: '416', quotbal: '400', regbadct: '400', scalar02: '400', trws: '400', unkscm: '416', wsinv: '481',
};

describe('the torture messages of RFC 4475 over UDP', () => {
  it('are answered one by one, and nothing reaches the application that its parser would drop', async () => {
    const dropped = vi.spyOn(console, 'error').mockImplementation(() => {});
    const server = await rig.server({ limits: { refusalsPerSecond: 1_000 }, timers: { t1: 20, t2: 160, t4: 200 } });
    const reached: string[] = [];
    await rig.app(server, (srf) => {
      for (const method of ['invite', 'register', 'options', 'message']) {
        srf.use(method, (req, res) => {
          reached.push(req.method);
          res.send(method === 'invite' ? 486 : 200);
        });
      }
    });
    const answers: Record<string, string> = {};
    const requests = MESSAGES.filter((message) => message.kind === 'request');
    for (const { name, base64 } of requests) {
      const peer = await rig.peer(server);
      peer.send(Buffer.from(base64, 'base64'));
      const answer = await peer.next('SIP/2.0 ', 3_000, (seen) => !seen.startLine.startsWith('SIP/2.0 100'));
      answers[name] = answer.startLine.slice(8, 11);
    }
    const refused = Object.fromEntries(Object.entries(answers).filter(([, status]) => status !== '200' && status !== '486'));
    expect(refused).toEqual(REFUSED);
    expect(reached.length).toBe(requests.length - Object.keys(REFUSED).length);
    expect(dropped.mock.calls).toEqual([]);
    dropped.mockRestore();
    // Responses that nobody asked for are swallowed (RFC 3261 §18.1.2), and calls still work.
    const peer = await rig.peer(server);
    for (const { base64 } of MESSAGES.filter((message) => message.kind === 'response')) peer.send(Buffer.from(base64, 'base64'));
    peer.request('INVITE', { sdp: SDP });
    await peer.next('SIP/2.0 486');
    await until(() => server.counts().transactions === 0);
  });
});
