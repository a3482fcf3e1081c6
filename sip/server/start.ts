import { Fault, failed, ok, type Result } from '#core';
import { ControlServer } from './control/control-server.ts';
import type { ControlLine, LineListener } from './control/line.ts';
import { listenForSip } from './listen.ts';
import { DEFAULT_LIMITS, DEFAULT_TIMERS, type SipServerOptions } from './options.ts';
import { onAppGone } from './switchboard/app-gone.ts';
import { onAppFrame } from './switchboard/outbound/app-request.ts';
import { type Board, emptyTables } from './switchboard/board.ts';
import { MalformedTally } from './switchboard/inbound/malformed-tally.ts';
import { TimerBank } from './transaction/timer-bank.ts';
import { OwnAddresses } from './transport/own-addresses.ts';
import type { Transport } from './transport/port.ts';

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
  /** Where applications connect; 0 when only those of this process may. */
  readonly controlPort: number;
  /** Port of the WebSocket listener for our web server, when one was asked for. */
  readonly pipePort: number | undefined;
  /** `udp/127.0.0.1:5060`, `tcp/127.0.0.1:5060`, `ws/127.0.0.1:8088`; the pipe's is not among them. */
  readonly addresses: readonly string[];
  counts(): SipServerCounts;
  /** Connects an application of this process without a socket. */
  attach(application: LineListener): ControlLine;
  /** Stops at once: sockets closed, timers ended, calls forgotten without a word. */
  close(): Promise<void>;
}

/** drachtio-srf reads `vMAJOR.MINOR.PATCH` and pings from v0.8.2 on; this is the version the protocol was taken from. */
const PROTOCOL_VERSION = 'v0.9.10';

/**
 * Starts the SIP server: listens for SIP on UDP, TCP and WebSocket, and for applications on the control port.
 * Faults: `sip-server.port-in-use`, `sip-server.cannot-listen`, `sip-server.bad-certificate`.
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
    await listenForSip(board, options.listen, opened, (work) => guarded(board, work));
  } catch (cause) {
    return undo(cause instanceof Fault ? cause : listenFault(cause, 'SIP', options.listen.host));
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
    pipe: undefined,
  };
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

const hostPorts = (board: Board, host: string): string => placesOf([board.tcp, board.udp, ...announced(board)], host).join(',');

const placesOf = (transports: readonly (Transport | undefined)[], host: string): string[] =>
  transports.flatMap((t) => (t ? [`${t.protocol}/${host}:${t.port}`] : []));

/** The pipe is between us and our web server. */
const announced = (board: Board): Transport[] => board.websockets.filter((one) => one !== board.pipe);

function running(board: Board, control: ControlServer, opened: { close(): Promise<void> }[]): SipServer {
  let closing: Promise<void> | undefined;
  return {
    controlPort: control.port,
    pipePort: board.pipe?.port,
    addresses: placesOf([board.udp, board.tcp, ...announced(board)], board.own.announced),
    counts: () => ({
      transactions: board.incoming.size + board.outgoing.size,
      dialogs: board.dialogs.size,
      connections: [board.tcp, ...board.websockets].reduce((sum, one) => sum + (one?.connections ?? 0), 0),
      timers: board.timers.active,
      apps: control.apps,
    }),
    attach: (application) => control.attach(application),
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
