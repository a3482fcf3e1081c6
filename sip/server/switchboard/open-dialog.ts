import { dialogId, type Dialog } from '../dialog/dialog.ts';
import { contactUri, routeSet } from '../dialog/route-set.ts';
import type { SipResponse } from '../message/message.ts';
import { NamedTimers } from '../transaction/timer-bank.ts';
import type { Flow } from '../transport/port.ts';
import type { AppConnection } from '../control/app-connection.ts';
import type { Board } from './board.ts';
import type { Incoming } from './inbound/incoming.ts';
import type { Outgoing } from './outbound/outgoing.ts';

type Fresh = Pick<
  Dialog,
  'timers' | 'success' | 'heldBye' | 'reliable' | 'openInvite' | 'openUpdate' | 'ourInvite' | 'session' | 'localSdp'
>;

const fresh = (board: Board): Fresh => ({
  timers: new NamedTimers(board.timers),
  success: undefined,
  heldBye: undefined,
  reliable: { lastRseq: 0, pending: [] },
  openInvite: false,
  openUpdate: false,
  ourInvite: false,
  session: { name: 'off' },
  localSdp: '',
});

/** RFC 3261 §12.1.1: we answered a request of theirs. */
export function openAsCallee(board: Board, incoming: Incoming, app: AppConnection, contact: string): Dialog {
  const { request, tag, flow } = incoming;
  const dialog: Dialog = {
    ...fresh(board),
    id: dialogId(request.callId, request.fromTag),
    role: 'uas',
    kind: request.method === 'INVITE' ? 'call' : 'subscription',
    app,
    callId: request.callId,
    localTag: tag,
    remoteTag: request.fromTag,
    local: `${request.to};tag=${tag}`,
    remote: request.from,
    localSeq: 1,
    remoteSeq: request.cseq.number,
    target: contactUri(request) ?? `sip:${flow.address}:${flow.port}`,
    routes: routeSet(request, 'uas'),
    flow,
    contact,
    state: 'early',
    openInvite: request.method === 'INVITE',
  };
  board.dialogs.add(dialog);
  board.calls.set(dialog, incoming);
  incoming.dialog = dialog;
  return dialog;
}

/** RFC 3261 §12.1.2: they answered a request of ours. `listed` is false for extra forks, which only live to be ended. */
export function openAsCaller(
  board: Board,
  outgoing: Outgoing,
  app: AppConnection,
  response: SipResponse,
  from: Flow,
  contact: string,
  listed = true,
): Dialog {
  const { parts } = outgoing;
  const dialog: Dialog = {
    ...fresh(board),
    id: dialogId(parts.callId, parts.fromTag),
    role: 'uac',
    kind: parts.method === 'INVITE' ? 'call' : 'subscription',
    app,
    callId: parts.callId,
    localTag: parts.fromTag,
    remoteTag: response.toTag,
    local: parts.from,
    remote: response.to,
    localSeq: parts.cseq,
    remoteSeq: -1,
    target: contactUri(response) ?? parts.uri,
    routes: routeSet(response, 'uac'),
    flow: from,
    contact,
    state: 'early',
    ourInvite: parts.method === 'INVITE',
  };
  if (listed) board.dialogs.add(dialog);
  return dialog;
}

/** An answer from another branch, or the final one, may change who the peer is while the dialog is early. */
export function follow(dialog: Dialog, response: SipResponse, from: Flow): void {
  dialog.remoteTag = response.toTag;
  dialog.remote = response.to;
  dialog.target = contactUri(response) ?? dialog.target;
  dialog.routes = routeSet(response, 'uac');
  dialog.flow = from;
}
