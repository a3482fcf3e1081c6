/** The SIP room on a line within the process, as `npm start` has it: no socket between drachtio-srf and the server. */
import { seededRandom, silentLog, systemClock, systemRandom } from '#core';
import { startSipServer } from '#sip-server';
import { afterEach, expect, test } from 'vitest';

import { type Leg, connectSip } from './index.ts';
import { bodyOf, headerOf, RawPeer, SDP } from './testing/raw-peer.ts';
import { RawCall } from './testing/raw-phone.ts';
import { until, valueOf } from './testing/sip-bench.ts';

const opened: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function openBoth(secret = 'secret') {
  const listen = { host: '127.0.0.1', udpPort: 0, tcpPort: false } as const;
  const server = valueOf(
    await startSipServer({ control: { port: false, secret: 'secret' }, listen, clock: systemClock, random: systemRandom, log: silentLog }),
  );
  opened.push(() => server.close());
  const sip = await connectSip({
    control: { host: 'this process', port: 0, secret, line: (application) => server.attach(application) },
    realm: 'huawu', accounts: () => [], acceptsNumber: () => true,
    clock: systemClock, random: seededRandom(1), log: silentLog, limits: { connectMs: 400 },
  });
  return { server, sip };
}

async function openPeer(addresses: readonly string[]): Promise<RawPeer> {
  const peer = await RawPeer.openUdp(Number(addresses[0]?.split(':').at(-1)));
  opened.push(() => peer.close());
  return peer;
}

test('a call comes, is answered and ends, its texts beyond ASCII untouched; no port waits for applications', async () => {
  const both = await openBoth();
  const sip = valueOf(both.sip);
  expect(sip.addresses).toEqual(both.server.addresses);
  expect(both.server.controlPort).toBe(0);
  const peer = await openPeer(sip.addresses);
  const legs: Leg[] = [];
  const names: string[] = [];
  sip.incoming.once((incoming) => {
    names.push(incoming.offer);
    void incoming.answer(`${SDP}s=话务 ✓\r\n`).then((result) => result.ok && legs.push(result.value));
  });
  const call = new RawCall(peer, '4000');
  call.invite({}, `${SDP}i=客服\r\n`);
  const ok = await peer.next(/ 200 /);
  expect(bodyOf(ok)).toBe(`${SDP}s=话务 ✓\r\n`);
  expect(headerOf(ok, 'Content-Length')).toBe(String(Buffer.byteLength(bodyOf(ok))));
  call.ack(ok);
  await until(() => legs.length === 1, 'the call is up');
  expect(names.join()).toContain('客服');
  legs[0]?.hangUp({ code: 16, text: 'done' });
  await peer.next(/^BYE /);
  await sip.close();
  await until(() => both.server.counts().apps === 0, 'the server sees the application leave');
});

test('a server that closes is noticed like a broken connection', async () => {
  const { server, sip } = await openBoth();
  const room = valueOf(sip);
  expect(room.isConnected).toBe(true);
  await server.close();
  await until(() => !room.isConnected, 'the line is down');
  await room.close();
});

test('a wrong secret is refused here, too', async () => {
  const { sip, server } = await openBoth('wrong');
  expect(sip.ok ? '' : sip.fault.code).toBe('sip.control-refused');
  expect(server.counts().apps).toBe(0);
});
