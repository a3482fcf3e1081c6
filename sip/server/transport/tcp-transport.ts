import { connect, createServer, type Socket } from 'node:net';
import type { TimerBank } from '../transaction/timer-bank.ts';
import type { Arrival, Flow, Transport } from './port.ts';
import { tcpFlow } from './tcp-connection.ts';

export interface TcpOptions {
  readonly host: string;
  readonly port: number;
  readonly localFor: (remote: string) => string;
  readonly arrived: (arrival: Arrival) => void;
  readonly timers: TimerBank;
  readonly limits: TcpLimits;
}

export interface TcpLimits {
  readonly headBytes: number;
  readonly bodyBytes: number;
  /** Connections in all, and from one address. */
  readonly connections: number;
  readonly connectionsPerSource: number;
  readonly silentMs: number;
  readonly idleMs: number;
  readonly connectMs: number;
}

/** Adapter: the TCP listener and all connections, incoming and outgoing, found again by remote address and port. */
export async function openTcp(options: TcpOptions): Promise<Transport> {
  const flows = new Map<string, { flow: Flow; socket: Socket }>();
  const perSource = new Map<string, number>();
  let port = options.port;

  const adopt = (socket: Socket, address: string, remotePort: number): Flow => {
    const key = `${address}:${remotePort}`;
    perSource.set(address, (perSource.get(address) ?? 0) + 1);
    const flow = tcpFlow(socket, address, remotePort, {
      localAddress: options.localFor(address),
      localPort: port,
      limits: options.limits,
      timers: options.timers,
      silentMs: options.limits.silentMs,
      idleMs: options.limits.idleMs,
      arrived: options.arrived,
      closed: () => {
        if (flows.get(key)?.socket === socket) flows.delete(key);
        const left = (perSource.get(address) ?? 1) - 1;
        if (left > 0) perSource.set(address, left);
        else perSource.delete(address);
      },
    });
    flows.set(key, { flow, socket });
    return flow;
  };

  const server = createServer({ noDelay: true }, (socket) => {
    const address = plain(socket.remoteAddress);
    const tooMany = flows.size >= options.limits.connections;
    if (address === '' || tooMany || (perSource.get(address) ?? 0) >= options.limits.connectionsPerSource) {
      socket.destroy();
      return;
    }
    adopt(socket, address, socket.remotePort ?? 0);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: options.host, port: options.port, exclusive: true }, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  server.on('error', () => {});
  const bound = server.address();
  if (bound !== null && typeof bound === 'object') port = bound.port;

  return {
    protocol: 'tcp',
    port,
    get connections() {
      return flows.size;
    },
    flowTo(address, remotePort) {
      const known = flows.get(`${address}:${remotePort}`);
      if (known?.flow.alive) return known.flow;
      const socket = connect({ host: address, port: remotePort, noDelay: true });
      const giveUp = options.timers.after(options.limits.connectMs, () => socket.destroy());
      socket.once('connect', () => giveUp.cancel());
      socket.once('close', () => giveUp.cancel());
      return adopt(socket, address, remotePort);
    },
    close: () =>
      new Promise((resolve) => {
        for (const { socket } of flows.values()) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** IPv4 addresses come as ::ffff:a.b.c.d from a dual-stack listener. */
const plain = (address: string | undefined): string =>
  address === undefined ? '' : address.startsWith('::ffff:') ? address.slice(7) : address;
