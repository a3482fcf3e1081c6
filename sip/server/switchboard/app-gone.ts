import type { AppConnection } from '../control/app-connection.ts';
import type { Board } from './board.ts';
import { cancelSelf } from './outbound/cancel-out.ts';
import { answerSelf } from './inbound/incoming.ts';
import { hangUp } from './stack-requests.ts';

/**
 * The connection to an application broke. What it owed is answered, what it asked for is cancelled; its calls go on for a
 * while (requests in them get 481, specification §3.1) and are then hung up.
 */
export function onAppGone(board: Board, app: AppConnection): void {
  for (const incoming of board.incomingById.values()) {
    if (incoming.app !== app || incoming.transaction.isFinal) continue;
    if (incoming.request.method === 'BYE') answerSelf(board, incoming, 200);
    else answerSelf(board, incoming, 503);
    if (incoming.dialog?.state === 'early') board.dialogs.end(incoming.dialog);
  }
  for (const outgoing of board.outgoingById.values()) {
    if (outgoing.app !== app) continue;
    outgoing.app = undefined;
    outgoing.formerApp = app;
    if (outgoing.parts.method === 'INVITE') cancelSelf(board, outgoing);
  }
  if (board.dialogs.ofApp(app).length === 0) return;
  board.timers.after(board.waits.orphan, () => {
    for (const dialog of board.dialogs.ofApp(app)) {
      if (dialog.kind === 'call' && dialog.state === 'confirmed') hangUp(board, dialog, 'application gone', false);
      else board.dialogs.end(dialog);
    }
  });
}
