import type { AppConnection } from '../../control/app-connection.ts';
import type { Command } from '../../control/frame-codec.ts';
import { requestEcho } from '../../control/meta.ts';
import type { Draft } from '../../message/write.ts';
import { patience } from '../../transaction/machine.ts';
import type { Board } from '../board.ts';
import { appLines, composeRequest } from './compose.ts';
import { begin, forget, type Outgoing, prepare, type RequestParts } from './outgoing.ts';
import { INDIFFERENT } from '../stack-requests.ts';

/** Identity headers come from the INVITE, whatever the application wrote (specification §6.1, §8). */
const NOT_IN_CANCEL = new Set([
  'via', 'route', 'record-route', 'max-forwards', 'from', 'to', 'call-id', 'cseq', 'content-length', 'contact',
  'p-asserted-identity', 'content-type', 'rseq',
]);

/** A CANCEL of the application for one of its INVITEs. */
export function cancelFromApp(board: Board, app: AppConnection, command: Command, draft: Draft): void {
  const id = command.tokens[0] ?? '';
  const outgoing = board.outgoingById.get(id);
  if (!outgoing || outgoing.app !== app || outgoing.parts.method !== 'INVITE' || !outgoing.transaction.isOpen) {
    return app.reply(command.id, `NOK|unable to cancel unknown transaction id: ${id}`);
  }
  const parts = cancelParts(outgoing, draft);
  const held = !outgoing.transaction.heard;
  if (outgoing.cancel.state === 'none') {
    outgoing.cancel = { state: 'wanted', parts };
    if (!held) releaseCancel(board, outgoing);
  }
  const bytes = held ? 0 : parts.text.length;
  app.reply(command.id, requestEcho(bytes, outgoing.flow, board.clock.wall(), board.random.uuid()), parts.text);
}

/** Ends an INVITE that nobody wants any more, in the name of the stack. */
export function cancelSelf(board: Board, outgoing: Outgoing): void {
  if (!outgoing.transaction.isOpen || outgoing.cancel.state !== 'none') return;
  outgoing.cancel = { state: 'wanted', parts: cancelParts(outgoing, { startLine: '', headers: [], body: '' }) };
  if (outgoing.transaction.heard) releaseCancel(board, outgoing);
}

function cancelParts(outgoing: Outgoing, draft: Draft): RequestParts {
  return composeRequest({ ...outgoing.parts, method: 'CANCEL' }, appLines(draft, outgoing.flow, NOT_IN_CANCEL), '');
}

/** RFC 3261 §9.1: a CANCEL may leave only after a provisional response. */
export function releaseCancel(board: Board, outgoing: Outgoing): void {
  const { cancel } = outgoing;
  if (cancel.state !== 'wanted') return;
  outgoing.cancel = { state: 'sent', parts: cancel.parts };
  const launch = { parts: cancel.parts, flow: outgoing.flow, app: undefined, dialog: undefined, heard: INDIFFERENT };
  begin(board, prepare(board, launch));
  // [emb] §9.1: without a final response within 64·T1 the INVITE counts as cancelled.
  board.timers.after(patience(board.values), () => {
    if (!outgoing.transaction.isOpen) return;
    outgoing.transaction.drop();
    forget(board, outgoing);
    outgoing.heard.failed(outgoing, 487);
  });
}
