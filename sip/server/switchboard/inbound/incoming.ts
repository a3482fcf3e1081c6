import type { Timer } from '#core';
import type { AppConnection } from '../../control/app-connection.ts';
import { networkMeta } from '../../control/meta.ts';
import type { Dialog } from '../../dialog/dialog.ts';
import { headersOf, type SipRequest } from '../../message/message.ts';
import { splitList } from '../../message/name-addr.ts';
import { stampVia, transactionKey } from '../../message/via.ts';
import { forwardText, type OutLine, ownLine, writeMessage } from '../../message/write.ts';
import { ServerTransaction } from '../../transaction/server-transaction.ts';
import type { Flow } from '../../transport/port.ts';
import { type Board, newTag } from '../board.ts';

/** One request of the network, from its arrival until its transaction is forgotten. */
export interface Incoming {
  /** What applications call it. */
  readonly id: string;
  readonly key: string;
  readonly request: SipRequest;
  readonly flow: Flow;
  readonly transaction: ServerTransaction;
  /** Topmost Via with received and rport. */
  readonly via: string;
  /** The tag of our responses; the application may choose it before the first one. */
  tag: string;
  app: AppConnection | undefined;
  dialog: Dialog | undefined;
  /** Stops watching whether the caller's connection breaks. */
  unwatch: (() => void) | undefined;
  /** Ends the application's time to answer. */
  deadline: Timer | undefined;
}

/**
 * What is left of a request once it has its final answer: enough for copies of it and for a late CANCEL. A transaction is
 * remembered for 32 s (RFC 3261 §17.2), many times as long as its request is of use.
 */
export interface Answered {
  readonly request: undefined;
  readonly transaction: ServerTransaction;
  readonly tag: string;
  readonly bytes: number;
}

const bytesOf = (one: Incoming | Answered): number => (one.request ? one.request.text.length : one.bytes);

export function createIncoming(board: Board, request: SipRequest, source: Flow): Incoming {
  const flow = replyFlow(board, request, source);
  const key = ownCopy(incomingKey(request, request.method));
  const id = board.random.uuid();
  const ended = forgetting(board, key, id);
  const incoming: Incoming = {
    id,
    key,
    request,
    flow,
    transaction: new ServerTransaction(flow, request.method === 'INVITE', board.timers, board.values, { ended }),
    via: stampVia(topVia(request), request.via, source.address, source.port),
    tag: request.toTag === '' ? newTag(board) : '',
    app: undefined,
    dialog: undefined,
    unwatch: undefined,
    deadline: undefined,
  };
  board.incoming.set(key, incoming);
  board.incomingBytes += request.text.length;
  return incoming;
}

/** Apart from the function above, so that it holds on to nothing else of the request. */
const forgetting = (board: Board, key: string, id: string) => () => {
  const one = board.incoming.get(key);
  if (one && board.incoming.delete(key)) board.incomingBytes -= bytesOf(one);
  board.incomingById.delete(id);
};

/** A piece of a message would keep the whole message in memory for as long as it lives itself. */
const ownCopy = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

/**
 * RFC 3261 §18.2.2: without rport (RFC 3581) responses go to the port the sender named, not the one it sent from.
 * Deviates: a sender whose named address is not where it sends from is behind a NAT; only its source port reaches it.
 */
function replyFlow(board: Board, request: SipRequest, source: Flow): Flow {
  const { via } = request;
  const port = via.port === 0 ? 5060 : via.port;
  if (source.protocol !== 'udp' || !board.udp || port === source.port || via.host !== source.address) return source;
  return /;\s*rport/i.test(topVia(request)) ? source : board.udp.flowTo(source.address, port);
}

export function incomingKey(request: SipRequest, method: string): string {
  return transactionKey(request.via, method, {
    callId: request.callId,
    number: request.cseq.number,
    fromTag: request.fromTag,
  });
}

const topVia = (request: SipRequest): string => splitList(headersOf(request, 'via')[0] ?? '')[0] ?? '';

