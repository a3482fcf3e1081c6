import { networkMeta } from '../../control/meta.ts';
import type { Dialog } from '../../dialog/dialog.ts';
import { MIN_SE_SECONDS, parseSessionExpires } from '../../dialog/session-timer.ts';
import { headerOf, type SipRequest } from '../../message/message.ts';
import { splitList } from '../../message/name-addr.ts';
import { stampVia } from '../../message/via.ts';
import { forwardText, type OutLine, ownLine } from '../../message/write.ts';
import type { Flow } from '../../transport/port.ts';
import type { Board } from '../board.ts';
import { cancelMadeUp } from './cancel-in.ts';
import { answerInTime } from './deadline.ts';
import { answerSelf, createIncoming, handUp, type Incoming, retrySoon } from './incoming.ts';
import { prackArrived } from './reliable.ts';
import { limitSubscription, noticeTermination } from '../outbound/subscription.ts';
import { stopWaiting } from './success.ts';

/** A request of the network inside a dialog (specification §7). */
export function requestInKnownDialog(board: Board, request: SipRequest, flow: Flow, dialog: Dialog): void {
  const incoming = createIncoming(board, request, flow);
  const { method } = request;
  if (method === 'INVITE') answerSelf(board, incoming, 100);
  const refusal = judge(board, request, dialog);
  if (refusal) return answerSelf(board, incoming, refusal.status, refusal.extra);
  dialog.remoteSeq = request.cseq.number;
  if (dialog.remoteTag === '') dialog.remoteTag = request.fromTag;
  if (!dialog.app.alive) {
    if (method === 'BYE') board.dialogs.end(dialog);
    return answerSelf(board, incoming, 481);
  }
  incoming.dialog = dialog;
  dialog.flow = flow;
  if (method === 'BYE') return byeArrived(board, incoming, dialog);
  if (method === 'INVITE') dialog.openInvite = true;
  if (method === 'UPDATE') dialog.openUpdate = true;
  if (method === 'NOTIFY') noticeTermination(board, dialog, headerOf(request, 'subscription-state'));
  if (method === 'SUBSCRIBE') limitSubscription(board, dialog, request);
  handUp(board, incoming, dialog.app, false);
  answerInTime(board, incoming);
}

interface Verdict {
  readonly status: number;
  readonly extra?: OutLine[];
}

function judge(board: Board, request: SipRequest, dialog: Dialog): Verdict | undefined {
  const { method, cseq } = request;
  // RFC 3261 §12.2.2: requests in the wrong order. drachtio-server lets them through.
  if (cseq.number <= dialog.remoteSeq) return { status: 500 };
  if (method === 'PRACK' && !prackArrived(board, dialog, headerOf(request, 'rack') ?? '')) return { status: 481 };
  if (method !== 'INVITE' && method !== 'UPDATE') return undefined;
  if (method === 'INVITE' && dialog.openInvite) return { status: 500, extra: [retrySoon(board)] };
  if (method === 'UPDATE' && dialog.openUpdate) return { status: 500, extra: [retrySoon(board)] };
  // RFC 3261 §14.2: our own INVITE is still open, or our answer to theirs has not been acknowledged.
  if (method === 'INVITE' && (dialog.ourInvite || dialog.success)) return { status: 491 };
  const expires = parseSessionExpires(headerOf(request, 'session-expires'));
  if (expires && expires.seconds < MIN_SE_SECONDS) {
    return { status: 422, extra: [ownLine('Min-SE', String(MIN_SE_SECONDS))] };
  }
  return undefined;
}

/** The dialog is gone on receipt, an unanswered INVITE with it (RFC 3261 §15.1.2); if the application is slow, we answer. */
function byeArrived(board: Board, incoming: Incoming, dialog: Dialog): void {
  const call = board.calls.get(dialog);
  if (call && dialog.state === 'early' && !call.transaction.isFinal) {
    // drachtio-srf knows no dialog yet and would answer 404.
    answerSelf(board, incoming, 200);
    return cancelMadeUp(board, call);
  }
  board.dialogs.end(dialog);
  handUp(board, incoming, dialog.app, false);
  answerInTime(board, incoming);
}

/** An ACK for a 2xx of ours: goes up once (specification §5.1). */
export function ackArrived(board: Board, request: SipRequest, flow: Flow): void {
  const dialog = board.dialogs.match(request.callId, request.toTag, request.fromTag);
  const id = dialog && stopWaiting(dialog, request.cseq.number);
  if (!dialog || id === undefined) return;
  dialog.flow = flow;
  const via = stampVia(splitList(headerOf(request, 'via') ?? '')[0] ?? '', request.via, flow.address, flow.port);
  const meta = networkMeta(request.text.length, '', flow, board.clock.wall());
  dialog.app.send(`${meta}|${id === '' ? board.random.uuid() : id}|${dialog.id}|`, forwardText(request, via));
  const { heldBye } = dialog;
  dialog.heldBye = undefined;
  heldBye?.();
}
