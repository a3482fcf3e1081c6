import { type Log, seededRandom, silentLog, systemClock } from '#core';
import { afterEach, expect, test } from 'vitest';

import { type Leg, connectSip } from './index.ts';
import { SDP, bodyOf } from './testing/raw-peer.ts';
import { RawCall } from './testing/raw-phone.ts';
import { type Bench, openBench, until, valueOf } from './testing/sip-bench.ts';

let bench: Bench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

const connect = (port: number, secret: string) =>
  connectSip({
    control: { host: '127.0.0.1', port, secret },
    realm: 'huawu',
    accounts: () => [],
    acceptsNumber: () => true,
    clock: systemClock,
    random: seededRandom(1),
    log: silentLog,
    limits: { connectMs: 400 },
  });

test('the addresses the server listens on are known', async () => {
  bench = await openBench();
  const { udpPort, tcpPort, wsPort } = bench.server;
  const websocket = wsPort === 0 ? [] : [`ws/127.0.0.1:${wsPort}`];
  expect([...bench.sip.addresses].sort()).toEqual([`tcp/127.0.0.1:${tcpPort}`, `udp/127.0.0.1:${udpPort}`, ...websocket]);
});

test('a wrong secret is told as such, and not tried for ever', async () => {
  bench = await openBench();
  const refused = await connect(bench.control.port, 'wrong');
  expect(refused.ok ? '' : refused.fault.code).toBe('sip.control-refused');
  await until(() => bench?.connections() === 1, 'only the right one stays connected');
});

test('no server: told after the time to connect, and not tried for ever', async () => {
  bench = await openBench();
  const { port } = bench.control;
  await bench.close();
  bench = undefined;
  const before = timers();
  const result = await connect(port, 'x');
  expect(result.ok ? '' : result.fault.code).toBe('sip.control-unreachable');
  expect(timers() - before).toBeLessThanOrEqual(0);
});

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

test('an answer larger than a drachtio-server takes is refused before it wedges the connection', async () => {
  bench = await openBench();
  bench.sip.incoming.once((call) => {
    void call.answer(`${SDP}a=${'x'.repeat(12_000)}\r\n`).then((result) => faults.push(result.ok ? '' : result.fault.code));
  });
  const faults: string[] = [];
  const peer = await bench.udp();
  const call = new RawCall(peer, '4000');
  call.invite();
  call.ack(await peer.next(/ 500 /));
  expect(faults).toEqual(['sip.too-large']);
});

test.each([6_000, 10_000, 11_050])('an answer of %i bytes passes, and the connection goes on', async (bytes) => {
  bench = await openBench();
  const large = SDP.padEnd(bytes - 2, 'a=candidate:1 1 udp 1 127.0.0.1 9 typ host\r\n'.repeat(300)).concat('\r\n');
  const peer = await bench.tcp();
  for (const sdp of [large, SDP]) {
    bench.sip.incoming.once((incoming) => void incoming.answer(sdp));
    const call = new RawCall(peer, '4000');
    call.invite();
    const ok = await peer.next(/ 200 /);
    expect(bodyOf(ok)).toBe(sdp);
    call.ack(ok);
  }
});

test('a caller with a Call-ID of 700 characters can be hung up', async () => {
  bench = await openBench();
  bench.sip.incoming.once((incoming) => void incoming.answer(SDP).then((leg) => valueOf(leg).hangUp({ code: 200, text: 'bye' })));
  const peer = await bench.udp();
  const call = new RawCall(peer, '4000', 'caller', undefined, `c${'a'.repeat(699)}`);
  call.invite();
  call.ack(await peer.next(/ 200 /));
  peer.respond(await peer.next(/^BYE /), '200 OK');
});

test('a hundred calls ended in every way leave nothing behind', async () => {
  const errors: string[] = [];
  const log: Log = { ...silentLog, error: (message) => void errors.push(message) };
  bench = await openBench({ log });
  const legs: Leg[] = [];
  let arrived = 0;
  bench.sip.incoming.on((call) => {
    arrived += 1;
    call.ring();
    if (arrived % 4 === 0) return call.reject(486);
    if (arrived % 4 === 1) return;
    void call.answer(SDP).then((result) => {
      const leg = valueOf(result);
      legs.push(leg);
      if (arrived % 2 === 0) leg.hangUp({ code: 200, text: 'done' });
    });
  });
  for (let i = 0; i < 100; i++) {
    const peer = await bench.udp();
    const call = new RawCall(peer, '4000');
    call.invite();
    await peer.next(/ 180 /);
    if (i % 4 === 3) call.ack(await peer.next(/ 486 /));
    else if (i % 4 === 0) await cancelled(call);
    else await talked(call);
  }
  await until(() => Object.values(bench?.sip.counts() ?? {}).every((count) => count === 0), 'all counts at zero');
  expect([arrived, legs.length, legs.every((leg) => leg.isEnded), errors]).toEqual([100, 50, true, []]);
  expect(bench.server.dialogs()).toBe(0);
});

async function cancelled(call: RawCall): Promise<void> {
  call.cancel();
  call.ack(await call.peer.next(/ 487 /));
}

/** Answered; the side that speaks first ends it. */
async function talked(call: RawCall): Promise<void> {
  const { peer } = call;
  call.ack(await peer.next(/^SIP\/2\.0 200 /));
  const byed = peer.next(/^BYE /).then((bye) => peer.respond(bye, '200 OK'));
  const gone = peer.next(/^SIP\/2\.0 200 /);
  call.request('BYE');
  await Promise.race([byed, gone]);
  byed.catch(() => {});
  gone.catch(() => {});
}
