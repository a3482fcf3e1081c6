import { type Log, silentLog, systemClock, systemRandom } from '#core';

import { type SipAccount, type SipLimits, type TrunkAccount, connectSip } from '../index.ts';
import { openBenchServer, valueOf } from './bench-server.ts';
import { openCuttableRelay } from './cuttable-relay.ts';
import { RawPeer } from './raw-peer.ts';

export { hasWebsockets, isRealServer, valueOf } from './bench-server.ts';

export interface BenchOptions {
  readonly limits?: Partial<SipLimits>;
  readonly log?: Log;
  /** Further accounts, asked for at each check. */
  readonly logins?: SipAccount[];
  readonly trunk?: () => TrunkAccount | undefined;
}

/** The room on a SIP server (`bench-server.ts`), and peers to talk to them. */
export async function openBench({ logins = [], limits = {}, log = silentLog, trunk = () => undefined }: BenchOptions = {}) {
  const common = { clock: systemClock, random: systemRandom, log };
  const server = await openBenchServer(log);
  const relay = await openCuttableRelay(server.controlPort);
  const sip = valueOf(
    await connectSip({
      control: { host: '127.0.0.1', port: relay.port, secret: server.secret },
      realm: 'huawu',
      accounts: () => [
        { user: '1001', password: 'secret-1' },
        { user: '1002', password: 'secret-2' },
        ...logins,
      ],
      acceptsNumber: (user) => user === '4000',
      trunk,
      // Calls a test leaves open need not be mourned for long.
      limits: { closeMs: 100, ...limits },
      ...common,
    }),
  );
  const peers: RawPeer[] = [];
  const opened = (peer: RawPeer) => {
    peers.push(peer);
    return peer;
  };
  return {
    sip,
    server,
    control: { port: relay.port, secret: server.secret },
    /** Applications connected to the server. */
    connections: () => relay.connections(),
    /** Breaks the connection between room and server once. */
    cutControl: () => relay.cut(),
    udp: async () => opened(await RawPeer.openUdp(server.udpPort)),
    tcp: async () => opened(await RawPeer.openTcp(server.tcpPort)),
    /** A page that is called `name`, the same one again on a new connection. */
    page: async (name: string) => opened(await RawPeer.openWs(`ws://127.0.0.1:${server.wsPort}`, name)),
    async close() {
      await sip.close();
      relay.close();
      await server.close();
      for (const peer of peers) peer.close();
    },
  };
}

export type Bench = Awaited<ReturnType<typeof openBench>>;

/** Waits until `isSo`, 20 s at most. */
export async function until(isSo: () => boolean, what: string, atMostMs = 20_000): Promise<void> {
  for (let i = 0; i < atMostMs / 10; i++) {
    if (isSo()) return;
    await new Promise((resolve) => systemClock.after(10, () => resolve(undefined)));
  }
  throw new Error(`never happened: ${what}`);
}
