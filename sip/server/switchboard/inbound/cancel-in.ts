import { networkMeta } from '../../control/meta.ts';
import type { SipRequest } from '../../message/message.ts';
import { forwardText } from '../../message/write.ts';
import type { Flow } from '../../transport/port.ts';
import type { Board } from '../board.ts';
import { answerSelf, createIncoming, type Incoming, incomingKey, refuse } from './incoming.ts';

/**
 * RFC 3261 §9.2: CANCEL is answered hop by hop. After a final answer it changes nothing (drachtio-server hangs up instead).
 */
export function cancelArrived(board: Board, request: SipRequest, flow: Flow): void {
  const invite = board.incoming.get(incomingKey(request, 'INVITE'));
  if (!invite) return refuse(board, request, flow, 481);
  const cancel = createIncoming(board, request, flow);
  // §9.2: the To tag the caller already knows; before any it may be another one, as with drachtio-server.
  if (request.toTag === '' && invite.transaction.status > 100) cancel.tag = invite.tag;
  answerSelf(board, cancel, 200);
  if (!invite.request || invite.transaction.isFinal) return;
  const { app } = invite;
  terminate(board, invite);
  if (!app) return;
  // drachtio-server counts the INVITE here once it has sent a provisional response; the figure only informs.
  const bytes = invite.dialog ? invite.request.text.length : request.text.length;
  const meta = networkMeta(bytes, flow.protocol, flow, board.clock.wall());
  app.send(`${meta}|${invite.id}|${invite.dialog?.id ?? ''}|`, forwardText(request, cancel.via));
}

/** 487 (or what fits better) to an INVITE that is over before it was answered; its early dialog goes with it. */
export function terminate(board: Board, invite: Incoming, status = 487): void {
  answerSelf(board, invite, status);
  const { dialog } = invite;
  if (dialog && dialog.state === 'early') board.dialogs.end(dialog);
}

/**
 * The caller is gone without a CANCEL (BYE in an early dialog, broken connection, no PRACK): the INVITE ends, and the application
 * hears of it in the one form drachtio-srf understands.
 */
export function cancelMadeUp(board: Board, call: Incoming, status = 487): void {
  if (call.transaction.isFinal) return;
  const { request, flow, app } = call;
  const dialogId = call.dialog?.id ?? '';
  terminate(board, call, status);
  const text =
    `CANCEL ${request.uri} SIP/2.0\r\nVia: ${call.via}\r\nMax-Forwards: 70\r\nFrom: ${request.from}\r\nTo: ${request.to}\r\n` +
    `Call-ID: ${request.callId}\r\nCSeq: ${request.cseq.number} CANCEL\r\nContent-Length: 0\r\n\r\n`;
  app?.send(`${networkMeta(text.length, flow.protocol, flow, board.clock.wall())}|${call.id}|${dialogId}|`, text);
}
