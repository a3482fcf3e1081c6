import { createSocket } from 'node:dgram';

const UNREACHABLE = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EACCES']);

/**
 * Asks the kernel whether anybody listens at a UDP port: a connected socket hears the ICMP "port unreachable" that Node's
 * unconnected ones never see. Sends a keep-alive (RFC 5626 §4.4.1 style double CRLF), which every SIP element ignores.
 * `unreachable` is called at most once; silence means nothing.
 */
export function connectedProbe(address: string, port: number, unreachable: () => void): void {
  const socket = createSocket('udp4');
  let closed = false;
  const close = () => {
    if (closed) return;
    closed = true;
    socket.close();
  };
  const judge = (error: NodeJS.ErrnoException) => {
    if (closed) return;
    close();
    if (UNREACHABLE.has(error.code ?? '')) unreachable();
  };
  const knock = (next: () => void) => {
    if (!closed) socket.send('\r\n\r\n', (error) => (error ? judge(error) : setImmediate(next)));
  };
  socket.on('error', judge);
  socket.on('message', close);
  // The refusal of the first one arrives on a later read or write: the second one asks for it.
  socket.connect(port, address, () => knock(() => knock(close)));
}
