import type { SipRequest, SipResponse } from '../../message/message.ts';
import { headerOf, headersOf } from '../../message/message.ts';
import { splitList } from '../../message/name-addr.ts';
import { parseMessage, type Refusal } from '../../message/parse.ts';
import { ownLine } from '../../message/write.ts';
import type { Arrival, Flow } from '../../transport/port.ts';
import type { Board } from '../board.ts';
import { cancelArrived } from './cancel-in.ts';
import { answerInTime } from './deadline.ts';
import { ackArrived, requestInKnownDialog } from './in-dialog.ts';
import { answerSelf, createIncoming, handUp, incomingKey, reasonOf, refuse } from './incoming.ts';
import { outgoingKey } from '../outbound/outgoing.ts';

/** Everything the network sends comes through here. */
export function onArrival(board: Board, arrival: Arrival): void {
  const { text, flow } = arrival;
  // Keep-alives (RFC 5626) and other blanks carry nothing.
  if (text.length < 8 && text.trim() === '') return;
  const parsed = parseMessage(arrival.unframed ? cutHead(text) : trimStart(text));
  if (arrival.unframed) return refuseUnframed(board, parsed.ok ? parsed.message.headers : parsed.refusal.headers, arrival);
  if (!parsed.ok) return refuseMalformed(board, parsed.refusal, flow);
  if (parsed.message.kind === 'response') return responseArrived(board, parsed.message, flow);
  requestArrived(board, parsed.message, flow);
}

/** RFC 3261 §7.5: blank lines before the start line are ignored. */
const trimStart = (text: string): string => (text.startsWith('\r\n') ? text.replace(/^(?:\r\n)+/, '') : text);

const cutHead = (text: string): string => text.slice(0, 8_192);

function requestArrived(board: Board, request: SipRequest, flow: Flow): void {
  const now = board.clock.now();
  const { method } = request;
  const known = board.incoming.get(incomingKey(request, method));
  if (method === 'ACK') {
    if (known?.transaction.acknowledged()) return;
    return ackArrived(board, request, flow);
  }
  if (known) return known.transaction.retransmitted(now);
  if (!board.requestGuard.admit(flow.address, now, weightOf(request))) return;
  // Whatever is kept for the answer would be more of what there is too much of already.
  if (isFull(board)) return sendStateless(board, request.headers, flow, 503);
  if (method === 'CANCEL') return cancelArrived(board, request, flow);
  if (request.toTag !== '') {
    const dialog = board.dialogs.match(request.callId, request.toTag, request.fromTag);
    if (dialog) return requestInKnownDialog(board, request, flow, dialog);
    return refuse(board, request, flow, 481);
  }
  newRequest(board, request, flow);
}

/** A request of so many bytes counts once against its source's rate, a larger one as often as they fit into it. */
const ORDINARY_BYTES = 1_024;

/** A REGISTER costs as much as any request and is needed rarely: a flood of them is the commonest attack there is. */
const REGISTER_WEIGHT = 5;

const weightOf = ({ method, text }: SipRequest): number =>
  Math.ceil(text.length / ORDINARY_BYTES) * (method === 'REGISTER' ? REGISTER_WEIGHT : 1);

const isFull = ({ incoming, incomingBytes, limits }: Board): boolean =>
  incoming.size >= limits.transactions || incomingBytes >= limits.requestBytes;

const IN_DIALOG_ONLY = new Set(['BYE', 'UPDATE', 'PRACK']);
const ROUTABLE = new Set(['INVITE', 'REGISTER', 'MESSAGE', 'OPTIONS', 'INFO', 'NOTIFY', 'SUBSCRIBE', 'PUBLISH']);
const ALLOW = 'INVITE, ACK, BYE, CANCEL, OPTIONS, REGISTER, INFO, NOTIFY, SUBSCRIBE, PUBLISH, MESSAGE, UPDATE, PRACK, REFER';

