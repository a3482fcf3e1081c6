import { once } from 'node:events';
import { connect } from 'node:net';

/** A client on one kept connection, one request at a time: what it costs is taken from the same two cores, so it is no more than HTTP/1.1 needs. */
export async function openAsker(url: string, token: string): Promise<{ ask(method: string, path: string, body?: string): Promise<void>; close(): void }> {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  const common = ` HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n`;
  let read = '';
  let waiting: { resolve(): void; reject(error: Error): void } | undefined;
  const fail = (error: Error) => waiting?.reject(error);
  socket.setEncoding('latin1');
  socket.on('error', fail).on('close', () => fail(new Error('the server closed the connection')));
  socket.on('data', (chunk: string) => {
    read += chunk;
    const head = read.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(read.slice(0, head))?.[1]);
    if (read.length < head + 4 + length) return;
    const status = read.slice(9, 12);
    const answer = waiting;
    const text = read;
    read = '';
    waiting = undefined;
    if (status === '200') answer?.resolve();
    else answer?.reject(new Error(text));
  });
  return {
    ask: (method, path, body) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(body === undefined ? `${method} ${path}${common}\r\n` : `${method} ${path}${common}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      }),
    close: () => socket.destroy(),
  };
}
