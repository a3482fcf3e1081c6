import { createSocket } from 'node:dgram';

/**
 * Asks the kernel whether anybody listens at a UDP port: a connected socket hears the ICMP "port unreachable" that Node's
 * unconnected ones never see. Sends a keep-alive (RFC 5626 §4.4.1 style double CRLF), which every SIP element ignores.
 * `done` is called after at most one error; silence means nothing.
 */
export function connectedProbe(address: string, port: number, unreachable: () => void): void {
  const socket = createSocket('udp4');
  let closed = false;
  const close = () => {
    if (closed) return;
    closed = true;
    socket.close();
  };
  socket.on('error', (error: NodeJS.ErrnoException) => {
    close();
    if (error.code === 'ECONNREFUSED' || error.code === 'EHOSTUNREACH' || error.code === 'ENETUNREACH') unreachable();
  });
  socket.on('message', close);
  socket.connect(port, address, () => {
    socket.send('\r\n\r\n', (error) => {
      // The refusal arrives on a later read or write: a second write asks for it, then the socket has done its work.
      if (!error) setImmediate(() => !closed && socket.send('\r\n\r\n', () => setImmediate(close)));
    });
  });
}
