import Srf from 'drachtio-srf';
import { type Clock, silentLog, sleep, systemClock, systemRandom } from '#core';
import { type SipServer, type SipServerOptions, startSipServer } from '../index.ts';
import { openPeer, type Peer } from './udp-peer.ts';

export const SDP =
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 30000 RTP/AVP 0\r\na=sendrecv\r\n';

/** What a system test opened; `closeAll` goes into its `afterEach`. */
export class Rig {
  readonly #open: { close(): unknown }[] = [];

  async server(options: Partial<SipServerOptions> = {}): Promise<SipServer> {
    const started = await startSipServer({
      control: { port: 0, secret: 'secret' },
      listen: { host: '127.0.0.1' },
      clock: systemClock,
      random: systemRandom,
      log: silentLog,
      ...options,
    });
    if (!started.ok) throw started.fault;
    this.#open.push(started.value);
    return started.value;
  }

  /** An application on the unmodified drachtio-srf. `routes` are set before it connects, so they are known at once. */
  async app(server: SipServer, routes: (srf: Srf) => void = () => {}): Promise<Srf> {
    const srf = new Srf();
    routes(srf);
    void srf.connect({ host: '127.0.0.1', port: server.controlPort, secret: 'secret' });
    await new Promise<void>((resolve, reject) => {
      srf.on('connect', (error: Error | null) => (error ? reject(error) : resolve()));
      srf.on('error', () => {});
    });
    let connected = true;
    const disconnect = srf.disconnect.bind(srf);
    // drachtio-srf throws when told twice.
    srf.disconnect = () => {
      if (connected) disconnect();
      connected = false;
    };
    this.#open.push({ close: () => srf.disconnect() });
    // The `route` frames leave right after the connect event.
    await sleep(systemClock, 60);
    return srf;
  }

  async peer(server: SipServer): Promise<Peer> {
    const peer = await openPeer(portOf(server));
    this.#open.push(peer);
    return peer;
  }

  async closeAll(): Promise<void> {
    for (const one of this.#open.splice(0).reverse()) await one.close();
  }
}

export const portOf = (server: SipServer): number => Number(server.addresses[0]?.split(':')[1]);

/** A clock that runs `factor` times as fast as the wall's. */
export function fastClock(factor: number): Clock {
  return {
    now: () => systemClock.now() * factor,
    wall: () => systemClock.wall(),
    after: (delay, fn) => systemClock.after(delay / factor, fn),
    every: (period, fn) => systemClock.every(period / factor, fn),
  };
}

/** Waits until `check` is true, at most 20 s. */
export async function until(check: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    if (check()) return;
    await sleep(systemClock, 20);
  }
  throw new Error('still not so after 20 s');
}
