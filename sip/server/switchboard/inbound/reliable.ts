import type { Dialog } from '../../dialog/dialog.ts';
import { acknowledge, firstRseq, onRepeat } from '../../dialog/reliable-provisional.ts';
import type { Board } from '../board.ts';
import { cancelMadeUp } from './cancel-in.ts';
import type { Incoming } from './incoming.ts';

/** The next RSeq of a dialog (RFC 3262 §3). */
export function numberReliable(board: Board, dialog: Dialog): number {
  const { reliable } = dialog;
  reliable.lastRseq = reliable.lastRseq === 0 ? firstRseq((below) => board.random.int(below)) : reliable.lastRseq + 1;
  return reliable.lastRseq;
}

/** Repeats a reliable provisional response until its PRACK, from T1 doubling; after 64·T1 the INVITE is refused. */
export function repeatReliable(board: Board, incoming: Incoming, dialog: Dialog, text: string): void {
  dialog.reliable.pending.push({
    rseq: dialog.reliable.lastRseq,
    cseq: incoming.request.cseq.number,
    text,
    interval: board.values.t1,
    waited: 0,
  });
  if (dialog.reliable.pending.length === 1) waitForPrack(board, incoming, dialog);
}

function waitForPrack(board: Board, incoming: Incoming, dialog: Dialog): void {
  const oldest = dialog.reliable.pending[0];
  if (!oldest) return;
  dialog.timers.start('P', oldest.interval, () => {
    const current = dialog.reliable.pending[0];
    if (!current || incoming.transaction.isFinal) return;
    const { again, after } = onRepeat(current, board.values);
    if (!again) {
      return cancelMadeUp(board, incoming, 504);
    }
    incoming.flow.send(current.text);
    current.interval = after;
    waitForPrack(board, incoming, dialog);
  });
}

/** A PRACK came: true when it names a response of ours that still waited (RFC 3262 §3). */
export function prackArrived(board: Board, dialog: Dialog, rack: string): boolean {
  if (!acknowledge(dialog.reliable, rack)) return false;
  dialog.timers.stop('P');
  const incoming = board.calls.get(dialog);
  if (incoming) waitForPrack(board, incoming, dialog);
  return true;
}
