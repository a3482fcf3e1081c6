import { Fault, type Log } from '#core';

import { unfold } from '../message/header-text.ts';
import type { InboundRequest, MessageParts, PeerAddress, SentReply } from './control.ts';
import { guarded } from './guard.ts';
import type { SrfRequest, SrfResponse } from './srf-api.ts';
import { LARGEST_FRAME_BYTES, fitsFrame, frameBytes, wireHeaders } from './wire-text.ts';

/** Remembers who waits for the server's word, so that a lost connection can answer in its place. */
export interface Waiting {
  add(onLost: (fault: Fault) => void): () => void;
}

/** Compact forms that drachtio-srf does not expand (RFC 3261 §20, RFC 3515, 3892, 4028), and one it expands wrongly. */
const UNEXPANDED: Readonly<Record<string, string>> = {
  'refer-to': 'r', 'referred-by': 'b', 'session-expires': 'x', event: 'o', 'content-encoding': 'contact-encoding',
};

/** An srf request with its response, as the room sees it. */
export function wrapInbound(req: SrfRequest, res: SrfResponse, waiting: Waiting, log: Log): InboundRequest {
  let replied = false;
  const reply = (code: number, reason?: string, parts: MessageParts = {}, done?: (sent: SentReply) => void) => {
    if (code >= 200) replied = true;
    sendReply(res, code, reason, parts, waiting, done && ((sent) => guarded(log, () => done(sent))));
  };
  return {
    method: req.method,
    uri: req.uri,
    callId: header(req, 'call-id') ?? '',
    dialogId: req.stackDialogId ?? '',
    body: req.body ?? '',
    size: req.raw?.length ?? 0,
    source: sourceOf(req),
    transport: spokenTransport(sourceOf(req).transport, header(req, 'via') ?? ''),
    fromStack: req.source === 'application',
    get replied() {
      return replied;
    },
    header: (name) => header(req, name),
    onCancel(listener) {
      req.on('cancel', (message) => guarded(log, () => listener(header(message, 'reason'))));
    },
    reply,
  };
}

export function header(message: { get(name: string): string | undefined }, name: string): string | undefined {
  const compact = UNEXPANDED[name];
  const value = message.get(name) ?? (compact === undefined ? undefined : message.get(compact));
  return value === undefined ? undefined : unfold(value);
}

export function sourceOf(m: { protocol?: string; source_address?: string; source_port?: number }): PeerAddress {
  return { transport: (m.protocol ?? '').toLowerCase(), address: m.source_address ?? '', port: m.source_port ?? 0 };
}

/** drachtio-server says `tcp` for WebSockets, too; there the topmost Via tells (RFC 7118 §5.2.1), which it checks itself. */
export function spokenTransport(told: string, via: string): string {
  const websocket = told === 'tcp' || told === 'tls' ? /^SIP\/2\.0\/(WSS?)\s/i.exec(via)?.[1] : undefined;
  return websocket?.toLowerCase() ?? told;
}

function sendReply(
  res: SrfResponse,
  code: number,
  reason: string | undefined,
  parts: MessageParts,
  waiting: Waiting,
  done?: (sent: SentReply) => void,
): void {
  const own = { Server: 'huawu' };
  const headers = wireHeaders(parts, own);
  if (!fitsFrame(frameBytes(headers, undefined) + frameBytes(res.msg.headers, undefined), parts.body)) {
    if (parts.body) return done?.({ ok: false, fault: tooLarge(frameBytes(headers, parts.body)) });
    // The server writes these from the request it holds; without them the frame fits whatever the caller sent.
    for (const name of ['from', 'to']) delete res.msg.headers[name];
    if (code >= 200 && !fitsFrame(2 * frameBytes(headers, undefined))) return sendReply(res, 513, undefined, {}, waiting, done);
  }
  let settle = done;
  const stopWaiting = done && waiting.add((fault) => settleOnce({ ok: false, fault }));
  const settleOnce = (sent: SentReply) => {
    stopWaiting?.();
    settle?.(sent);
    settle = undefined;
  };
  const hear = (error: unknown) =>
    settleOnce(error ? { ok: false, fault: notSent(error) } : { ok: true, dialogId: res.stackDialogId ?? '' });
  const text = reason === undefined ? undefined : reason.replace(/[^\x20-\x7e]+/g, ' ');
  try {
    res.send(code, text, { headers, ...(parts.body ? { body: parts.body } : {}) }, done && hear);
  } catch (error) {
    settleOnce({ ok: false, fault: notSent(error) });
  }
}

function tooLarge(bytes: number): Fault {
  return new Fault(
    'sip.too-large',
    `a SIP message of ${bytes} bytes was not sent: a drachtio-server takes ${LARGEST_FRAME_BYTES}; offer fewer codecs or candidates`,
  );
}

function notSent(cause: unknown): Fault {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Fault('sip.not-sent', `the SIP server did not send the response (${why}); the caller has probably gone`, { cause });
}
