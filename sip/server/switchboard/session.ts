import type { Dialog } from '../dialog/dialog.ts';
import { armed, dueIn, MIN_SE_SECONDS, parseSessionExpires } from '../dialog/session-timer.ts';
import { headerOf, type HeaderLine } from '../message/message.ts';
import { ownLine } from '../message/write.ts';
import type { Board } from './board.ts';
import { dialogFlow, dialogParts, sendInDialog } from './outbound/dialog-request.ts';
import type { OutgoingListener } from './outbound/outgoing.ts';
import { hangUp } from './stack-requests.ts';
import { refreshTarget } from './target.ts';

/** Sets the session timer after a 2xx to INVITE or UPDATE (RFC 4028 §7.2, §9); a 2xx without Session-Expires ends it. */
export function armSession(board: Board, dialog: Dialog, headers: readonly HeaderLine[], asked: 'we' | 'they'): void {
  dialog.session = armed(parseSessionExpires(headerOf({ headers }, 'session-expires')), asked);
  wait(board, dialog);
}

function wait(board: Board, dialog: Dialog): void {
  const { session } = dialog;
  dialog.timers.stop('S');
  if (session.name === 'off') return;
  dialog.timers.start('S', dueIn(session, board.random.int(1_000) / 1_000), () => {
    if (session.refresher === 'we') refresh(board, dialog, session.intervalMs);
    else hangUp(board, dialog, 'Session timer expired');
  });
}

/** RFC 4028 §7.4: a re-INVITE with the session as it is. The application hears nothing of it. */
function refresh(board: Board, dialog: Dialog, intervalMs: number): void {
  if (dialog.ourInvite || dialog.openInvite || dialog.success) return wait(board, dialog);
  dialog.ourInvite = true;
  const lines = () => [
    ownLine('Contact', dialog.contact),
    ownLine('Session-Expires', `${intervalMs / 1_000};refresher=uac`),
    ownLine('Min-SE', String(MIN_SE_SECONDS)),
    ...(dialog.localSdp === '' ? [] : [ownLine('Content-Type', 'application/sdp')]),
  ];
  sendInDialog(board, dialog, { method: 'INVITE', lines, body: dialog.localSdp }, undefined, refreshing(board, dialog));
}

const refreshing = (board: Board, dialog: Dialog): OutgoingListener => ({
  response(outgoing, response, from) {
    if (response.status < 200) return;
    dialog.ourInvite = false;
    if (dialog.state === 'ended') return;
    if (response.status >= 300) {
      // 491: their own INVITE crossed ours; it refreshes the session, or the next interval does.
      return response.status === 491 ? wait(board, dialog) : hangUp(board, dialog, 'Session timer expired');
    }
    refreshTarget(dialog, response, from);
    if (outgoing.ack) return outgoing.ack.flow.send(outgoing.ack.text);
    dialogFlow(board, dialog, (flow) => {
      const { text } = dialogParts(board, dialog, flow, 'ACK', [], '', outgoing.parts.cseq);
      outgoing.ack = { text, flow };
      flow.send(text);
    });
    const named = headerOf(response, 'session-expires') !== undefined;
    if (named) armSession(board, dialog, response.headers, 'we');
    else wait(board, dialog);
  },
  failed() {
    dialog.ourInvite = false;
    if (dialog.state !== 'ended') hangUp(board, dialog, 'Session timer expired');
  },
});
