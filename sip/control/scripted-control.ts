import { Emitter, type Fault } from '#core';

import type {
  Control,
  InboundRequest,
  InboundResponse,
  MessageParts,
  OutboundRequest,
  PeerAddress,
  RequestListener,
  SentReply,
} from './control.ts';

const PEER: PeerAddress = { transport: 'udp', address: '192.0.2.7', port: 5060 };

/** One request the room sent, and the hands of the other side on it. */
export class ScriptedRequest {
  readonly request: OutboundRequest;
  readonly cancels: string[] = [];
  readonly acks: string[] = [];
  forgotten = false;
  readonly #listener: RequestListener;

  constructor(request: OutboundRequest, listener: RequestListener) {
    this.request = request;
    this.#listener = listener;
  }

  /** The other side responds; as in a server, nothing arrives once the request is forgotten. */
  respond(status: number, parts: Partial<InboundResponse> = {}): void {
    if (this.forgotten) return;
    this.#listener.response({
      status,
      reason: '',
      body: '',
      dialogId: 'call;from-tag=us',
      callId: 'call',
      source: PEER,
      header: () => undefined,
      ack: (body = '') => this.acks.push(body),
      ...parts,
    });
  }

  fail(fault: Fault): void {
    this.#listener.failed(fault);
  }
}

/** A control connection whose other end is a test. */
export class ScriptedControl implements Control {
  readonly addresses = ['udp/192.0.2.1:5060'];
  readonly lost = new Emitter<void>();
  readonly restored = new Emitter<void>();
  readonly sent: ScriptedRequest[] = [];
  isUp = true;

  send(request: OutboundRequest, listener: RequestListener) {
    const scripted = new ScriptedRequest(request, listener);
    this.sent.push(scripted);
    return {
      cancel: (reason: string) => void scripted.cancels.push(reason),
      forget: () => {
        scripted.forgotten = true;
      },
    };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Methods sent so far. */
  get methods(): string[] {
    return this.sent.map(({ request }) => request.method);
  }

  get last(): ScriptedRequest {
    const last = this.sent.at(-1);
    if (!last) throw new Error('nothing was sent');
    return last;
  }
}

/** A request from the network, with what was replied to it. */
export interface ScriptedInbound extends InboundRequest {
  readonly replies: { code: number; reason?: string; parts: MessageParts }[];
  /** Codes replied, in order. */
  readonly codes: number[];
  cancel(reason?: string): void;
}

export function scriptedInbound(
  method: string,
  fields: Partial<Pick<InboundRequest, 'uri' | 'callId' | 'dialogId' | 'body' | 'size' | 'source' | 'fromStack'>> & {
    headers?: Record<string, string>;
    sent?: SentReply;
  } = {},
): ScriptedInbound {
  const { headers = {}, sent = { ok: true, dialogId: 'call;from-tag=them' }, ...rest } = fields;
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const replies: ScriptedInbound['replies'] = [];
  const cancels: ((reason: string | undefined) => void)[] = [];
  return {
    method, uri: 'sip:4000@huawu', callId: 'call', dialogId: '', body: '', size: 500, source: PEER, transport: 'udp', fromStack: false,
    ...rest,
    replies,
    get codes() {
      return replies.map(({ code }) => code);
    },
    get replied() {
      return replies.some(({ code }) => code >= 200);
    },
    header: (name) => lower.get(name.toLowerCase()),
    onCancel: (listener) => void cancels.push(listener),
    cancel: (reason) => cancels.forEach((listener) => listener(reason)),
    reply(code, reason, parts = {}, done) {
      replies.push({ code, ...(reason === undefined ? {} : { reason }), parts });
      done?.(sent);
    },
  };
}
