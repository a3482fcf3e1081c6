import type { Dialog } from '../../dialog/dialog.ts';
import { headerOf, lists, type SipResponse } from '../../message/message.ts';
import type { Flow } from '../../transport/port.ts';
import type { Board } from '../board.ts';
import { releaseCancel } from './cancel-out.ts';
import { dialogFlow, dialogParts } from './dialog-request.ts';
import { follow, openAsCaller } from '../open-dialog.ts';
import { type Outgoing, type OutgoingListener, passUp, passUpMadeUp } from './outgoing.ts';
import { armSession } from '../session.ts';
import { hangUp } from '../stack-requests.ts';
import { refreshTarget } from '../target.ts';

/** What comes back for an INVITE of an application outside a dialog (specification §6.6 - §6.13). */
export function callListener(board: Board, contact: string): OutgoingListener {
  return {
    response(outgoing, response, from) {
      if (response.status < 200) provisional(board, outgoing, response, from, contact);
      else if (response.status < 300) answered(board, outgoing, response, from, contact);
      else refused(board, outgoing, response, from);
    },
    failed(outgoing, status) {
      if (outgoing.dialog) board.dialogs.end(outgoing.dialog);
      passUpMadeUp(board, outgoing, status);
    },
  };
}

function provisional(board: Board, outgoing: Outgoing, response: SipResponse, from: Flow, contact: string): void {
  releaseCancel(board, outgoing);
  if (response.status === 100) return;
  if (isRepeatedReliable(outgoing, response)) return;
  if (response.toTag !== '' && outgoing.app) {
    outgoing.dialog ??= openAsCaller(board, outgoing, outgoing.app, response, from, contact);
    board.invites.set(outgoing.dialog, outgoing);
    follow(outgoing.dialog, response, from);
  }
  passUp(board, outgoing, response, from);
}

/** RFC 3262 §4: a copy of a reliable provisional response is not for the user. */
function isRepeatedReliable(outgoing: Outgoing, response: SipResponse): boolean {
  if (!lists(response, 'require', '100rel')) return false;
  const rseq = Number(headerOf(response, 'rseq') ?? 0);
  if (outgoing.dialog && outgoing.dialog.remoteTag === response.toTag && rseq <= outgoing.rseq) return true;
  outgoing.rseq = rseq;
  return false;
}

function answered(board: Board, outgoing: Outgoing, response: SipResponse, from: Flow, contact: string): void {
  if (outgoing.answered !== '') {
    if (response.toTag === outgoing.answered) outgoing.ack?.flow.send(outgoing.ack.text);
    else endFork(board, outgoing, response, from, contact);
    return;
  }
  const { app } = outgoing;
  if (!app) return endFork(board, outgoing, response, from, contact);
  outgoing.answered = response.toTag;
  const dialog = outgoing.dialog ?? openAsCaller(board, outgoing, app, response, from, contact);
  outgoing.dialog = dialog;
  board.invites.set(dialog, outgoing);
  follow(dialog, response, from);
  dialog.state = 'confirmed';
  dialog.ourInvite = false;
  dialog.localSdp = outgoing.parts.body;
  armSession(board, dialog, response.headers, 'we');
  if (!app.alive) {
    acknowledge(board, dialog, outgoing);
    return hangUp(board, dialog, 'application gone', false);
  }
  passUp(board, outgoing, response, from);
}

/** [emb] RFC 3261 §13.2.2.4: a second branch answered too, or nobody is left to talk: ACK, then BYE. */
function endFork(board: Board, outgoing: Outgoing, response: SipResponse, from: Flow, contact: string): void {
  if (outgoing.dialog && !outgoing.app) board.dialogs.end(outgoing.dialog);
  const app = outgoing.dialog?.app ?? outgoing.app ?? outgoing.formerApp;
  if (!app) return;
  const fork = openAsCaller(board, outgoing, app, response, from, contact, false);
  acknowledge(board, fork);
  if (outgoing.endedForks.includes(response.toTag)) return;
  outgoing.endedForks.push(response.toTag);
  hangUp(board, fork, 'call answered elsewhere', false);
}

/** ACK in the name of the stack, for a call that ends at once. */
function acknowledge(board: Board, dialog: Dialog, outgoing?: Outgoing): void {
  dialogFlow(board, dialog, (flow) => {
    const { text } = dialogParts(board, dialog, flow, 'ACK', [], '', outgoing?.parts.cseq ?? dialog.localSeq);
    flow.send(text);
  });
}

function refused(board: Board, outgoing: Outgoing, response: SipResponse, from: Flow): void {
  if (outgoing.dialog) board.dialogs.end(outgoing.dialog);
  passUp(board, outgoing, response, from);
}

/** What comes back for a re-INVITE of an application: the dialog stays whatever the answer. */
export function reinviteListener(board: Board, dialog: Dialog): OutgoingListener {
  return {
    response(outgoing, response, from) {
      if (response.status < 200) {
        releaseCancel(board, outgoing);
        if (response.status > 100 && !isRepeatedReliable(outgoing, response)) passUp(board, outgoing, response, from);
        return;
      }
      if (outgoing.answered !== '') return outgoing.ack?.flow.send(outgoing.ack.text);
      dialog.ourInvite = false;
      if (response.status < 300) {
        outgoing.answered = response.toTag;
        refreshTarget(dialog, response, from);
        if (outgoing.parts.body !== '') dialog.localSdp = outgoing.parts.body;
        if (dialog.state !== 'ended') armSession(board, dialog, response.headers, 'we');
      }
      passUp(board, outgoing, response, from);
    },
    failed(outgoing, status) {
      dialog.ourInvite = false;
      passUpMadeUp(board, outgoing, status);
    },
  };
}
