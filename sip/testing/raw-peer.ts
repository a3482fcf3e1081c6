/** A SIP phone reduced to text over a socket, for system tests: what it sends is what the test wrote. */
import { type Socket as UdpSocket, createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type Socket as TcpSocket, connect } from 'node:net';

import { type ClientOptions, WebSocket } from 'ws';
import { systemClock, systemRandom } from '#core';

export const SDP = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\na=sendrecv\r\n';

export interface Parts {
  headers?: Record<string, string>;
  body?: string;
}

/** Value of a header of a SIP text; empty when absent. */
export function headerOf(message: string, name: string): string {
  return new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(message)?.[1]?.trim() ?? '';
}

export const bodyOf = (message: string): string => message.slice(message.indexOf('\r\n\r\n') + 4);

const PATIENCE_MS = 20_000;

export class RawPeer {
  readonly transport: 'udp' | 'tcp' | 'ws';
  /** Its own port; any number for a page. */
  readonly port: number;
  /** Whether its WebSocket is still open. */
  isOpen = true;
  readonly #name: string;
  readonly #send: (text: string) => void;
  readonly #close: () => void;
  readonly #inbox: string[] = [];
  readonly #seen = new Set<string>();
  #wake: () => void = () => {};
  #count = 0;

  private constructor(transport: RawPeer['transport'], port: number, send: (text: string) => void, close: () => void, name = '') {
    this.#name = name;
    this.transport = transport;
    this.port = port;
    this.#send = send;
    this.#close = close;
  }

  static async openUdp(serverPort: number): Promise<RawPeer> {
    const socket: UdpSocket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const send = (text: string) => socket.send(text, serverPort, '127.0.0.1');
    const peer = new RawPeer('udp', socket.address().port, send, () => socket.close());
    socket.on('message', (data) => peer.#arrived(data.toString()));
    return peer;
  }

  static async openTcp(serverPort: number): Promise<RawPeer> {
    const socket: TcpSocket = connect(serverPort, '127.0.0.1');
    await once(socket, 'connect');
    const peer = new RawPeer('tcp', socket.localPort ?? 0, (text) => socket.write(text), () => socket.destroy());
    let buffer = '';
    socket.on('data', (data) => {
      buffer += data.toString();
      for (let end = messageEnd(buffer); end > 0; end = messageEnd(buffer)) {
        peer.#arrived(buffer.slice(0, end));
        buffer = buffer.slice(end);
      }
    });
    socket.on('error', () => {});
    return peer;
  }

  /** A page: `name` makes its contact, the same one again is the same page on a new connection. */
  static async openWs(url: string, name: string, options: ClientOptions = {}): Promise<RawPeer> {
    const socket = new WebSocket(url, 'sip', options);
    await once(socket, 'open');
    const peer = new RawPeer('ws', 10_000 + systemRandom.int(50_000), (text) => socket.send(text), () => socket.terminate(), name);
    socket.on('message', (data) => peer.#arrived(String(data)));
    socket.on('close', () => (peer.isOpen = false));
    socket.on('error', () => {});
    return peer;
  }

  /** A drachtio-server remembers TCP connections by user and host of the contact: no two peers may share both. */
  get contact(): string {
    // RFC 7118 §5.2.4: a page has no address; nobody must try to look one up.
    if (this.transport === 'ws') return `<sip:${this.#name}@${this.#name}.invalid;transport=ws>`;
    return `<sip:peer-${this.port}@127.0.0.1:${this.port}${this.transport === 'tcp' ? ';transport=tcp' : ''}>`;
  }

  /** A fresh Via of this peer. */
  via(): string {
    this.#count += 1;
    const sentBy = this.transport === 'ws' ? `${this.#name}.invalid` : `127.0.0.1:${this.port}`;
    return `SIP/2.0/${this.transport.toUpperCase()} ${sentBy};branch=z9hG4bK${this.port}x${this.#count};rport`;
  }

  send(startLine: string, headers: Record<string, string>, body = ''): void {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    this.#send([startLine, ...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n'));
  }

  /** Responds to a request it received. */
  respond(request: string, status: string, { headers = {}, body }: Parts = {}): void {
    const to = headerOf(request, 'To');
    const copied = {
      Via: headerOf(request, 'Via'),
      From: headerOf(request, 'From'),
      To: to.includes('tag=') || status.startsWith('100') ? to : `${to};tag=peer`,
      'Call-ID': headerOf(request, 'Call-ID'),
      CSeq: headerOf(request, 'CSeq'),
    };
    this.send(`SIP/2.0 ${status}`, { ...copied, ...headers, ...(body ? { 'Content-Type': 'application/sdp' } : {}) }, body);
  }

  /** The next message whose start line matches; retransmissions and 100 Trying are left out. */
  async next(pattern: RegExp): Promise<string> {
    const deadline = systemClock.now() + PATIENCE_MS;
    for (;;) {
      const index = this.#inbox.findIndex((message) => pattern.test(message.split('\r\n', 1)[0] ?? ''));
      if (index >= 0) return this.#inbox.splice(index, 1)[0] ?? '';
      const left = deadline - systemClock.now();
      if (left <= 0) throw new Error(`no ${pattern} came; there is: ${this.#inbox.map((m) => m.split('\r\n', 1)[0]).join(' | ')}`);
      await this.#news(left);
    }
  }

  /** Start lines received and not asked for. */
  get unread(): string[] {
    return this.#inbox.map((message) => message.split('\r\n', 1)[0] ?? '');
  }

  close(): void {
    this.#close();
  }

  #arrived(message: string): void {
    if (message.trim() === '' || message.startsWith('SIP/2.0 100 ') || this.#seen.has(message)) return;
    this.#seen.add(message);
    this.#inbox.push(message);
    this.#wake();
  }

  #news(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = systemClock.after(ms, resolve);
      this.#wake = () => {
        timer.cancel();
        resolve();
      };
    });
  }
}

function messageEnd(buffer: string): number {
  const head = buffer.indexOf('\r\n\r\n');
  if (head < 0) return -1;
  const length = Number(headerOf(buffer.slice(0, head), 'Content-Length') || 0);
  const end = head + 4 + length;
  return buffer.length >= end ? end : -1;
}
