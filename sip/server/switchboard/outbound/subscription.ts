import type { Dialog } from '../../dialog/dialog.ts';
import { headerOf, type SipMessage } from '../../message/message.ts';
import type { Board } from '../board.ts';
import { openAsCaller } from '../open-dialog.ts';
import { type OutgoingListener, passUp, passUpMadeUp } from './outgoing.ts';

/** RFC 6665 §3.1.1: a subscription without Expires lives an hour. */
const DEFAULT_SECONDS = 3_600;
/** Time for the last NOTIFY after the end. */
const GRACE_MS = 32_000;

/** A dialog made by SUBSCRIBE ends with its subscription: nobody sends a BYE for it. */
export function limitSubscription(board: Board, dialog: Dialog, message: SipMessage | undefined): void {
  if (dialog.kind !== 'subscription') return;
  const given = Number.parseInt((message && headerOf(message, 'expires')) ?? '', 10);
  const seconds = Number.isNaN(given) ? DEFAULT_SECONDS : Math.min(given, 86_400);
  dialog.timers.start('X', seconds * 1_000 + GRACE_MS, () => board.dialogs.end(dialog));
}

/** A NOTIFY that says `terminated` ends the subscription, in either direction (RFC 6665 §4.1.3). */
export function noticeTermination(board: Board, dialog: Dialog, state: string | undefined): void {
  if (dialog.kind !== 'subscription' || !/^\s*terminated/i.test(state ?? '')) return;
  dialog.timers.start('X', GRACE_MS, () => board.dialogs.end(dialog));
}

/** What comes back for a SUBSCRIBE of an application outside a dialog. */
export function subscriptionListener(board: Board, contact: string): OutgoingListener {
  return {
    response(outgoing, response, from) {
      if (response.status === 100) return;
      const accepted = response.status >= 200 && response.status < 300;
      if (accepted && outgoing.app && response.toTag !== '') {
        const dialog = openAsCaller(board, outgoing, outgoing.app, response, from, contact);
        dialog.state = 'confirmed';
        outgoing.dialog = dialog;
        limitSubscription(board, dialog, response);
      }
      passUp(board, outgoing, response, from);
    },
    failed: (outgoing, status) => passUpMadeUp(board, outgoing, status),
  };
}
