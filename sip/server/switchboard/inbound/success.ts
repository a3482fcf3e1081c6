import type { Dialog } from '../../dialog/dialog.ts';
import { beginWait, onWaitTimer, type SuccessStep } from '../../dialog/success-wait.ts';
import type { Flow } from '../../transport/port.ts';
import type { Board } from '../board.ts';
import type { Incoming } from './incoming.ts';
import { hangUp } from '../stack-requests.ts';

/** Starts waiting for the ACK of a 2xx that has just been sent (RFC 3261 §13.3.1.4). */
export function awaitAck(board: Board, dialog: Dialog, incoming: Incoming, text: string, ackId: string): void {
  const { flow, request } = incoming;
  const terms = { ...board.values, reliable: flow.reliable };
  carryOut(board, dialog, flow, beginWait(request.cseq.number, text, ackId, terms));
}

function carryOut(board: Board, dialog: Dialog, flow: Flow, step: SuccessStep): void {
  dialog.success = step.state;
  for (const effect of step.effects) {
    if (effect.do === 'send') flow.send(dialog.success?.text ?? '');
    else if (effect.do === 'give-up') giveUp(board, dialog);
    else {
      dialog.timers.start(effect.timer, effect.after, () => {
        if (!dialog.success) return;
        const terms = { ...board.values, reliable: flow.reliable };
        carryOut(board, dialog, flow, onWaitTimer(dialog.success, effect.timer, terms));
      });
    }
  }
}

function giveUp(board: Board, dialog: Dialog): void {
  dialog.timers.stop('G');
  const { heldBye } = dialog;
  dialog.heldBye = undefined;
  // The application wanted to hang up anyway: then its own BYE goes, and it hears the answer to it.
  if (heldBye) heldBye();
  else hangUp(board, dialog, 'ACK timeout');
}

/** The ACK came. Returns the id under which it goes up; `undefined` for a repeated or unexpected one. */
export function stopWaiting(dialog: Dialog, cseq: number): string | undefined {
  const wait = dialog.success;
  if (!wait || wait.cseq !== cseq) return undefined;
  dialog.success = undefined;
  dialog.timers.stop('G');
  dialog.timers.stop('H');
  return wait.ackId;
}
