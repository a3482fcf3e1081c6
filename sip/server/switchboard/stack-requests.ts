import { unsolicitedMeta } from '../control/meta.ts';
import type { Dialog } from '../dialog/dialog.ts';
import { ownLine } from '../message/write.ts';
import type { Board } from './board.ts';
import { sendInDialog } from './outbound/dialog-request.ts';
import type { OutgoingListener } from './outbound/outgoing.ts';

/** For requests whose outcome changes nothing: the dialog is already gone here. */
export const INDIFFERENT: OutgoingListener = { response() {}, failed() {} };

/**
 * Ends a call in the name of the stack: BYE to the peer, and the same BYE to the application, "unsolicited"
 * (specification §5.6). `tell` is false when the application is gone or knows nothing of this dialog.
 */
export function hangUp(board: Board, dialog: Dialog, reason: string, tell = true): void {
  const lines = () => [ownLine('Reason', `SIP;cause=200;text="${reason}"`)];
  board.dialogs.end(dialog);
  sendInDialog(board, dialog, { method: 'BYE', lines, body: '' }, undefined, INDIFFERENT, (bye) => {
    if (!tell) return;
    const { text } = bye.parts;
    dialog.app.send(unsolicitedMeta(text.length, bye.flow, board.clock.wall(), dialog.id), text);
  });
}
