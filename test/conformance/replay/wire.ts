import { type Socket as Datagrams, createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type Socket, connect } from 'node:net';

const LOOPBACK = '127.0.0.1';

export type Receive = (live: string) => void;

/** One end of the conversation: the app's control connection, or a peer's SIP socket. */
export interface Wire {
  readonly port: number;
  send(text: string): void;
  close(): void;
  /** Resolves when the other side has closed too (TCP); at once for UDP. */
  readonly closed: Promise<void>;
}

/** The app's side of the control connection: `<bytes>#<payload>` frames. */
export async function openControl(port: number, receive: Receive): Promise<Wire> {
  const socket = await connected(port);
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let frame = cutFrame(rest); frame; frame = cutFrame(rest)) {
      rest = frame.rest;
      receive(frame.payload);
    }
  });
  return overTcp(socket, (payload) => `${Buffer.byteLength(payload)}#${payload}`);
}

function cutFrame(bytes: Buffer): { payload: string; rest: Buffer<ArrayBuffer> } | undefined {
  const hash = bytes.indexOf('#');
  if (hash < 0) return undefined;
  const end = hash + 1 + Number(bytes.toString('latin1', 0, hash));
  if (!(end <= bytes.length)) return undefined;
  return { payload: bytes.toString('utf8', hash + 1, end), rest: Buffer.from(bytes.subarray(end)) };
}

export async function openUdpPeer(serverPort: number, receive: Receive): Promise<Wire> {
  const socket: Datagrams = createSocket('udp4');
  socket.on('message', (datagram, from) => {
    const text = datagram.toString('utf8');
    if (text.trim() === '') return; // a keep-alive (RFC 5626 §3.5.1) says nothing
    receive(from.port === serverPort ? text : `from port ${from.port}: ${text}`);
  });
  socket.bind(0, LOOPBACK);
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    send: (text) => socket.send(text, serverPort, LOOPBACK),
    close: () => socket.close(),
    closed: Promise.resolve(),
  };
}

export async function openTcpPeer(serverPort: number, receive: Receive): Promise<Wire> {
  const socket = await connected(serverPort);
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let message = cutMessage(rest); message; message = cutMessage(rest)) {
      rest = message.rest;
      receive(message.text);
    }
  });
  return overTcp(socket, (text) => text);
}

/** A keep-alive CRLF, or a message with the body its Content-Length announces (RFC 3261 §18.3, RFC 5626 §3.5.1). */
function cutMessage(bytes: Buffer): { text: string; rest: Buffer<ArrayBuffer> } | undefined {
  const blank = bytes.indexOf('\r\n\r\n');
  const isPong = bytes.indexOf('\r\n') === 0;
  if (blank < 0 && !isPong) return undefined;
  const declared = /^Content-Length: *(\d+)/im.exec(bytes.toString('utf8', 0, Math.max(blank, 0)))?.[1];
  const end = isPong ? 2 : blank + 4 + Number(declared ?? 0);
  if (end > bytes.length) return undefined;
  return { text: bytes.toString('utf8', 0, end), rest: Buffer.from(bytes.subarray(end)) };
}

async function connected(port: number): Promise<Socket> {
  const socket = connect({ port, host: LOOPBACK, noDelay: true });
  await once(socket, 'connect');
  socket.on('error', () => socket.destroy());
  return socket;
}

function overTcp(socket: Socket, encode: (text: string) => string): Wire {
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  return {
    port: socket.localPort ?? 0,
    send: (text) => void socket.write(encode(text)),
    close: () => void socket.end(),
    closed,
  };
}
