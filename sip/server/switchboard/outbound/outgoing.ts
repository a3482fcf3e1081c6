import type { AppConnection } from '../../control/app-connection.ts';
import { networkMeta, synthesisedMeta } from '../../control/meta.ts';
import { type Dialog, dialogId } from '../../dialog/dialog.ts';
import type { SipResponse } from '../../message/message.ts';
import { forwardText } from '../../message/write.ts';
import { ClientTransaction } from '../../transaction/client-transaction.ts';
import type { Flow } from '../../transport/port.ts';
import { type Board, newTag } from '../board.ts';
import { reasonOf } from '../inbound/incoming.ts';

/** The parts of a request of ours that ACK, CANCEL and made-up responses repeat. */
export interface RequestParts {
  readonly method: string;
  readonly uri: string;
  readonly via: string;
  readonly branch: string;
  /** `Route: …` lines, complete. */
  readonly routes: string;
  readonly from: string;
  readonly fromTag: string;
  readonly to: string;
  readonly callId: string;
  readonly cseq: number;
  readonly text: string;
  readonly body: string;
}

/** One request of ours, from sending until its transaction is forgotten. */
export interface Outgoing {
  /** What the application calls it. */
  readonly id: string;
  parts: RequestParts;
  readonly flow: Flow;
  readonly transaction: ClientTransaction;
  /** Absent for requests of the stack itself. */
  app: AppConnection | undefined;
  dialog: Dialog | undefined;
  /** `wanted` while a CANCEL waits for the first provisional response (RFC 3261 §9.1). */
  cancel: { readonly state: 'none' } | { readonly state: 'wanted' | 'sent'; readonly parts: RequestParts };
  /** The application that asked for this before its connection broke. */
  formerApp: AppConnection | undefined;
  /** To tag of the first 2xx; empty before. */
  answered: string;
  /** To tags of other branches that answered too and were ended. */
  readonly endedForks: string[];
  /** The ACK for a 2xx, repeated for each copy of that 2xx. */
  ack: { text: string; flow: Flow } | undefined;
  /** What applications call the dialog this request makes or belongs to; empty for neither. */
  readonly dialogName: string;
  /** Highest RSeq passed up, so that repeated reliable provisionals are not (RFC 3262 §4). */
  rseq: number;
  readonly heard: OutgoingListener;
}

/** Who acts on what comes back. */
export interface OutgoingListener {
  response(outgoing: Outgoing, response: SipResponse, from: Flow): void;
  /** Timeout or unreachable: a status made up by the stack (408, 503, 487). */
  failed(outgoing: Outgoing, status: number): void;
}

export interface Launch {
  readonly parts: RequestParts;
  readonly flow: Flow;
  readonly app: AppConnection | undefined;
  readonly dialog: Dialog | undefined;
  readonly heard: OutgoingListener;
  readonly id?: string;
}

/** RFC 3261 §12, RFC 6665 §4.4.1. */
const makesDialog = (method: string): boolean => method === 'INVITE' || method === 'SUBSCRIBE';

/** Enters a request into the tables; `begin` puts it on the wire. */
export function prepare(board: Board, launch: Launch): Outgoing {
  const { parts, flow } = launch;
  const key = outgoingKey(parts.branch, parts.method);
  const outgoing: Outgoing = {
    id: launch.id ?? board.random.uuid(),
    parts,
    flow,
    app: launch.app,
    dialog: launch.dialog,
    cancel: { state: 'none' },
    formerApp: undefined,
    answered: '',
    endedForks: [],
    ack: undefined,
    dialogName: launch.dialog?.id ?? (makesDialog(parts.method) ? dialogId(parts.callId, parts.fromTag) : ''),
    rseq: 0,
    heard: launch.heard,
    transaction: new ClientTransaction(flow, parts.method === 'INVITE', parts.text, board.timers, board.values, {
      response: (response, from) => heard(outgoing, response, from),
      unanswered: (why) => outgoing.heard.failed(outgoing, why === 'timeout' ? 408 : 503),
      ackFor: (response) => failureAck(outgoing.parts, response.to),
      ended: () => forget(board, outgoing),
    }),
  };
  board.outgoing.set(key, outgoing);
  board.outgoingById.set(outgoing.id, outgoing);
  return outgoing;
}

/** An INVITE is remembered for 32 s after its answer (RFC 6026 §7.2) but never sent again: its text is of no more use. */
function heard(outgoing: Outgoing, response: SipResponse, from: Flow): void {
  outgoing.heard.response(outgoing, response, from);
  if (response.status >= 200 && outgoing.parts.text !== '') outgoing.parts = { ...outgoing.parts, text: '', body: '' };
}

/** Sends it, and asks after a short silence whether anybody listens there at all (503 instead of 32 s of waiting). */
export function begin(board: Board, outgoing: Outgoing): void {
  const { transaction, flow } = outgoing;
  transaction.begin();
  const probe = board.udp?.probe;
  if (flow.protocol !== 'udp' || !probe || outgoing.parts.method === 'CANCEL') return;
  const waiting = () => transaction.isOpen && !transaction.heard;
  board.timers.after(board.waits.probe, () => {
    if (!waiting() || !board.probeGuard.admit(`${flow.address}:${flow.port}`, board.clock.now())) return;
    probe(flow, () => waiting() && transaction.fail());
  });
}

export function forget(board: Board, outgoing: Outgoing): void {
  board.outgoing.delete(outgoingKey(outgoing.parts.branch, outgoing.parts.method));
  board.outgoingById.delete(outgoing.id);
}

export const outgoingKey = (branch: string, method: string): string => `${branch}|${method}`;

/** RFC 3261 §17.1.1.3: same Via and Request-URI as the INVITE, To of the response. */
function failureAck(parts: RequestParts, to: string): string {
  return (
    `ACK ${parts.uri} SIP/2.0\r\nVia: ${parts.via}\r\n${parts.routes}Max-Forwards: 70\r\nFrom: ${parts.from}\r\n` +
    `To: ${to}\r\nCall-ID: ${parts.callId}\r\nCSeq: ${parts.cseq} ACK\r\nContent-Length: 0\r\n\r\n`
  );
}

/** Hands a response of the network to the application that asked. */
export function passUp(board: Board, outgoing: Outgoing, response: SipResponse, from: Flow): void {
  if (!outgoing.app) return;
  const meta = networkMeta(response.text.length, from.protocol, from, board.clock.wall());
  outgoing.app.send(`${meta}|${outgoing.id}|${outgoing.dialogName}|`, forwardText(response, undefined));
}

/** Tells the application that there will be no answer, in the form of a response (specification §6.12). */
export function passUpMadeUp(board: Board, outgoing: Outgoing, status: number, protocol?: string): void {
  const { parts } = outgoing;
  const to = parts.to.includes(';tag=') ? parts.to : `${parts.to};tag=${newTag(board)}`;
  const text =
    `SIP/2.0 ${status} ${status === 408 ? 'Request Timeout' : reasonOf(status)}\r\nVia: ${parts.via}\r\nFrom: ${parts.from}\r\n` +
    `To: ${to}\r\nCall-ID: ${parts.callId}\r\nCSeq: ${parts.cseq} ${parts.method}\r\nContent-Length: 0\r\n\r\n`;
  const meta = synthesisedMeta(protocol ?? outgoing.flow.protocol, board.clock.wall());
  outgoing.app?.send(`${meta}|${outgoing.id}|${outgoing.dialogName}|`, text);
}
