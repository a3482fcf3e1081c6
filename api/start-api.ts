import type { FastifyInstance } from 'fastify';
import { createServer, type Server as HttpsServer } from 'node:https';
import { type Clock, Fault, type Log, type Result, failed, ok } from '#core';
import { serveConsole } from './console/console-pages.ts';
import { makeServer } from './http/server.ts';
import { joinApi, type JoinOptions, type Joined } from './join-api.ts';
import { upgradesTo } from './live/upgrades.ts';
import { serveSurvey } from './survey/serve-survey.ts';
import type { LiveMessage } from './port.ts';
import { Proxies } from './who/client.ts';

/** PEM; what the starter keeps in the data folder, or files of the configuration. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

export interface ApiOptions extends JoinOptions {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly clock: Clock;
  readonly log: Log;
  /** The same routes by TLS, on a port of its own; `host` where it differs. `selfMade`: browsers are not told to come by TLS only. */
  readonly https?: Certificate & { readonly host?: string; readonly port: number; readonly selfMade: boolean };
  /** Folder of the built console; it may appear later. Without it only the API is served. */
  readonly consoleDir?: string;
  /** Addresses and networks of reverse proxies whose X-Forwarded headers are believed. */
  readonly trustedProxies?: readonly string[];
  /** Origins whose pages may embed `/call`, such as `https://www.example.com`. */
  readonly callFramedBy?: readonly string[];
}

export interface Api {
  readonly port: number;
  /** `http://host:port`, with an address a browser on this machine can open. */
  readonly url: string;
  readonly https: { readonly port: number; readonly url: string; /** From now on, for new connections. Throws when it is no certificate. */ use(certificate: Certificate): void } | undefined;
  readonly live: {
    /** Tells the consoles; never throws, never waits. */
    publish(message: LiveMessage): void;
    readonly clients: number;
  };
  /** Everything alive, by name; zero when idle. */
  counts(): Readonly<Record<string, number>>;
  /** Ends all connections and stops listening. Safe to call twice. */
  close(): Promise<void>;
}

/** Starts the HTTP and WebSocket API. Faults: api.port-in-use, api.port-forbidden, api.cannot-listen, api.bad-certificate. */
export async function startApi(options: ApiOptions): Promise<Result<Api>> {
  const { host, port, log, consoleDir, callFramedBy, https } = options;
  let secure: HttpsServer | undefined;
  const web = options.web && { ...options.web, httpsPort: () => secure && portOf(secure) };
  const joined = joinApi({ ...options, ...(web ? { web } : {}) });
  const proxies = new Proxies(options.trustedProxies);
  const app = makeServer({ ...options, routes: joined.routes, gate: joined.gate, proxies, trustedTls: https?.selfMade === false });
  const { satisfaction } = options.ports;
  if (satisfaction) serveSurvey(app, { satisfaction, proxies, clock: options.clock, log });
  if (consoleDir !== undefined) serveConsole(app, { folder: consoleDir, callFramedBy });
  const upgrade = upgradesTo(joined.doors, proxies, log);
  app.server.on('upgrade', upgrade);
  const listening = await listen(app, options);
  if (!listening.ok) {
    await joined.close();
    await app.close();
    return listening;
  }
  secure = listening.value;
  secure?.on('upgrade', upgrade);
  return ok(running(app, { joined, secure, hosts: [urlHost(host), urlHost(https?.host ?? host)], port }));
}

async function listen(app: FastifyInstance, { host, port, https }: ApiOptions): Promise<Result<HttpsServer | undefined>> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    return failed(listenFault(error, host, port, 'http'));
  }
  if (!https) return ok(undefined);
  let server: HttpsServer;
  try {
    server = createServer({ cert: https.certificate, key: https.key, minVersion: 'TLSv1.2', requestTimeout: app.server.requestTimeout }, (request, response) => app.routing(request, response));
  } catch (error) {
    return failed(new Fault('api.bad-certificate', 'The certificate or key for HTTPS cannot be used: give PEM files that belong together with http.https.certificate and http.https.key, or leave both out for a self-made one.', { cause: error }));
  }
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(failed(listenFault(error, https.host ?? host, https.port, 'https'))));
    // A browser that does not trust the certificate ends the handshake: nothing to report.
    server.on('tlsClientError', () => {});
    server.listen(https.port, https.host ?? host, () => resolve(ok(server)));
  });
}

function running(app: FastifyInstance, { joined, secure, hosts: [shown, secureShown], port }: { joined: Joined; secure: HttpsServer | undefined; hosts: readonly [string, string]; port: number }): Api {
  const plain = portOf(app.server) ?? port;
  const tls = secure && portOf(secure);
  let closing: Promise<void> | undefined;
  const close = async () => {
    await joined.close();
    if (secure) {
      const closed = new Promise<void>((resolve) => secure.close(() => resolve()));
      secure.closeAllConnections();
      await closed;
    }
    await app.close();
  };
  return {
    port: plain,
    url: `http://${shown}:${plain}`,
    https: secure && { port: tls ?? 0, url: `https://${secureShown}:${tls}`, use: ({ certificate, key }) => secure.setSecureContext({ cert: certificate, key }) },
    live: joined.live,
    counts: joined.counts,
    close: () => (closing ??= close()),
  };
}

function portOf(server: { address(): unknown }): number | undefined {
  const address = server.address();
  return address !== null && typeof address === 'object' && 'port' in address ? Number(address.port) : undefined;
}

function urlHost(host: string): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return shown.includes(':') ? `[${shown}]` : shown;
}

function listenFault(error: unknown, host: string, port: number, kind: 'http' | 'https'): Fault {
  const { code } = error as { code?: string };
  const key = kind === 'http' ? 'http.port' : 'http.https.port';
  const variable = kind === 'http' ? ' or set HUAWU_HTTP_PORT' : '';
  if (code === 'EADDRINUSE') return new Fault('api.port-in-use', `TCP port ${port} on ${host} is used by another program. Change ${key} in the configuration${variable} (0 = any free port).`, { cause: error });
  if (code === 'EACCES') return new Fault('api.port-forbidden', `TCP port ${port} may not be opened by this user. Choose one above 1023 with ${key}${variable}.`, { cause: error });
  return new Fault('api.cannot-listen', `The API cannot listen on ${host}:${port} (${code ?? 'unknown reason'}). Check ${kind === 'http' ? 'http.host' : 'http.https.host'}: it must be an address of this machine.`, { cause: error });
}