/** Specification §4: a request that belongs to nothing yet. */
function newRequest(board: Board, request: SipRequest, flow: Flow): void {
  const { method } = request;
  if (!/^(?:sips?|tel):/i.test(request.uri)) return refuse(board, request, flow, 416);
  if (IN_DIALOG_ONLY.has(method)) return refuse(board, request, flow, 481);
  if (method === 'REGISTER' && headerOf(request, 'contact') === '*' && headerOf(request, 'expires') !== '0') {
    return refuse(board, request, flow, 400);
  }
  const app = board.routes.choose(method);
  if (!app && !ROUTABLE.has(method)) {
    // [emb] drachtio-server says nothing at all to these.
    if (method === 'REFER') return refuse(board, request, flow, 405, [ownLine('Allow', ALLOW)]);
    return refuse(board, request, flow, 501);
  }
  if (method === 'INVITE' && (isMerged(board, request) || isOurs(board, request))) return refuse(board, request, flow, 482);
  if (!app) return refuse(board, request, flow, 503);
  const incoming = createIncoming(board, request, flow);
  if (method === 'INVITE') answerSelf(board, incoming, 100);
  handUp(board, incoming, app, true);
  answerInTime(board, incoming);
}

/** RFC 3261 §8.2.2.2: the same call on a second way; applications tell dialogs apart by Call-ID and this tag alone. */
function isMerged(board: Board, request: SipRequest): boolean {
  return board.dialogs.byId(`${request.callId};from-tag=${request.fromTag}`) !== undefined;
}

/** RFC 3261 §16.3 step 4: an INVITE of ours came back, by a phone or proxy that sends its calls to us. */
function isOurs(board: Board, request: SipRequest): boolean {
  for (const value of headersOf(request, 'via').flatMap(splitList)) {
    const branch = /;\s*branch\s*=\s*([^;\s]+)/i.exec(value)?.[1];
    if (branch !== undefined && board.outgoing.has(outgoingKey(branch, 'INVITE'))) return true;
  }
  return false;
}

function responseArrived(board: Board, response: SipResponse, flow: Flow): void {
  const outgoing = board.outgoing.get(outgoingKey(response.via.branch, response.cseq.method));
  // RFC 3261 §18.1.2, §17.1.3: no transaction of ours asked for this.
  if (!outgoing || outgoing.parts.cseq !== response.cseq.number || outgoing.parts.callId !== response.callId) return;
  outgoing.transaction.receive(response, flow);
}

/** RFC 3261 §8.2.6: a stateless answer with whatever could be read; ACKs and responses get none. */
function refuseMalformed(board: Board, refusal: Refusal, flow: Flow): void {
  board.malformed.note(refusal.why);
  if (!refusal.isRequest || refusal.method === 'ACK') return;
  sendStateless(board, refusal.headers, flow, refusal.status);
}

function refuseUnframed(board: Board, headers: Refusal['headers'], arrival: Arrival): void {
  board.log.debug('a TCP stream lost its framing', { status: arrival.unframed });
  if (arrival.unframed) sendStateless(board, headers, arrival.flow, arrival.unframed);
}

function sendStateless(board: Board, headers: Refusal['headers'], flow: Flow, status: number): void {
  if (!board.refusalGuard.admit(flow.address, board.clock.now())) return;
  const lines: string[] = [];
  for (const { name, value } of headers) {
    if (name === 'via' && !lines.some((line) => line.startsWith('Via'))) lines.push(`Via: ${stampLoosely(value, flow)}`);
    else if (name === 'via') lines.push(`Via: ${value}`);
    else if (name === 'from') lines.push(`From: ${value}`);
    else if (name === 'to') lines.push(`To: ${/;\s*tag\s*=/i.test(value) ? value : `${value};tag=${board.random.hex(7)}`}`);
    else if (name === 'call-id') lines.push(`Call-ID: ${value}`);
    else if (name === 'cseq') lines.push(`CSeq: ${value}`);
  }
  if (!lines.some((line) => line.startsWith('Via'))) return;
  const rank = ['Via', 'From', 'To', 'Call-ID', 'CSeq'];
  lines.sort((a, b) => rank.indexOf(a.slice(0, a.indexOf(':'))) - rank.indexOf(b.slice(0, b.indexOf(':'))));
  if (status === 503) lines.push('Retry-After: 5');
  flow.send(`SIP/2.0 ${status} ${reasonOf(status)}\r\n${lines.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`);
}

const stampLoosely = (value: string, flow: Flow): string => value.replace(/;\s*rport(?=\s*(?:;|,|$))/i, `;rport=${flow.port}`);
