import { unsolicitedFrom } from '../../control/meta.ts';
import { headerOf, type SipRequest } from '../../message/message.ts';
import { parseNameAddr, splitList } from '../../message/name-addr.ts';
import { bindingKey } from '../../message/uri.ts';
import type { AppConnection } from '../../control/app-connection.ts';
import type { Flow } from '../../transport/port.ts';
import { type Board, newBranch, ownVia } from '../board.ts';
import type { Incoming } from './incoming.ts';

/** How long a browser that lost its connection finds its calls again; theirs end earlier, by missing audio. */
const SUCCESSION_MS = 60_000;
/** Contacts of browsers remembered at most; those beyond only lose the succession. */
const MOST_BROWSERS = 20_000;

/** Keeps the connection of a registered phone, so that calls reach it the same way (specification §6.2). */
export function rememberBindings(board: Board, incoming: Incoming): void {
  const { flow, request, app } = incoming;
  if (flow.protocol === 'udp') return;
  for (const value of splitList(headerOf(request, 'contact') ?? '')) {
    const key = bindingKey(parseNameAddr(value)?.uri ?? '');
    if (key === undefined) continue;
    keep(board, key, flow);
    if (flow.protocol !== 'tcp') succeed(board, `${bindingKey(parseNameAddr(request.to)?.uri ?? '')} ${key}`, flow);
  }
  if (flow.protocol !== 'tcp' && app) watch(board, request, flow, app);
}

function keep(board: Board, key: string, flow: Flow): void {
  if (board.registered.get(key) === flow) return;
  board.registered.set(key, flow);
  flow.onBreak(() => {
    if (board.registered.get(key) === flow) board.registered.delete(key);
  });
}

/** The same contact of the same account on another WebSocket: its calls go on there. */
function succeed(board: Board, key: string, flow: Flow): void {
  const before = board.browsers.get(key);
  if (before === flow || (!before && board.browsers.size >= MOST_BROWSERS)) return;
  if (before) board.successors.set(before, flow);
  // Whoever comes back to an older connection ends the chain there.
  board.successors.delete(flow);
  board.browsers.set(key, flow);
  flow.onBreak(() => {
    board.timers.after(SUCCESSION_MS, () => {
      if (board.browsers.get(key) === flow) board.browsers.delete(key);
    });
  });
}

/**
 * Tells the application when the WebSocket of a registered browser breaks, in the form drachtio-srf understands: an
 * "unsolicited" REGISTER that ends the contact, from the address of that connection. drachtio-server says nothing.
 */
function watch(board: Board, request: SipRequest, flow: Flow, app: AppConnection): void {
  const isWatched = board.lastRegister.has(flow);
  board.lastRegister.set(flow, { request, app });
  if (isWatched) return;
  flow.onBreak(() => {
    const last = board.lastRegister.get(flow);
    if (last?.app.alive) last.app.send(unsolicitedFrom(flow, board.clock.wall()), goodbye(board, last.request, flow));
  });
}

function goodbye(board: Board, request: SipRequest, flow: Flow): string {
  return (
    `REGISTER ${request.uri} SIP/2.0\r\nVia: ${ownVia(flow, newBranch(board))}\r\nMax-Forwards: 70\r\nFrom: ${request.from}\r\n` +
    `To: ${request.to}\r\nCall-ID: ${request.callId}\r\nCSeq: ${request.cseq.number} REGISTER\r\nExpires: 0\r\nContent-Length: 0\r\n\r\n`
  );
}
