import { Fault, failed, ok, type Result } from '#core';
import { ControlServer } from './control/control-server.ts';
import { DEFAULT_LIMITS, DEFAULT_TIMERS, type SipServerOptions } from './options.ts';
import { onAppGone } from './switchboard/app-gone.ts';
import { onAppFrame } from './switchboard/outbound/app-request.ts';
import { type Board, emptyTables } from './switchboard/board.ts';
import { MalformedTally } from './switchboard/inbound/malformed-tally.ts';
import { onArrival } from './switchboard/inbound/network-in.ts';
import { TimerBank } from './transaction/timer-bank.ts';
import { OwnAddresses } from './transport/own-addresses.ts';
import { openTcp } from './transport/tcp-transport.ts';
import { openUdp } from './transport/udp-transport.ts';

/** Things alive in the server; all zero when idle, apart from connections and applications. */
export interface SipServerCounts {
  readonly transactions: number;
  readonly dialogs: number;
  readonly connections: number;
  readonly timers: number;
  readonly apps: number;
}

/** A running SIP server. */
export interface SipServer {
  readonly controlPort: number;
  /** `udp/127.0.0.1:5060`, `tcp/127.0.0.1:5060`. */
  readonly addresses: readonly string[];
  counts(): SipServerCounts;
  /** Stops at once: sockets closed, timers ended, calls forgotten without a word. */
  close(): Promise<void>;
}

/** drachtio-srf reads `vMAJOR.MINOR.PATCH` and pings from v0.8.2 on; this is the version the protocol was taken from. */
const PROTOCOL_VERSION = 'v0.9.10';

/**
 * Starts the SIP server: listens for SIP on UDP and TCP, and for applications on the control port.
 * Faults: `sip-server.port-in-use`, `sip-server.cannot-listen`.
 */
export async function startSipServer(options: SipServerOptions): Promise<Result<SipServer>> {
  const board = createBoard(options);
  const opened: { close(): Promise<void> }[] = [];
  const undo = async (fault: Fault) => {
    for (const one of opened) await one.close();
    board.timers.close();
    return failed(fault);
  };
  try {
    await listenForSip(board, options, opened);
  } catch (cause) {
    return undo(listenFault(cause, 'SIP', options.listen.host));
  }
  try {
    const control = await openControl(board, options);
    opened.push(control);
    return ok(running(board, control, opened));
  } catch (cause) {
    return undo(listenFault(cause, 'applications (control port)', options.control.host ?? '127.0.0.1'));
  }
}

function createBoard(options: SipServerOptions): Board {
  const { clock, random, log } = options;
  const times = { ...DEFAULT_TIMERS, ...options.timers };
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  return {
    ...emptyTables(limits),
    clock,
    random,
    log,
    timers: new TimerBank(clock),
    values: times,
    waits: times,
    limits,
    own: new OwnAddresses(options.listen.host, options.advertise, clock),
    malformed: new MalformedTally(clock, log),
    udp: undefined,
    tcp: undefined,
  };
}

async function listenForSip(board: Board, options: SipServerOptions, opened: { close(): Promise<void> }[]): Promise<void> {
  const { host, udpPort = 0, tcpPort = udpPort } = options.listen;
  const localFor = (remote: string) => board.own.for(remote);
  const arrived = (arrival: Parameters<typeof onArrival>[1]) => guarded(board, () => onArrival(board, arrival));
  const limits = { ...board.limits, silentMs: 30_000, idleMs: 7_200_000, connectMs: 8_000 };
  const common = { host, localFor, arrived };
  // Two free ports of the same number may take a few tries; after that they may differ.
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

function openControl(board: Board, options: SipServerOptions): Promise<ControlServer> {
  return ControlServer.open({
    host: options.control.host ?? '127.0.0.1',
    port: options.control.port,
    secret: options.control.secret,
    clock: board.clock,
    timers: board.timers,
    random: board.random,
    log: board.log,
    frameBytes: board.limits.frameBytes,
    routes: board.routes,
    welcome: () => `${hostPorts(board, board.own.announced)}|${PROTOCOL_VERSION}|${hostPorts(board, board.own.local)}`,
    sip: (app, command) => guarded(board, () => onAppFrame(board, app, command)),
    gone: (app) => guarded(board, () => onAppGone(board, app)),
  });
}

/** A bug in one call must not take the others along. */
function guarded(board: Board, work: () => void): void {
  try {
    work();
  } catch (error) {
    board.log.error('internal error in the SIP server; one message was lost', { error });
  }
}

const hostPorts = (board: Board, host: string): string =>
  [board.tcp, board.udp].flatMap((t) => (t ? [`${t.protocol}/${host}:${t.port}`] : [])).join(',');

function running(board: Board, control: ControlServer, opened: { close(): Promise<void> }[]): SipServer {
  let closing: Promise<void> | undefined;
  return {
    controlPort: control.port,
    addresses: [board.udp, board.tcp].flatMap((t) => (t ? [`${t.protocol}/${board.own.announced}:${t.port}`] : [])),
    counts: () => ({
      transactions: board.incoming.size + board.outgoing.size,
      dialogs: board.dialogs.size,
      connections: board.tcp?.connections ?? 0,
      timers: board.timers.active,
      apps: control.apps,
    }),
    close: () => (closing ??= closeAll(board, opened)),
  };
}

async function closeAll(board: Board, opened: { close(): Promise<void> }[]): Promise<void> {
  for (const one of [...opened].reverse()) await one.close();
  for (const { transaction } of board.incoming.values()) transaction.drop();
  for (const { transaction } of board.outgoing.values()) transaction.drop();
  board.dialogs.clear();
  board.timers.close();
}

function listenFault(cause: unknown, what: string, host: string): Fault {
  const { code = 'unknown error', port } = cause as NodeJS.ErrnoException & { port?: number };
  const place = port === undefined ? host : `${host} port ${port}`;
  if (code === 'EADDRINUSE') {
    const message = `Cannot listen for ${what} on ${place}: the port is in use. Stop the other program or choose another port.`;
    return new Fault('sip-server.port-in-use', message, { cause });
  }
  const message = `Cannot listen for ${what} on ${place} (${code}). Check that the address belongs to this machine and the port may be used.`;
  return new Fault('sip-server.cannot-listen', message, { cause });
}
