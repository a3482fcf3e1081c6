import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { HttpFault } from '../http/http-fault.ts';

/** Answers an upgrade with an error, as a route would. RFC 9110 §7.8: the server may ignore the upgrade. */
export function refuseUpgrade(socket: Duplex, { status, fault: { code, message } }: HttpFault): void {
  const body = JSON.stringify({ code, message });
  const challenge = status === 401 ? 'WWW-Authenticate: Bearer realm="huawu"\r\n' : '';
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${challenge}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}
