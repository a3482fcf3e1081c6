import { Fault, type Log } from '#core';

import type { InboundResponse, OutboundRequest, RequestListener, SentRequest } from './control.ts';
import { guarded } from './guard.ts';
import { type Waiting, header, sourceOf } from './inbound.ts';
import type { SrfApp, SrfHandler, SrfRequest, SrfResponse } from './srf-api.ts';
import { fitsFrame, frameBytes, wireHeaders } from './wire-text.ts';

type Ack = (options?: { body?: string }) => void;

/** One request of ours on its way: hears responses until the final one, or until it is forgotten. */
export class Outbound implements SentRequest {
  readonly #listener: RequestListener;
  readonly #log: Log;
  readonly #onUpdate: SrfHandler;
  readonly #stopWaiting: () => void;
  #request: SrfRequest | undefined;
  #cancelReason: string | undefined;
  #over = false;

  constructor(srf: SrfApp, request: OutboundRequest, listener: RequestListener, waiting: Waiting, onUpdate: SrfHandler, log: Log) {
    this.#listener = listener;
    this.#log = log;
    this.#onUpdate = onUpdate;
    this.#stopWaiting = waiting.add((fault) => this.#fail(fault));
    this.#send(srf, request);
  }

  #send(srf: SrfApp, request: OutboundRequest): void {
    const { method, uri = 'sip:placeholder', dialogId, via, body } = request;
    const headers = wireHeaders(request, { 'User-Agent': 'huawu' });
    const size = frameBytes(headers, undefined);
    if (!fitsFrame(size, body)) return this.#failLater(`its ${frameBytes(headers, body)} bytes are more than a drachtio-server takes`);
    const options = {
      method,
      headers,
      ...(body ? { body } : {}),
      ...(via ? { proxy: via } : {}),
      ...(dialogId ? { stackDialogId: dialogId } : {}),
    };
    try {
      srf.request(uri, options, (error, sent) => guarded(this.#log, () => this.#onEcho(error, sent)));
    } catch (error) {
      this.#failLater(error);
    }
  }

  cancel(reason: string): void {
    if (this.#over) return;
    this.#cancelReason = reason;
    if (this.#request) this.#sendCancel(this.#request, reason);
  }

  forget(): void {
    this.#end();
    const { agent, socket, stackTxnId } = this.#request ?? {};
    if (stackTxnId) agent?.mapServer?.get(socket)?.pendingSipRequests?.delete(stackTxnId);
  }

  #onEcho(error: unknown, sent: SrfRequest | undefined): void {
    if (error || !sent) return this.#fail(notSent(error));
    this.#request = sent;
    sent.on('response', (response, ack) => guarded(this.#log, () => this.#onResponse(response, ack)));
    // srf hands an UPDATE of the peer to whatever request of ours is open with that Call-ID; unheard, it stays unanswered.
    sent.on('update', (update, response) => this.#onUpdate(update, response));
    if (this.#over) this.forget();
    else if (this.#cancelReason !== undefined) this.#sendCancel(sent, this.#cancelReason);
  }

  #onResponse(res: SrfResponse, ack: Ack): void {
    if (this.#over) return;
    if (res.status >= 200) this.#end();
    this.#listener.response(wrapResponse(res, ack, this.#log));
  }

  #sendCancel(request: SrfRequest, reason: string): void {
    try {
      request.cancel({ headers: wireHeaders({ headers: { Reason: reason } }, {}) }, () => {});
    } catch (error) {
      this.#log.debug('a CANCEL could not be sent', { error });
    }
  }

  #fail(fault: Fault): void {
    if (this.#over) return;
    this.#end();
    guarded(this.#log, () => this.#listener.failed(fault));
  }

  /** After the constructor, so that the caller knows us before it hears from us. */
  #failLater(cause: unknown): void {
    queueMicrotask(() => this.#fail(notSent(cause)));
  }

  #end(): void {
    this.#over = true;
    this.#stopWaiting();
  }
}

function wrapResponse(res: SrfResponse, ack: Ack, log: Log): InboundResponse {
  return {
    status: res.status,
    reason: res.reason ?? '',
    body: res.body ?? '',
    dialogId: res.stackDialogId ?? '',
    callId: header(res, 'call-id') ?? '',
    source: sourceOf(res),
    header: (name) => header(res, name),
    ack: (body) => guarded(log, () => ack(body === undefined ? {} : { body })),
  };
}

/** The server's answer to a request inside a dialog that it no longer knows. */
const NO_DIALOG = /unable to find dialog/i;

function notSent(cause: unknown): Fault {
  const why = cause instanceof Error ? cause.message : String(cause);
  if (NO_DIALOG.test(why)) return new Fault('sip.no-dialog', 'the SIP server no longer knows this call; it has ended', { cause });
  return new Fault('sip.not-sent', `the SIP server did not send the request: ${why}`, { retryable: true, cause });
}
