import { type Log, type Result, silentLog, systemClock, systemRandom } from '#core';
import { startSipServer } from '#sip-server';

/** `host:controlPort:secret:sipPort[:wsPort]` of a running drachtio-server on loopback: then the room is tested on that one. */
const REAL = process.env['HUAWU_TEST_DRACHTIO'];
export const isRealServer = REAL !== undefined && REAL !== '';
/** False on a real server that was named without a port for WebSockets. */
export const hasWebsockets = !isRealServer || (REAL ?? '').split(':').length > 4;

/** The SIP server under the room: ours, on free ports, or a real drachtio-server that somebody started. */
export interface BenchServer {
  readonly controlPort: number;
  readonly secret: string;
  readonly udpPort: number;
  readonly tcpPort: number;
  /** 0 when the real one was named without. */
  readonly wsPort: number;
  /** What the server itself still holds; a real one does not say, so there only the room is asked. */
  dialogs(): number;
  close(): Promise<void>;
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw result.fault;
  return result.value;
}

export async function openBenchServer(log: Log = silentLog): Promise<BenchServer> {
  if (REAL) return realServer(REAL);
  const secret = systemRandom.hex(8);
  const listen = { host: '127.0.0.1', udpPort: 0, tcpPort: 0, wsPort: 0 };
  const server = valueOf(
    await startSipServer({ control: { port: 0, secret }, listen, clock: systemClock, random: systemRandom, log }),
  );
  const portOf = (transport: string) => Number(server.addresses.find((a) => a.startsWith(transport))?.split(':').at(-1));
  return {
    controlPort: server.controlPort,
    secret,
    udpPort: portOf('udp'),
    tcpPort: portOf('tcp'),
    wsPort: portOf('ws'),
    dialogs: () => server.counts().dialogs,
    close: () => server.close(),
  };
}

function realServer(address: string): BenchServer {
  const [, controlPort, secret = '', sipPort, wsPort = 0] = address.split(':');
  return {
    controlPort: Number(controlPort),
    secret,
    udpPort: Number(sipPort),
    tcpPort: Number(sipPort),
    wsPort: Number(wsPort),
    dialogs: () => 0,
    close: () => Promise.resolve(),
  };
}
