import { createSocket } from 'node:dgram';
import { systemClock, systemRandom } from '#core';

/** A message as the peer saw it. */
export interface Seen {
  readonly text: string;
  readonly startLine: string;
  readonly body: string;
  header(name: string): string | undefined;
}

export interface RequestOptions {
  readonly sdp?: string;
  /** Further header lines, without the last CRLF. */
  readonly headers?: string;
  readonly to?: string;
  /** User part of the Request-URI. */
  readonly user?: string;
}

/** A scripted phone on a UDP socket, for system tests: it sends what it is told and waits for what it expects. */
export interface Peer {
  readonly port: number;
  readonly serverPort: number;
  /** Everything received and not yet taken by `next`. */
  readonly waiting: readonly Seen[];
  send(text: string | Buffer): void;
  /** Sends a new request outside a dialog; returns it as sent. */
  request(method: string, options?: RequestOptions): Seen;
  /** The same, only written. */
  requestText(method: string, options?: RequestOptions): string;
  /** Sends a request inside the dialog of an answered INVITE. */
  inDialog(method: string, invite: Seen, answer: Seen, options?: { cseq?: number; headers?: string; sdp?: string }): Seen;
  cancel(invite: Seen): void;
  reply(request: Seen, status: number, reason: string, sdp?: string, headers?: string): void;
  replyText(request: Seen, status: number, reason: string, sdp?: string, headers?: string): string;
  /** The next message whose start line begins so (and that is `wanted`); fails after 20 s (or `within` ms). */
  next(start: string, within?: number, wanted?: (seen: Seen) => boolean): Promise<Seen>;
  close(): void;
}

const unique = (): string => systemRandom.hex(6);

export async function openPeer(serverPort: number): Promise<Peer> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  const waiting: Seen[] = [];
  const wishes: { fits: (seen: Seen) => boolean; take: (seen: Seen) => void }[] = [];
  socket.on('message', (data) => {
    const seen = see(data.toString('utf8'));
    const at = wishes.findIndex((wish) => wish.fits(seen));
    if (at >= 0) wishes.splice(at, 1)[0]?.take(seen);
    else waiting.push(seen);
  });
  const send = (text: string | Buffer) => socket.send(text, serverPort, '127.0.0.1');
  const lines = (...parts: (string | undefined)[]) => parts.filter((part) => part).join('\r\n');
  const withBody = (head: string, sdp = '') =>
    `${head}\r\n${sdp ? 'Content-Type: application/sdp\r\n' : ''}Content-Length: ${Buffer.byteLength(sdp)}\r\n\r\n${sdp}`;
  const via = (branch = `z9hG4bK${unique()}`) => `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=${branch};rport`;
  const contact = `Contact: <sip:peer@127.0.0.1:${port}>`;
  const requestText = (method: string, { sdp, headers, to, user = '1000' }: RequestOptions = {}) =>
    withBody(
      lines(
        `${method} sip:${user}@127.0.0.1:${serverPort} SIP/2.0`, via(), 'Max-Forwards: 70',
        `From: <sip:alice@127.0.0.1:${port}>;tag=${unique()}`, `To: ${to ?? `<sip:${user}@127.0.0.1:${serverPort}>`}`,
        `Call-ID: ${unique()}@peer`, `CSeq: 1 ${method}`, contact, headers,
      ),
      sdp,
    );
  const replyText = (request: Seen, status: number, reason: string, sdp?: string, headers?: string) => {
    const to = request.header('to') ?? '';
    const tagged = to.includes(';tag=') || status === 100 ? to : `${to};tag=peer${port}`;
    return withBody(
      lines(
        `SIP/2.0 ${status} ${reason}`, `Via: ${request.header('via')}`, `From: ${request.header('from')}`, `To: ${tagged}`,
        `Call-ID: ${request.header('call-id')}`, `CSeq: ${request.header('cseq')}`, contact, headers,
      ),
      sdp,
    );
  };
  return {
    port,
    serverPort,
    waiting,
    send,
    requestText,
    request(method, options) {
      const text = requestText(method, options);
      send(text);
      return see(text);
    },
    inDialog(method, invite, answer, { cseq, headers, sdp } = {}) {
      const number = cseq ?? (method === 'ACK' ? 1 : 2);
      const target = /<([^>]+)>/.exec(answer.header('contact') ?? '')?.[1] ?? `sip:127.0.0.1:${serverPort}`;
      const head = lines(
        `${method} ${target} SIP/2.0`, via(), 'Max-Forwards: 70', `From: ${invite.header('from')}`,
        `To: ${answer.header('to')}`, `Call-ID: ${invite.header('call-id')}`, `CSeq: ${number} ${method}`, contact, headers,
      );
      const text = withBody(head, sdp);
      send(text);
      return see(text);
    },
    cancel(invite) {
      const number = invite.header('cseq')?.split(' ')[0];
      const head = lines(
        invite.startLine.replace(/^INVITE/, 'CANCEL'), `Via: ${invite.header('via')}`, 'Max-Forwards: 70',
        `From: ${invite.header('from')}`, `To: ${invite.header('to')}`, `Call-ID: ${invite.header('call-id')}`,
        `CSeq: ${number} CANCEL`,
      );
      send(withBody(head));
    },
    replyText,
    reply: (...args) => send(replyText(...args)),
    next(start, within = 20_000, wanted = () => true) {
      const fits = (seen: Seen) => seen.startLine.startsWith(start) && wanted(seen);
      const at = waiting.findIndex(fits);
      const [found] = at >= 0 ? waiting.splice(at, 1) : [];
      if (found) return Promise.resolve(found);
      return new Promise((resolve, reject) => {
        const timer = systemClock.after(within, () => {
          reject(new Error(`no "${start}" within ${within} ms; waiting: ${waiting.map((w) => w.startLine).join(' / ')}`));
        });
        wishes.push({
          fits,
          take: (seen) => {
            timer.cancel();
            resolve(seen);
          },
        });
      });
    },
    close: () => void socket.close(),
  };
}

function see(text: string): Seen {
  const split = text.indexOf('\r\n\r\n');
  const head = text.slice(0, split);
  return {
    text,
    startLine: head.slice(0, head.indexOf('\r\n')),
    body: text.slice(split + 4),
    header: (name) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(head)?.[1],
  };
}
