/**
 * The part of drachtio-srf 5 that we use, as its source has it (its own type file disagrees with it in places).
 * We stay on the level of transactions: `use`, `request`, `send`, `cancel`, `ack`. Its Dialog class has traps (README).
 */
import Srf from 'drachtio-srf';

export interface SrfMessage {
  readonly headers: Record<string, string | undefined>;
  readonly body?: string;
  get(name: string): string | undefined;
}

export interface SrfRequest extends SrfMessage {
  readonly method: string;
  readonly uri: string;
  readonly raw?: string;
  /** `network`, or `application` for requests that the server made up. */
  readonly source?: string;
  readonly source_address?: string;
  readonly source_port?: number;
  readonly protocol?: string;
  readonly stackTxnId?: string;
  readonly stackDialogId?: string;
  readonly socket?: unknown;
  readonly agent?: SrfAgent;
  on(event: 'cancel', listener: (message: SrfMessage) => void): void;
  on(event: 'update', listener: (request: SrfRequest, response: SrfResponse) => void): void;
  on(event: 'response', listener: (response: SrfResponse, ack: (options?: { body?: string }) => void) => void): void;
  removeAllListeners(): void;
  cancel(options: { headers: Record<string, string> }, callback: (error: unknown) => void): void;
}

export interface SrfResponse extends SrfMessage {
  readonly status: number;
  readonly reason?: string;
  readonly finished: boolean;
  readonly msg: SrfMessage;
  readonly source_address?: string;
  readonly source_port?: number;
  readonly protocol?: string;
  readonly stackDialogId?: string;
  send(
    code: number,
    reason: string | undefined,
    options: { headers: Record<string, string>; body?: string },
    callback?: (error: unknown) => void,
  ): void;
}

export interface SrfRequestOptions {
  method: string;
  headers: Record<string, string>;
  body?: string;
  proxy?: string;
  stackDialogId?: string;
}

/** Inner parts that srf offers no method for: forgetting a transaction, stopping to reconnect, asking when routes count, a line
 * without a socket. */
export interface SrfAgent {
  readonly mapServer?: Map<unknown, {
    readonly pendingSipRequests?: Map<string, unknown>;
    readonly pendingRequests?: Map<string, (answer: readonly string[]) => void>;
  }>;
  /** Announces the methods of `use` to the server. */
  routeVerbs?(socket: unknown): void;
  readonly wp?: {
    closing?: boolean;
    /** Returns the id that the answer will carry. */
    send: (socket: unknown, message: string) => string;
    disconnect: (socket: unknown) => void;
    emit(event: 'connection' | 'close', socket: unknown): void;
    emit(event: 'msg', socket: unknown, payload: string): void;
    readonly reconnectVars?: { retryTimer?: { close(): void } | null };
    readonly socket?: { destroy(): void };
  };
}

export type SrfHandler = (request: SrfRequest, response: SrfResponse) => void;

export interface SrfApp {
  readonly app: { readonly client?: SrfAgent };
  use(handler: SrfHandler): void;
  use(method: string, handler: SrfHandler): void;
  on(event: 'connect', listener: (error: unknown, hostPorts?: string, version?: string) => void): void;
  on(event: 'close' | 'error' | 'reconnecting', listener: (detail?: unknown) => void): void;
  connect(options: { host: string; port: number; secret: string; reconnect: { retryMaxDelay: number } }): void;
  /** Waits for a server that calls. */
  listen(options: { server: unknown; secret: string }): void;
  disconnect(): void;
  request(uri: string, options: SrfRequestOptions, callback: (error: unknown, request?: SrfRequest) => void): void;
}

export const createSrf = (): SrfApp => new (Srf as unknown as new () => SrfApp)();
