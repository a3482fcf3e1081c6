import { Fault } from '#core';
import type { ListenOptions } from './options.ts';
import type { Board } from './switchboard/board.ts';
import { onArrival } from './switchboard/inbound/network-in.ts';
import type { Arrival } from './transport/port.ts';
import { openTcp } from './transport/tcp-transport.ts';
import { openUdp } from './transport/udp-transport.ts';
import { openWs, type WsOptions } from './transport/websocket/ws-transport.ts';

type Opened = { close(): Promise<void> }[];

/** Opens every listener for SIP; what is open stands in `opened`, also when a later one cannot be had (then it rejects). */
export async function listenForSip(board: Board, listen: ListenOptions, opened: Opened, guarded: (work: () => void) => void): Promise<void> {
  const arrived = (arrival: Arrival) => guarded(() => onArrival(board, arrival));
  const limits = { ...board.limits, silentMs: 30_000, idleMs: 7_200_000, connectMs: 8_000 };
  const localFor = (remote: string) => board.own.for(remote);
  await openPair(board, listen, { host: listen.host, localFor, arrived }, limits, opened);
  const common = { localFor, arrived, timers: board.timers, limits };
  const open = async (options: Pick<WsOptions, 'host' | 'port' | 'isPipe' | 'tls'>) => {
    const transport = await openWs({ ...common, ...options });
    opened.push(transport);
    board.websockets.push(transport);
    return transport;
  };
  const { host, wsPort, wss, pipe } = listen;
  if (wsPort !== undefined) await open({ host, port: wsPort, isPipe: false });
  if (wss) await open({ host, port: wss.port, isPipe: false, tls: wss }).catch(explainTls);
  if (pipe) board.pipe = await open({ host: pipe.host ?? '127.0.0.1', port: pipe.port, isPipe: true });
}

type Common = Pick<WsOptions, 'host' | 'localFor' | 'arrived'>;

/** UDP and TCP. Two free ports of the same number may take a few tries; after that they may differ. */
async function openPair(board: Board, listen: ListenOptions, common: Common, limits: WsOptions['limits'], opened: Opened): Promise<void> {
  const { udpPort = 0, tcpPort = udpPort } = listen;
  for (let tries = 4; ; tries--) {
    const udp = udpPort === false ? undefined : await openUdp({ ...common, port: udpPort });
    const sameNumber = tcpPort === 0 && udp && tries > 0 ? udp.port : tcpPort;
    try {
      board.tcp = sameNumber === false ? undefined : await openTcp({ ...common, port: sameNumber, timers: board.timers, limits });
      board.udp = udp;
    } catch (error) {
      await udp?.close();
      if (udpPort !== 0 || tcpPort !== 0 || tries === 0) throw error;
      continue;
    }
    break;
  }
  if (board.udp) opened.push(board.udp);
  if (board.tcp) opened.push(board.tcp);
}

/** What is no PEM makes the TLS library throw before anything listens; the rest is about ports. */
function explainTls(cause: unknown): never {
  if (typeof cause === 'object' && cause !== null && 'syscall' in cause) throw cause;
  const message = 'The certificate or key for SIP over wss cannot be read: both must be PEM and belong together. Correct or renew them.';
  throw new Fault('sip-server.bad-certificate', message, { cause });
}
