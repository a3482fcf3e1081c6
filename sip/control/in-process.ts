import { Server, Socket } from 'node:net';
import type { Log } from '#core';
import type { SrfApp } from './srf-api.ts';

/** Our end of a line to a SIP server in this process: payloads of drachtio's control protocol as byte strings, without their frames. */
export interface ControlLine {
  send(payload: string): void;
  close(): void;
}

/** Connects to that server; both functions are called in later turns of the event loop. */
export type OpenLine = (listener: { payload: (payload: string) => void; closed: () => void }) => ControlLine;

/**
 * Puts drachtio-srf on a line within the process in place of a TCP connection. It knows connections as sockets only and
 * would open one itself, so it is told to wait for a server to call (`listen`) on a listener that never listens, and is
 * handed a socket that goes nowhere as the name of this connection; what it would write to and read from a socket goes
 * through the line. Calls cannot tell the difference; figures: docs/decisions/0091.
 */
export function connectInProcess(srf: SrfApp, secret: string, openLine: OpenLine, log: Log): void {
  const socket = new Socket();
  srf.listen({ server: new Server(), secret });
  const { client } = srf.app;
  const wire = client?.wp;
  if (!client || !wire) throw new Error('drachtio-srf has no wire after listen(): another version than the one pinned?');
  const line = openLine({
    payload: (payload) => {
      try {
        wire.emit('msg', socket, decoded(payload));
      } catch (error) {
        log.error('a message of the SIP server could not be read', { error });
      }
    },
    closed: () => wire.emit('close', socket),
  });
  let last = 0;
  wire.send = (_socket, message) => {
    const id = String(++last);
    line.send(encoded(`${id}|${message}`));
    return id;
  };
  wire.disconnect = () => line.close();
  // A server that is called announces its routes by itself; one that calls takes them to be known.
  srf.on('connect', (error) => error || client.routeVerbs?.(socket));
  wire.emit('connection', socket);
}

const BEYOND_ASCII = /[^\0-\x7f]/;
const decoded = (bytes: string) => (BEYOND_ASCII.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes);
const encoded = (text: string) => (BEYOND_ASCII.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text);
