import type { SrfApp } from './srf-api.ts';

/**
 * Calls `done` when the server has taken the routes that srf announced with the connection: srf does not wait for that,
 * and what arrives in between is refused. The server works in order, so the answer to a ping says so.
 */
export function whenRoutesAreInPlace(srf: SrfApp, done: () => void): void {
  const { mapServer, wp } = srf.app.client ?? {};
  for (const [socket, server] of mapServer ?? []) {
    const ping = wp?.send(socket, 'ping');
    if (ping !== undefined) server.pendingRequests?.set(ping, done);
  }
}
