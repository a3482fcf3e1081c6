import type { AppConnection } from '../../control/app-connection.ts';
import type { Command } from '../../control/frame-codec.ts';
import { responseEcho } from '../../control/meta.ts';
import { type Dialog, dialogId } from '../../dialog/dialog.ts';
import { parseSessionExpires } from '../../dialog/session-timer.ts';
import { headerOf, lists } from '../../message/message.ts';
import { tagOf } from '../../message/name-addr.ts';
import { type Draft, draftHeader, type OutLine, ownLine, writeMessage } from '../../message/write.ts';
import type { Board } from '../board.ts';
import { addContact, addContentType, appLines, contactOf } from '../outbound/compose.ts';
import { rememberBindings } from './bindings.ts';
import { type Incoming, replyHead, settle } from './incoming.ts';
import { openAsCallee } from '../open-dialog.ts';
import { numberReliable, repeatReliable } from './reliable.ts';
import { armSession } from '../session.ts';
import { limitSubscription } from '../outbound/subscription.ts';
import { awaitAck } from './success.ts';
import { refreshTarget } from '../target.ts';

/** Headers of an answer that come from the request or from the stack (specification §5.2). */
const OURS = new Set(['via', 'route', 'record-route', 'from', 'to', 'call-id', 'cseq', 'content-length', 'rseq', 'max-forwards']);
const UNKNOWN = 'NOK|Response not sent due to unknown transaction';

/** An application's answer to a request of the network (specification §5). */
export function answerFromApp(board: Board, app: AppConnection, command: Command, draft: Draft): void {
  const incoming = board.incomingById.get(command.tokens[0] ?? '');
  const status = Number(/^SIP\/2\.0 (\d{3})(?: |$)/.exec(draft.startLine)?.[1] ?? 0);
  if (!incoming || incoming.app !== app || incoming.transaction.isFinal) return app.reply(command.id, UNKNOWN);
  if (status < 101 || status > 699 || hasLineEnds(draft.startLine)) return app.reply(command.id, 'NOK|Unknown server error sending response');
  const reliable = status < 200 && lists({ headers: draft.headers }, 'require', '100rel');
  if (reliable && !peerSupportsReliable(incoming)) {
    return app.reply(command.id, 'NOK|Remote endpoint does not support 100rel');
  }
  if (!incoming.flow.alive) return app.reply(command.id, 'NOK|transport for response has been shutdown or closed');
  const text = compose(board, incoming, app, status, draft, reliable);
  incoming.transaction.respond(status, text, board.clock.now());
  afterwards(board, incoming, status, draft, text, reliable);
  echo(board, app, command, incoming, text);
}

const hasLineEnds = (text: string): boolean => text.includes('\n') || text.includes('\r');

const peerSupportsReliable = ({ request }: Incoming): boolean =>
  request.method === 'INVITE' && (lists(request, 'supported', '100rel') || lists(request, 'require', '100rel'));

function compose(board: Board, incoming: Incoming, app: AppConnection, status: number, draft: Draft, reliable: boolean): string {
  const { request, flow } = incoming;
  const method = request.method;
  adoptTag(incoming, draft);
  const success = status >= 200 && status < 300;
  const contact = incoming.dialog?.contact ?? contactOf(draft, flow);
  if (makesDialog(incoming, status)) openAsCallee(board, incoming, app, contact);
  const lines = appLines(draft, flow, OURS);
  addContentType(draft, lines);
  const wantsContact =
    (method === 'INVITE' && (success || reliable || (request.toTag !== '' && status < 300))) ||
    (method === 'SUBSCRIBE' && success);
  if (wantsContact) addContact(draft, lines, contact);
  if (reliable && incoming.dialog) lines.push(ownLine('RSeq', String(numberReliable(board, incoming.dialog))));
  if (success && (method === 'INVITE' || method === 'UPDATE')) addSessionExpires(draft, incoming, lines);
  return writeMessage(draft.startLine, replyHead(incoming, status), lines, draft.body);
}

