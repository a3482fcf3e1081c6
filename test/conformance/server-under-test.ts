import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { type Clock, silentLog, systemClock, systemRandom } from '#core';
import { startSipServer } from '#sip-server';
import type { Target } from './replay/replay.ts';

const LOOPBACK = '127.0.0.1';

export interface ServerUnderTest extends Target {
  close(): Promise<void>;
}

/** Our own server on free ports of loopback; its clock runs `1 / pace` times as fast as the wall's. */
export async function startOwnServer(pace: number): Promise<ServerUnderTest> {
  const port = await freePort();
  const started = await startSipServer({
    control: { port: 0, secret: 'conformance' },
    listen: { host: LOOPBACK, udpPort: port, tcpPort: port },
    clock: scaledClock(pace),
    random: systemRandom,
    log: silentLog,
  });
  if (!started.ok) throw started.fault;
  const { controlPort, close } = started.value;
  return { controlPort, sipPort: port, secret: 'conformance', pace, close: () => close.call(started.value) };
}

/** `host:controlPort:secret:sipPort` of a running drachtio-server on loopback. */
export function realServer(address: string): ServerUnderTest {
  const [, controlPort, secret = '', sipPort] = address.split(':');
  return { controlPort: Number(controlPort), sipPort: Number(sipPort), secret, pace: 1, close: () => Promise.resolve() };
}

function scaledClock(pace: number): Clock {
  return {
    now: () => systemClock.now() / pace,
    wall: () => systemClock.wall(),
    after: (delay, fn) => systemClock.after(delay * pace, fn),
    every: (period, fn) => systemClock.every(period * pace, fn),
  };
}

/** A number free for UDP and TCP alike: the recorded server had one port for both. */
async function freePort(): Promise<number> {
  for (;;) {
    const tcp = createServer().listen(0, LOOPBACK);
    await once(tcp, 'listening');
    const address = tcp.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const udp = createSocket('udp4').bind(port, LOOPBACK);
    const free = await Promise.race([once(udp, 'listening').then(() => true), once(udp, 'error').then(() => false)]);
    if (free) udp.close();
    tcp.close();
    await once(tcp, 'close');
    if (free) return port;
  }
}
