import type { FastifyInstance } from 'fastify';
import { type Clock, Fault, type Log, type Result, failed, ok } from '#core';
import { LiveServer } from './live/live-server.ts';
import type { ApiPorts, LiveMessage } from './port.ts';
import { callRoutes } from './routes/call-routes.ts';
import { pageRoutes } from './routes/page-routes.ts';
import { recordingRoute } from './routes/recording-route.ts';
import { staffRoutes } from './routes/staff-routes.ts';
import { makeServer } from './http/server.ts';
import { tokenCheck } from './token.ts';

export interface ApiOptions {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** What clients must send; every route but /healthz asks for it. */
  readonly token: string;
  readonly ports: ApiPorts;
  readonly clock: Clock;
  readonly log: Log;
  /** Live connections at once; default 200. */
  readonly mostLiveClients?: number;
}

export interface Api {
  readonly port: number;
  /** `http://host:port`, with an address a browser on this machine can open. */
  readonly url: string;
  readonly live: {
    /** Tells the consoles; never throws, never waits. */
    publish(message: LiveMessage): void;
    readonly clients: number;
  };
  /** Ends all connections and stops listening. Safe to call twice. */
  close(): Promise<void>;
}

/** Starts the HTTP and WebSocket API. Faults: api.port-in-use, api.port-forbidden, api.cannot-listen. */
export async function startApi(options: ApiOptions): Promise<Result<Api>> {
  const { host, port, token, ports, clock, log, mostLiveClients } = options;
  const allowed = tokenCheck(token);
  const routes = [...callRoutes(ports), recordingRoute(ports, log), ...staffRoutes(ports)];
  const app = makeServer({ routes: [...routes, ...pageRoutes(routes)], allowed, clock, log });
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    return failed(listenFault(error, host, port));
  }
  const live = new LiveServer({ clock, log, allowed, ...(mostLiveClients === undefined ? {} : { mostClients: mostLiveClients }) });
  app.server.on('upgrade', (request, socket, head) => live.upgrade(request, socket, head));
  return ok(running(app, live, host));
}

function running(app: FastifyInstance, live: LiveServer, host: string): Api {
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  let closing: Promise<void> | undefined;
  return {
    port,
    url: `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`,
    live,
    close: () => (closing ??= live.close().then(() => app.close())),
  };
}

function listenFault(error: unknown, host: string, port: number): Fault {
  const { code } = error as { code?: string };
  if (code === 'EADDRINUSE') return new Fault('api.port-in-use', `TCP port ${port} on ${host} is used by another program. Change http.port in the configuration or set HUAWU_HTTP_PORT (0 = any free port).`, { cause: error });
  if (code === 'EACCES') return new Fault('api.port-forbidden', `TCP port ${port} may not be opened by this user. Choose one above 1023 with http.port or HUAWU_HTTP_PORT.`, { cause: error });
  return new Fault('api.cannot-listen', `The API cannot listen on ${host}:${port} (${code ?? 'unknown reason'}). Check http.host: it must be an address of this machine.`, { cause: error });
}
