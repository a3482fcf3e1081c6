/** PORT. Where SIP messages come from and go to: one UDP socket, TCP connections, WebSockets / batched sockets. */

/** RFC 7118: `ws` and `wss` only answer on connections their clients made. */
export type Protocol = 'udp' | 'tcp' | 'ws' | 'wss';

/** The way back to one peer: a UDP address pair, a TCP connection or a WebSocket. Texts are byte strings (see message/message.ts). */
export interface Flow {
  readonly protocol: Protocol;
  /** RFC 3261 §17: transports that neither lose nor repeat need no retransmission. */
  readonly reliable: boolean;
  readonly address: string;
  readonly port: number;
  /** What to call ourselves towards this peer (Via, Contact). */
  readonly localAddress: string;
  readonly localPort: number;
  readonly alive: boolean;
  /** Sends one message. `failed` is called once, later, when the peer is known to be unreachable. */
  send(text: string, failed?: () => void): void;
  /** Calls `fn` when a connection breaks; returns the way to stop listening. Nothing ever breaks on UDP. */
  onBreak(fn: () => void): () => void;
}

/** One message as it came in. */
export interface Arrival {
  readonly text: string;
  readonly flow: Flow;
  /** Set by a stream transport that can no longer tell messages apart: answer with this status, the flow is closing. */
  readonly unframed?: 400 | 413;
}

export interface Transport {
  readonly protocol: Protocol;
  readonly port: number;
  /** Open connections; always 0 for UDP. */
  readonly connections: number;
  /** A flow to an IP address; connects when there is no connection yet. To a WebSocket nobody can connect: that flow fails at once. */
  flowTo(address: string, port: number): Flow;
  close(): Promise<void>;
}