/** Specification §5.1: an application may choose the tag, before the first response carried one. */
function adoptTag(incoming: Incoming, draft: Draft): void {
  if (incoming.transaction.status > 100 || incoming.tag === '') return;
  const tag = tagOf(draftHeader(draft, 'to') ?? '');
  if (/^[\w\-.!%*+`'~]+$/.test(tag)) incoming.tag = tag;
}

/** RFC 3261 §12.1, RFC 6665: which answers begin a dialog. */
function makesDialog(incoming: Incoming, status: number): boolean {
  if (incoming.dialog || incoming.request.toTag !== '') return false;
  if (incoming.request.method === 'INVITE') return status < 300;
  return incoming.request.method === 'SUBSCRIBE' && status >= 200 && status < 300;
}

/** RFC 4028 §9: what the caller asked for is granted when the application says nothing (specification §11). */
function addSessionExpires(draft: Draft, incoming: Incoming, lines: OutLine[]): void {
  if (draftHeader(draft, 'session-expires') !== undefined) return;
  const asked = parseSessionExpires(headerOf(incoming.request, 'session-expires'));
  if (asked?.refresher) lines.push(ownLine('Session-Expires', `${asked.seconds};refresher=${asked.refresher}`));
}

function afterwards(board: Board, incoming: Incoming, status: number, draft: Draft, text: string, reliable: boolean): void {
  const { dialog, request } = incoming;
  if (reliable && dialog) return repeatReliable(board, incoming, dialog, text);
  if (status < 200) return;
  settle(board, incoming);
  const success = status < 300;
  if (request.method === 'REGISTER' && success) rememberBindings(board, incoming);
  if (!dialog) return;
  if (request.method === 'SUBSCRIBE' && success) limitSubscription(board, dialog, incoming.request);
  if (success && (request.method === 'INVITE' || request.method === 'UPDATE')) {
    accepted(board, incoming, dialog, draft, text);
  } else if (request.method === 'INVITE') {
    dialog.timers.stop('P');
    if (dialog.state === 'early') board.dialogs.end(dialog);
  }
}

/** A 2xx to INVITE or UPDATE: target, session description and session timer are as agreed now. */
function accepted(board: Board, incoming: Incoming, dialog: Dialog, draft: Draft, text: string): void {
  const { request, flow } = incoming;
  const invite = request.method === 'INVITE';
  refreshTarget(dialog, request, flow);
  if (draft.body !== '') dialog.localSdp = draft.body;
  if (invite) {
    dialog.timers.stop('P');
    dialog.reliable.pending.length = 0;
    const first = dialog.state === 'early';
    dialog.state = 'confirmed';
    awaitAck(board, dialog, incoming, text, first ? incoming.id : '');
  }
  const granted = draftHeader(draft, 'session-expires') ?? askedRefresher(incoming);
  const headers = granted === undefined ? [] : [{ name: 'session-expires', value: granted }];
  if (invite || dialog.state === 'confirmed') armSession(board, dialog, headers, 'they');
}

function askedRefresher(incoming: Incoming): string | undefined {
  const value = headerOf(incoming.request, 'session-expires');
  return parseSessionExpires(value)?.refresher ? value : undefined;
}

/** Echo (specification §2.4): the protocol only for INVITE, the dialog for whatever has or makes one. */
function echo(board: Board, app: AppConnection, command: Command, incoming: Incoming, text: string): void {
  const { request, flow } = incoming;
  const invite = request.method === 'INVITE';
  const named = invite || incoming.dialog !== undefined;
  const dialog = !named || request.method === 'BYE' ? '' : (incoming.dialog?.id ?? dialogId(request.callId, request.fromTag));
  const protocol = invite ? flow.protocol : '';
  app.reply(command.id, responseEcho(text.length, protocol, flow, board.clock.wall(), incoming.id, dialog), text);
}
