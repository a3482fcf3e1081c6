import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Fault, type Log } from '#core';
import { HttpFault } from '../http/http-fault.ts';
import { bearerOf, protocolTokenOf } from '../token.ts';
import type { Proxies } from '../who/client.ts';
import type { Knock } from '../who/gate.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';

/** One request to become a WebSocket. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly url: URL;
  /** Who it says it is; to be shown to the gate. */
  readonly knock: Knock;
}

/** Takes an upgrade whose path fits, after asking the gate; throws an `HttpFault` to refuse it. */
export interface SocketDoor {
  /** Groups are given along. */
  readonly path: RegExp;
  open(upgrade: Upgrade, groups: Readonly<Record<string, string>>): Promise<void>;
}

/** For the `upgrade` event of an HTTP server. */
export function upgradesTo(doors: readonly SocketDoor[], proxies: Proxies, log: Log): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  return (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const url = URL.parse(request.url ?? '/', 'http://huawu.invalid');
    take(doors, proxies, { request, socket, head, url }).catch((error: unknown) => {
      if (socket.destroyed) return;
      if (error instanceof HttpFault) return refuseUpgrade(socket, error);
      if (error instanceof Fault && error.retryable) return refuseUpgrade(socket, new HttpFault(503, error));
      log.error('a connection could not be opened', { error });
      refuseUpgrade(socket, new HttpFault(500, new Fault('api.internal', 'Something failed inside the server; its log says what.')));
    });
  };
}

async function take(doors: readonly SocketDoor[], proxies: Proxies, { request, socket, head, url }: Pick<Upgrade, 'request' | 'socket' | 'head'> & { readonly url: URL | null }): Promise<void> {
  for (const door of doors) {
    const match = url && door.path.exec(url.pathname);
    if (!match) continue;
    const token = bearerOf(request.headers) ?? protocolTokenOf(request.headers) ?? url.searchParams.get('token') ?? undefined;
    const knock = { headers: request.headers, ...proxies.clientOf(request), token };
    return door.open({ request, socket, head, url, knock }, match.groups ?? {});
  }
  throw new HttpFault(404, new Fault('api.unknown-route', 'There is no WebSocket at this address. GET /api lists them.'));
}