/** The lines every response copies from its request (RFC 3261 §8.2.6.2); 100 carries no tag of ours. */
export function replyHead(incoming: Incoming, status: number): string {
  const { request } = incoming;
  const vias = headersOf(request, 'via').flatMap(splitList);
  let head = `Via: ${incoming.via}\r\n`;
  for (let i = 1; i < vias.length; i++) head += `Via: ${vias[i]}\r\n`;
  if (status > 100 && status < 300) {
    for (const route of headersOf(request, 'record-route')) head += `Record-Route: ${route}\r\n`;
  }
  const tag = status > 100 && incoming.tag !== '' ? `;tag=${incoming.tag}` : '';
  return `${head}From: ${request.from}\r\nTo: ${request.to}${tag}\r\nCall-ID: ${request.callId}\r\nCSeq: ${request.cseq.number} ${request.cseq.method}\r\n`;
}

const REASONS: Readonly<Record<number, string>> = {
  100: 'Trying',
  200: 'OK',
  400: 'Bad Request',
  405: 'Method Not Allowed',
  413: 'Request Entity Too Large',
  416: 'Unsupported URI Scheme',
  422: 'Session Interval Too Small',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  482: 'Loop Detected',
  487: 'Request Terminated',
  491: 'Request Pending',
  500: 'Server Internal Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  504: 'Server Time-out',
  505: 'Version Not Supported',
};

export const reasonOf = (status: number): string => REASONS[status] ?? '';

/** Answers in the name of the stack; afterwards an application's own answer comes too late. */
export function answerSelf(board: Board, incoming: Incoming, status: number, extra: OutLine[] = [], slowly = false): void {
  const text = writeMessage(`SIP/2.0 ${status} ${reasonOf(status)}`, replyHead(incoming, status), extra, '');
  incoming.transaction.respond(status, text, board.clock.now(), slowly);
  if (status >= 200) {
    settle(board, incoming);
  }
}

/** A final answer went out: nobody waits any more, and the dialog is free for the next request of this kind. */
export function settle(board: Board, incoming: Incoming): void {
  board.incomingById.delete(incoming.id);
  if (board.incoming.get(incoming.key) === incoming) {
    const { transaction } = incoming;
    const answered = { request: undefined, transaction, tag: ownCopy(incoming.tag), bytes: transaction.bytes };
    board.incoming.set(incoming.key, answered);
    board.incomingBytes += answered.bytes - bytesOf(incoming);
  }
  incoming.deadline?.cancel();
  incoming.unwatch?.();
  if (!incoming.dialog) return;
  if (incoming.request.method === 'INVITE') incoming.dialog.openInvite = false;
  if (incoming.request.method === 'UPDATE') incoming.dialog.openUpdate = false;
}

/** Accepts a request only to refuse it. */
export function refuse(board: Board, request: SipRequest, flow: Flow, status: number, extra: OutLine[] = []): void {
  const incoming = createIncoming(board, request, flow);
  if (request.method === 'INVITE' && (status === 481 || status === 503)) answerSelf(board, incoming, 100);
  answerSelf(board, incoming, status, extra, true);
}

/** Hands a request to its application. `receivedOn` tells new out-of-dialog requests which address they came to. */
export function handUp(board: Board, incoming: Incoming, app: AppConnection, receivedOn: boolean): void {
  incoming.app = app;
  board.incomingById.set(incoming.id, incoming);
  const { flow, request } = incoming;
  const meta = networkMeta(request.text.length, flow.protocol, flow, board.clock.wall());
  const place = receivedOn ? `${flow.localAddress}|${flow.localPort}|` : '';
  app.send(`${meta}|${incoming.id}|${incoming.dialog?.id ?? ''}|${place}`, forwardText(request, incoming.via));
}

/** Retry-After (RFC 3261 §14.2: 0 to 10 s at random). */
export const retrySoon = (board: Board): OutLine => ownLine('Retry-After', String(board.random.int(11)));
