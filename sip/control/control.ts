/** What the other files of this room see of drachtio: plain requests and responses. Only this folder knows drachtio-srf. */
import type { Fault, Signal } from '#core';

export interface PeerAddress {
  /** `udp`, `tcp`, `tls`, `ws`, `wss`; empty when the server does not say. */
  readonly transport: string;
  readonly address: string;
  readonly port: number;
}

export interface MessageParts {
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  readonly contentType?: string;
}

/** A request from the network (or, `fromStack`, one the server made by itself and tells us of: a BYE it sent, a REGISTER for who is gone). */
export interface InboundRequest {
  readonly method: string;
  readonly uri: string;
  readonly callId: string;
  /** Empty outside dialogs. */
  readonly dialogId: string;
  readonly body: string;
  /** Length of the whole message. */
  readonly size: number;
  readonly source: PeerAddress;
  /** What the sender speaks: `udp`, `tcp`, `tls`, `ws`, `wss`; drachtio-server calls WebSockets `tcp` in `source`. */
  readonly transport: string;
  readonly fromStack: boolean;
  readonly replied: boolean;
  /** Value on one line, repeated headers joined by a comma; undefined when absent. */
  header(name: string): string | undefined;
  /** CANCEL of this INVITE; the listener gets its Reason header. */
  onCancel(listener: (reason: string | undefined) => void): void;
  /** Sends a response; `done` hears what was sent, or why not. Never throws. */
  reply(code: number, reason?: string, parts?: MessageParts, done?: (sent: SentReply) => void): void;
}

export type SentReply =
  | { readonly ok: true; readonly dialogId: string }
  | { readonly ok: false; readonly fault: Fault };

export interface OutboundRequest extends MessageParts {
  readonly method: string;
  /** Request URI; left out inside a dialog. */
  readonly uri?: string;
  readonly dialogId?: string;
  /** Next hop, when it is not what the URI says. */
  readonly via?: string;
}

export interface InboundResponse {
  readonly status: number;
  readonly reason: string;
  readonly body: string;
  readonly dialogId: string;
  readonly callId: string;
  /** Where it came from; an empty address when the server made it up (time-out, unreachable). */
  readonly source: PeerAddress;
  header(name: string): string | undefined;
  /** ACK of a 2xx to INVITE. Never throws. */
  ack(body?: string): void;
}

/** How the sender hears of what became of its request. A final response or `failed` comes once and last, unless 2xx repeat. */
export interface RequestListener {
  response(response: InboundResponse): void;
  /** Refused by the server, or the control connection is gone. */
  failed(fault: Fault): void;
}

export interface SentRequest {
  /** CANCEL; kept until the server has told us the transaction. */
  cancel(reason: string): void;
  /** Nothing that still comes is heard, and drachtio-srf forgets the transaction. */
  forget(): void;
}

/** The control connection to an embedded or a real drachtio-server. */
export interface Control {
  /** `proto/host:port` of each listening transport. */
  readonly addresses: readonly string[];
  readonly isUp: boolean;
  /** The connection broke: every dialog and transaction of it is gone. */
  readonly lost: Signal<void>;
  readonly restored: Signal<void>;
  send(request: OutboundRequest, listener: RequestListener): SentRequest;
  close(): Promise<void>;
}
