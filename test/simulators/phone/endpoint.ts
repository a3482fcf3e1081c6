import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { header, readMessage, type SimMessage, writeMessage } from './message.ts';

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

/** A request in flight: retransmitted until something comes back (RFC 3261 §17.1). */
interface Pending {
  readonly onResponse: (response: SimMessage) => void;
  timer: NodeJS.Timeout | undefined;
}

/** After so many repetitions (about 20 s) the phone takes the server for dead. */
const MOST_TRIES = 8;

export const token = (bytes = 6) => randomBytes(bytes).toString('hex');

/** One UDP socket of a simulated phone; requests go out, requests and responses come in. */
export class SimEndpoint {
  readonly server: ServerAddress;
  /** Requests of the server that no dialog took. */
  onRequest: (request: SimMessage) => void = () => {};
  /** Every message as it crosses the wire, for ladders. */
  onWire: (direction: 'sent' | 'received', text: string) => void = () => {};
  readonly #socket: Socket;
  readonly #pending = new Map<string, Pending>();
  #closed = false;

  private constructor(server: ServerAddress, socket: Socket) {
    this.server = server;
    this.#socket = socket;
    socket.on('message', (data) => this.#receive(data.toString('utf8')));
    socket.on('error', () => {});
  }

  static async open(server: ServerAddress, host = '127.0.0.1'): Promise<SimEndpoint> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20 });
    socket.bind(0, host);
    await once(socket, 'listening');
    return new SimEndpoint(server, socket);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  get host(): string {
    return this.#socket.address().address;
  }

  /** A Via for a new transaction. */
  via(branch = `z9hG4bK${token(8)}`): string {
    return `SIP/2.0/UDP ${this.host}:${this.port};branch=${branch};rport`;
  }

  sendText(text: string): void {
    if (this.#closed) return;
    this.onWire('sent', text);
    this.#socket.send(text, this.server.port, this.server.host);
  }

  /** Sends a request and repeats it every 0.5 s, 1 s, 2 s … until a response arrives (provisionals stop it as well). */
  request(text: string, onResponse: (response: SimMessage) => void): void {
    const message = readMessage(text);
    if (!message) throw new Error('the simulated phone wrote a broken message');
    const key = keyOf(message);
    const entry: Pending = { onResponse, timer: undefined };
    this.#pending.set(key, entry);
    let wait = 500;
    let tries = 0;
    const send = () => {
      if (tries++ === MOST_TRIES) return this.#giveUp(message, onResponse);
      this.sendText(text);
      entry.timer = setTimeout(send, wait);
      wait = Math.min(wait * 2, 4_000);
    };
    send();
  }

  /** Answers a request (RFC 3261 §8.2.6). */
  respond(request: SimMessage, code: number, reason: string, toTag: string, extra: [string, string][] = [], body = ''): void {
    const to = header(request, 'to');
    const tagged = code === 100 || to.includes(';tag=') ? to : `${to};tag=${toTag}`;
    const vias = (request.headers.get('via') ?? []).map((via) => ['Via', via] as [string, string]);
    const routes = (request.headers.get('record-route') ?? []).map((r) => ['Record-Route', r] as [string, string]);
    this.sendText(
      writeMessage(`SIP/2.0 ${code} ${reason}`, [
        ...vias,
        ...routes,
        ['From', header(request, 'from')],
        ['To', tagged],
        ['Call-ID', header(request, 'call-id')],
        ['CSeq', header(request, 'cseq')],
        ...extra,
      ], body),
    );
  }

  /** Closes the socket without a word, as a phone does that loses its power. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { timer } of this.#pending.values()) clearTimeout(timer);
    this.#pending.clear();
    this.#socket.close();
  }

  #receive(text: string): void {
    this.onWire('received', text);
    const message = readMessage(text);
    if (!message) return;
    if (message.code === 0) return this.onRequest(message);
    const pending = this.#pending.get(keyOf(message));
    if (!pending) return;
    clearTimeout(pending.timer);
    if (message.code >= 200 && message.method !== 'INVITE') this.#pending.delete(keyOf(message));
    pending.onResponse(message);
  }

  #giveUp(message: SimMessage, onResponse: (response: SimMessage) => void): void {
    this.#pending.delete(keyOf(message));
    onResponse({ ...message, first: 'SIP/2.0 408 Request Timeout', code: 408, body: '' });
  }

  /** Forgets a transaction; INVITEs are kept until their dialog is over, so that a repeated 200 is acknowledged again. */
  forget(key: string): void {
    clearTimeout(this.#pending.get(key)?.timer);
    this.#pending.delete(key);
  }
}

export function keyOf(message: SimMessage): string {
  return `${header(message, 'call-id')} ${header(message, 'cseq')}`;
}
