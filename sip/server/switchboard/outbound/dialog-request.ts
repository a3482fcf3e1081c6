import type { AppConnection } from '../../control/app-connection.ts';
import type { Dialog } from '../../dialog/dialog.ts';
import { routed } from '../../dialog/route-set.ts';
import type { OutLine } from '../../message/write.ts';
import { hopOf, type NextHop } from '../../transport/next-hop.ts';
import type { Flow } from '../../transport/port.ts';
import { type Board, newBranch, ownVia } from '../board.ts';
import { composeRequest } from './compose.ts';
import { begin, type Outgoing, type OutgoingListener, prepare, type RequestParts } from './outgoing.ts';
import { isIP } from 'node:net';

/** A flow to where a URI points, at once for addresses, later for names; `undefined` when no transport of ours goes there. */
export function reach(board: Board, uri: string, use: (flow: Flow | undefined) => void): void {
  const hop = hopOf(uri);
  if (!hop) return use(undefined);
  if (hop.protocol === 'ws' || hop.protocol === 'wss') return use(websocketTo(board, hop));
  const transport = hop.protocol === 'tcp' ? board.tcp : board.udp;
  if (!transport) return use(undefined);
  if (isIP(hop.host) === 4) return use(transport.flowTo(hop.host, hop.port));
  void board.names.resolve(hop.host).then((found) => use(found.ok ? transport.flowTo(found.value, hop.port) : undefined));
}

/** The WebSocket that comes from there, one that fails at once when there is none: nobody can connect to a browser (RFC 7118 §5). */
function websocketTo(board: Board, { host, port }: NextHop): Flow | undefined {
  const flows = board.websockets.map((transport) => transport.flowTo(host, port));
  return flows.find((flow) => flow.alive) ?? flows[0];
}

/** The flow on which requests of this dialog leave (RFC 3261 §12.2.1.1, and the NAT rule of specification §7). */
export function dialogFlow(board: Board, dialog: Dialog, use: (flow: Flow) => void): void {
  const { hop } = routed(dialog.target, dialog.routes);
  dialog.flow = latest(board, dialog.flow);
  // Without a route set the peer is where its last message came from, whatever its Contact says.
  const uri = hop !== '' ? hop : dialog.flow.alive ? '' : dialog.target;
  if (uri === '') return use(dialog.flow);
  reach(board, uri, (flow) => use(flow ?? dialog.flow));
}

/** A browser that connected anew and registered the same contact is called there (RFC 5626 §5.3). */
function latest(board: Board, flow: Flow): Flow {
  const next = board.successors.get(flow);
  return next === undefined ? flow : latest(board, next);
}

/** The parts of a request of ours inside a dialog; takes the next CSeq unless one is given (ACK). */
export function dialogParts(
  board: Board,
  dialog: Dialog,
  flow: Flow,
  method: string,
  lines: OutLine[],
  body: string,
  cseq?: number,
): RequestParts {
  const { uri, routes } = routed(dialog.target, dialog.routes);
  const branch = newBranch(board);
  return composeRequest(
    {
      method,
      uri,
      via: ownVia(flow, branch),
      branch,
      routes: routes.map((route) => `Route: ${route}\r\n`).join(''),
      from: dialog.local,
      fromTag: dialog.localTag,
      to: dialog.remote,
      callId: dialog.callId,
      cseq: cseq ?? ++dialog.localSeq,
    },
    lines,
    body,
  );
}

/** Sends a request inside a dialog. `sent` runs before anything can come back, `app` is whose request it is. */
export function sendInDialog(
  board: Board,
  dialog: Dialog,
  request: { method: string; lines: (flow: Flow) => OutLine[]; body: string },
  app: AppConnection | undefined,
  heard: OutgoingListener,
  sent?: (outgoing: Outgoing) => void,
): void {
  dialogFlow(board, dialog, (flow) => {
    const parts = dialogParts(board, dialog, flow, request.method, request.lines(flow), request.body);
    const outgoing = prepare(board, { parts, flow, app, dialog, heard });
    begin(board, outgoing);
    sent?.(outgoing);
  });
}
