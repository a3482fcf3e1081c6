import type { AppConnection } from '../../control/app-connection.ts';
import type { Command } from '../../control/frame-codec.ts';
import { requestEcho } from '../../control/meta.ts';
import { bracketed, tagOf } from '../../message/name-addr.ts';
import { bindingKey, parseUri } from '../../message/uri.ts';
import { type Draft, draftHeader, parseDraft } from '../../message/write.ts';
import { hopOf } from '../../transport/next-hop.ts';
import type { Flow } from '../../transport/port.ts';
import { answerFromApp } from '../inbound/app-answer.ts';
import { requestInDialog } from './app-dialog.ts';
import { type Board, newBranch, newTag, ownHostPort, ownVia } from '../board.ts';
import { callListener } from './call-responses.ts';
import { cancelFromApp } from './cancel-out.ts';
import { addContact, addContentType, appLines, composeRequest, contactOf, lacksContentType, requestLine } from './compose.ts';
import { reach } from './dialog-request.ts';
import { begin, type OutgoingListener, passUp, passUpMadeUp, prepare, type RequestParts } from './outgoing.ts';
import { subscriptionListener } from './subscription.ts';

/** A `sip` frame of an application: an answer, a CANCEL, a request inside a dialog, or a new request. */
export function onAppFrame(board: Board, app: AppConnection, command: Command): void {
  const draft = parseDraft(command.body);
  const [transactionId = '', dialogId = ''] = command.tokens;
  if (draft.startLine.startsWith('SIP/2.0 ')) return answerFromApp(board, app, command, draft);
  const line = requestLine(draft.startLine);
  if (line?.method === 'CANCEL') return cancelFromApp(board, app, command, draft);
  if (dialogId !== '' && line) return requestInDialog(board, app, command, draft, line.method);
  if (transactionId !== '') return app.reply(command.id, 'NOK|Response not sent due to unknown transaction');
  newRequest(board, app, command, draft, line);
}

/** Specification §6: a request outside any dialog. */
function newRequest(
  board: Board,
  app: AppConnection,
  command: Command,
  draft: Draft,
  line: { method: string; uri: string } | undefined,
): void {
  const isSip = line && /^sips?:/i.test(line.uri);
  if (!line || (isSip && !parseUri(line.uri))) {
    return app.reply(command.id, `NOK|invalid request-uri: ${draft.startLine}`);
  }
  if (lacksContentType(draft)) {
    return app.reply(command.id, 'NOK|missing content-type');
  }
  const proxy = command.tokens[2] ?? '';
  const next = proxy === '' ? line.uri : proxy;
  if (isMyself(board, next)) return app.reply(command.id, 'NOK|can not send request to myself');
  const known = proxy === '' ? registeredFlow(board, line.uri) : undefined;
  if (known) return launch(board, app, command, draft, line, known);
  if (!hopOf(next)) return noTransport(board, app, command, draft, line);
  reach(board, next, (flow) => {
    if (flow) launch(board, app, command, draft, line, flow);
    else app.reply(command.id, 'NOK|requested protocol/transport not available');
  });
}

function launch(
  board: Board,
  app: AppConnection,
  command: Command,
  draft: Draft,
  line: { method: string; uri: string },
  flow: Flow,
): void {
  const parts = newParts(board, draft, line, flow);
  const contact = contactOf(draft, flow);
  const outgoing = prepare(board, { parts, flow, app, dialog: undefined, heard: listenerFor(board, line.method, contact) });
  begin(board, outgoing);
  app.reply(command.id, requestEcho(parts.text.length, flow, board.clock.wall(), outgoing.id), parts.text);
}

function listenerFor(board: Board, method: string, contact: string): OutgoingListener {
  if (method === 'INVITE') return callListener(board, contact);
  if (method === 'SUBSCRIBE') return subscriptionListener(board, contact);
  return {
    response: (outgoing, response, from) => {
      if (response.status > 100) passUp(board, outgoing, response, from);
    },
    failed: (outgoing, status) => passUpMadeUp(board, outgoing, status),
  };
}

function newParts(board: Board, draft: Draft, line: { method: string; uri: string }, flow: Flow): RequestParts {
  const branch = newBranch(board);
  const here = ownHostPort(flow);
  const given = draftHeader(draft, 'from');
  // In the From of a new request any `localhost` counts, with or without a user part.
  let from = given === undefined ? `<sip:${here}>` : bracketed(given).replace(/localhost(?::\d+)?(?=[;>?\s,]|$)/g, here);
  if (tagOf(from) === '') from = `${from};tag=${newTag(board)}`;
  const to = bracketed(draftHeader(draft, 'to') ?? `<${line.uri}>`).replace(/@localhost(?::\d+)?(?=[;>?\s,]|$)/g, `@${here}`);
  const lines = appLines(draft, flow);
  addContentType(draft, lines);
  if (line.method === 'INVITE' || line.method === 'SUBSCRIBE') addContact(draft, lines, contactOf(draft, flow));
  return composeRequest(
    {
      method: line.method,
      uri: line.uri,
      via: ownVia(flow, branch),
      branch,
      routes: '',
      from,
      fromTag: tagOf(from),
      to,
      callId: draftHeader(draft, 'call-id') ?? board.random.uuid(),
      cseq: givenCSeq(draft) ?? 1 + board.random.int(2 ** 27),
    },
    lines,
    draft.body,
    /^\d{1,3}$/.exec(draftHeader(draft, 'max-forwards') ?? '')?.[0],
  );
}

function givenCSeq(draft: Draft): number | undefined {
  const match = /^(\d{1,10})(?:\s|$)/.exec(draftHeader(draft, 'cseq') ?? '');
  return match ? Number(match[1]) : undefined;
}

/** No transport of ours carries this URI: an echo and a made-up 416 (specification §6.12). */
function noTransport(
  board: Board,
  app: AppConnection,
  command: Command,
  draft: Draft,
  line: { method: string; uri: string },
): void {
  const stand = board.udp?.flowTo(board.own.local, 5060) ?? board.tcp?.flowTo(board.own.local, 5060);
  if (!stand) return app.reply(command.id, 'NOK|requested protocol/transport not available');
  const parts = newParts(board, draft, line, stand);
  const heard = listenerFor(board, line.method, '');
  const outgoing = prepare(board, { parts, flow: stand, app, dialog: undefined, heard });
  board.outgoing.delete(`${parts.branch}|${parts.method}`);
  board.outgoingById.delete(outgoing.id);
  app.reply(command.id, requestEcho(0, undefined, board.clock.wall(), outgoing.id), parts.text);
  passUpMadeUp(board, outgoing, 416, 'unknown');
}

function isMyself(board: Board, uri: string): boolean {
  const hop = hopOf(uri);
  if (!hop) return false;
  const ours = [board.udp, board.tcp, ...board.websockets];
  if (!ours.some((one) => one?.protocol === hop.protocol && one.port === hop.port)) return false;
  return hop.host === 'localhost' || hop.host === board.own.announced || hop.host === board.own.for(hop.host);
}

function registeredFlow(board: Board, uri: string): Flow | undefined {
  if (board.registered.size === 0) return undefined;
  const flow = board.registered.get(bindingKey(uri) ?? '');
  return flow?.alive ? flow : undefined;
}
