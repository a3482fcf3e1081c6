import type { Clock, Log, Random } from '#core';
import type { AppConnection } from '../control/app-connection.ts';
import { Routes } from '../control/routes.ts';
import type { Dialog } from '../dialog/dialog.ts';
import { DialogTable } from '../dialog/dialog-table.ts';
import type { SipRequest } from '../message/message.ts';
import type { AnswerLimits, Limits } from '../options.ts';
import type { TimerValues } from '../transaction/machine.ts';
import type { TimerBank } from '../transaction/timer-bank.ts';
import { FloodGuard } from '../transport/flood-guard.ts';
import { HostNames } from '../transport/host-names.ts';
import type { OwnAddresses } from '../transport/own-addresses.ts';
import type { Flow, Transport } from '../transport/port.ts';
import type { Answered, Incoming } from './inbound/incoming.ts';
import type { MalformedTally } from './inbound/malformed-tally.ts';
import type { Outgoing } from './outbound/outgoing.ts';

/** Everything the switchboard's functions share: tables of what is alive, and the way to the world. */
export interface Board {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly timers: TimerBank;
  readonly values: TimerValues;
  readonly waits: AnswerLimits;
  readonly limits: Limits;
  readonly own: OwnAddresses;
  readonly names: HostNames;
  /** Which application wants what. */
  readonly routes: Routes;
  /** The transports, once they are open. */
  udp: (Transport & { probe: (flow: Flow, failed: () => void) => void }) | undefined;
  tcp: Transport | undefined;
  /** WebSocket listeners, in the order they were asked for. */
  readonly websockets: Transport[];
  /** The one of them our own web server connects to, when there is one. */
  pipe: Transport | undefined;
  /** Server transactions by RFC 3261 §17.2.3 key, and by the id applications know. */
  readonly incoming: Map<string, Incoming | Answered>;
  readonly incomingById: Map<string, Incoming>;
  /** Bytes of the requests in `incoming`, of those answered the bytes of their answers. */
  incomingBytes: number;
  /** Client transactions by branch and method, and by id. */
  readonly outgoing: Map<string, Outgoing>;
  readonly outgoingById: Map<string, Outgoing>;
  readonly dialogs: DialogTable;
  /** Our last INVITE of each dialog: what an ACK of the application acknowledges. */
  readonly invites: WeakMap<Dialog, Outgoing>;
  /** The INVITE of theirs that made a dialog. */
  readonly calls: WeakMap<Dialog, Incoming>;
  /** Connections on which a Contact was registered: `user@host:port` → flow (the way back through a NAT). */
  readonly registered: Map<string, Flow>;
  /** WebSockets of registered contacts by account and contact; a broken one stays for a while, until its successor comes. */
  readonly browsers: Map<string, Flow>;
  /** Broken or left WebSocket → the one on which the same contact of the same account registered next (RFC 5626 §5.3). */
  readonly successors: WeakMap<Flow, Flow>;
  /** The last REGISTER of each WebSocket, to tell its application when that breaks. */
  readonly lastRegister: WeakMap<Flow, { readonly request: SipRequest; readonly app: AppConnection }>;
  readonly requestGuard: FloodGuard;
  readonly refusalGuard: FloodGuard;
  readonly malformed: MalformedTally;
  /** Keeps slow destinations from being asked over and over whether they are there. */
  readonly probeGuard: FloodGuard;
}

/** What a board is given from outside; the rest are tables, empty at the start. */
type Given = 'clock' | 'random' | 'log' | 'timers' | 'values' | 'waits' | 'limits' | 'own' | 'malformed' | 'udp' | 'tcp' | 'pipe';

export function emptyTables(limits: Limits): Omit<Board, Given> {
  return {
    routes: new Routes(),
    names: new HostNames(),
    incoming: new Map(),
    incomingById: new Map(),
    incomingBytes: 0,
    outgoing: new Map(),
    outgoingById: new Map(),
    dialogs: new DialogTable(),
    invites: new WeakMap(),
    calls: new WeakMap(),
    registered: new Map(),
    browsers: new Map(),
    successors: new WeakMap(),
    lastRegister: new WeakMap(),
    websockets: [],
    requestGuard: new FloodGuard({ rate: limits.requestsPerSecond, burst: limits.requestBurst, sources: 20_000 }),
    refusalGuard: new FloodGuard({ rate: limits.refusalsPerSecond, burst: limits.refusalBurst, sources: 20_000 }),
    probeGuard: new FloodGuard({ rate: 5, burst: 20, sources: 20_000 }),
  };
}

/** 48 random bits, from a UUID because those come from a pool and cost no system call. */
export const newTag = (board: Board): string => {
  const uuid = board.random.uuid();
  return uuid.slice(0, 8) + uuid.slice(9, 13);
};

/** RFC 3261 §8.1.1.7: magic cookie and 96 bits, four of them fixed. */
export const newBranch = (board: Board): string => {
  const uuid = board.random.uuid();
  return `z9hG4bK${uuid.slice(0, 8)}${uuid.slice(9, 13)}${uuid.slice(14, 18)}${uuid.slice(24)}`;
};

/** `host:port` of ours towards a peer, as From and Contact carry it. */
export const ownHostPort = (flow: Pick<Flow, 'localAddress' | 'localPort'>): string =>
  `${flow.localAddress}:${flow.localPort}`;

/** RFC 7118 §5.2.4: `ws` in a URI means both kinds of WebSocket. */
const URI_TRANSPORT = { udp: '', tcp: ';transport=tcp', ws: ';transport=ws', wss: ';transport=ws' };

/** Our Contact (RFC 3261 §8.1.1.8). */
export const ownContact = (flow: Flow): string => `<sip:${ownHostPort(flow)}${URI_TRANSPORT[flow.protocol]}>`;

/** Our Via (RFC 3261 §18.1.1, RFC 7118 §5.2.1); UDP asks for symmetric responses (RFC 3581). */
export function ownVia(flow: Flow, branch: string): string {
  const sentBy = flow.localPort === 5060 ? flow.localAddress : ownHostPort(flow);
  const rport = flow.protocol === 'udp' ? ';rport' : '';
  return `SIP/2.0/${flow.protocol.toUpperCase()} ${sentBy}${rport};branch=${branch}`;
}

/** `@localhost` in an address header of the application becomes our address (specification §8). */
export function localised(value: string, flow: Flow): string {
  if (!value.includes('@localhost')) return value;
  return value.replace(/@localhost(?::\d+)?(?=[;>?\s,]|$)/g, `@${ownHostPort(flow)}`);
}
