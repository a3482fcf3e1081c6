/** Calls to numbers outside: another telephone network plays the trunk. */
import { createHash } from 'node:crypto';
import { Scope } from '#core';
import { afterEach, beforeEach, expect, test } from 'vitest';

import type { TrunkAccount } from './index.ts';
import { type RawPeer, SDP, headerOf } from './testing/raw-peer.ts';
import { type Bench, openBench } from './testing/sip-bench.ts';

let bench: Bench;
let trunk: TrunkAccount | undefined;
let peer: RawPeer;
beforeEach(async () => {
  bench = await openBench({ trunk: () => trunk });
  peer = await bench.udp();
  trunk = { uri: `sip:127.0.0.1:${peer.port}`, username: 'huawu', password: 'secret' };
});
afterEach(() => bench.close());

const dial = (number: string, scope = new Scope()) => bench.sip.dial({ account: '', number, sdp: SDP, from: { user: '4000', display: '' }, timeoutMs: 5_000 }, scope);
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

test.each([
  ['407 Proxy Authentication Required', 'Proxy-Authenticate', 'Proxy-Authorization'],
  ['401 Unauthorized', 'WWW-Authenticate', 'Authorization'],
])('a number is called at the trunk, which asks who we are (%s)', async (status, challenge, answer) => {
  const call = dial('+8613800138000');
  const first = await peer.next(/^INVITE /);
  const uri = `sip:+8613800138000@127.0.0.1:${peer.port}`;
  expect(first.split('\r\n')[0]).toBe(`INVITE ${uri} SIP/2.0`);
  peer.respond(first, status, { headers: { [challenge]: 'Digest realm="trunk", nonce="n1"' } });
  const second = await peer.next(/^INVITE /);
  const response = /response="([0-9a-f]+)"/.exec(headerOf(second, answer))?.[1];
  expect(response).toBe(md5(`${md5('huawu:trunk:secret')}:n1:${md5(`INVITE:${uri}`)}`));
  peer.respond(second, '200 OK', { headers: { Contact: peer.contact }, body: SDP });
  const outcome = await call.outcome;
  expect(outcome.ok && [outcome.leg.remoteSdp, outcome.leg.remoteAddress]).toEqual([SDP, '127.0.0.1']);
  if (outcome.ok) outcome.leg.hangUp({ code: 200, text: 'over' });
  peer.respond(await peer.next(/^BYE /), '200 OK');
});

test('a wrong password is asked for once, and told as the refusal that it is', async () => {
  const call = dial('10086');
  for (const nonce of ['n1', 'n2']) peer.respond(await peer.next(/^INVITE /), '407 Proxy Authentication Required', { headers: { 'Proxy-Authenticate': `Digest realm="trunk", nonce="${nonce}"` } });
  expect(await call.outcome).toMatchObject({ ok: false, cause: { code: 407, by: 'remote' } });
});

test('busy is busy; the number of the trunk is shown where it has one', async () => {
  trunk = { uri: `sip:127.0.0.1:${peer.port}`, number: '02150001' };
  const call = dial('10086');
  const invite = await peer.next(/^INVITE /);
  expect(headerOf(invite, 'From')).toContain('sip:02150001@');
  peer.respond(invite, '486 Busy Here');
  expect(await call.outcome).toMatchObject({ ok: false, cause: { code: 486 } });
});

test('without a trunk no number is called', async () => {
  trunk = undefined;
  expect(await dial('10086').outcome).toMatchObject({ ok: false, cause: { code: 480, text: 'no trunk takes this number' } });
  expect(bench.sip.trunk).toBeUndefined();
});
