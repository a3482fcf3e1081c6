import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Clock, Fault, type Log } from '#core';
import { API_HEADERS, HSTS } from '../console/security-headers.ts';
import { AddressLimit } from './address-limit.ts';
import { type Caller, stranger } from '../who/caller.ts';
import { type Client, Proxies } from '../who/client.ts';
import type { Gate } from '../who/gate.ts';
import { bearerOf } from '../token.ts';
import { HttpFault, type Route } from './route.ts';

/** Notes of a call, the longest thing most routes take; others say so. */
const LARGEST_BODY_BYTES = 65_536;
/** A request that is not complete by then is an attack or a dead line (RFC 9110 has no limit of its own). */
const REQUEST_TIMEOUT_MS = 30_000;

/** What strangers may ask of one address: a shift of people behind one router signs in within minutes. */
const STRANGERS = { burst: 100, perSecond: 2 };
/** Orders of one person: typed notes are saved every second or so. */
const ORDERS = { burst: 60, perSecond: 10 };

export interface ServerOptions {
  readonly routes: readonly Route[];
  readonly gate: Gate;
  /** Who may speak for others. */
  readonly proxies?: Proxies;
  /** The certificate is by a known authority. */
  readonly trustedTls?: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** An HTTP server for these routes, not listening yet. */
export function makeServer(options: ServerOptions): FastifyInstance {
  const app = fastify({ logger: false, bodyLimit: LARGEST_BODY_BYTES, requestTimeout: REQUEST_TIMEOUT_MS, forceCloseConnections: true });
  app.removeContentTypeParser('text/plain');
  // Files: the routes that take them read and count them while they come.
  app.addContentTypeParser('application/octet-stream', (_request, content, done) => done(null, content));
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(API_HEADERS);
    if (options.trustedTls && request.protocol === 'https') void reply.header('strict-transport-security', HSTS);
  });
  app.addHook('onResponse', async (request, reply) => {
    // The pattern of the route, never the address asked for: that may hold a token.
    options.log.debug('answered', { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode, ms: Math.round(reply.elapsedTime) });
  });
  app.setErrorHandler((error: FastifyError | HttpFault | Error, _request, reply) => answerError(error, reply, options.log));
  app.setNotFoundHandler((_request, reply) => sendFault(reply, 404, new Fault('api.unknown-route', 'There is no such route. GET /api lists them.')));
  const limits = { strangers: new AddressLimit(STRANGERS, options.clock), orders: new AddressLimit(ORDERS, options.clock) };
  const { gate, proxies = new Proxies() } = options;
  for (const each of options.routes) register(app, each, { gate, proxies, limits });
  return app;
}

interface Checks {
  readonly gate: Gate;
  readonly proxies: Proxies;
  readonly limits: { readonly strangers: AddressLimit; readonly orders: AddressLimit };
}

function register(app: FastifyInstance, route: Route, { gate, proxies, limits }: Checks): void {
  const known = new WeakMap<FastifyRequest, { readonly caller: Caller; readonly client: Client }>();
  app.route({
    method: route.ownHead ? ['GET', 'HEAD'] : route.method,
    url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    ...(route.largestBody === undefined ? {} : { bodyLimit: route.largestBody }),
    onRequest: async (request) => {
      const changes = route.method !== 'GET';
      const client = proxies.clientOf(request.raw);
      if (changes && route.need === 'anybody') slow(limits.strangers, client.address);
      const caller = await gate.request({ headers: request.headers, ...client, token: tokenOf(route, request) }, route.need, changes);
      if (changes && caller.session) slow(limits.orders, caller.session.key);
      known.set(request, { caller, client });
    },
    handler: async (request, reply) => {
      const { caller, client } = known.get(request) ?? unknownCaller(proxies.clientOf(request.raw));
      const { token: _, ...query } = request.query as Record<string, unknown>;
      return route.handle({
        params: checked(route.params, request.params, 'path'),
        query: checked(route.query, route.tokenInQuery ? query : request.query, 'query'),
        body: checked(route.body, request.body, 'body'),
        caller,
        client,
        request,
        reply,
      });
    },
  });
}

const unknownCaller = (client: Client) => ({ caller: stranger(client.address), client });

function slow(limit: AddressLimit, who: string): void {
  const wait = limit.take(who);
  if (wait > 0) throw new HttpFault(429, new Fault('api.too-many-requests', `Too many requests. Try again in ${wait} s.`, { retryable: true }), wait);
}

function tokenOf(route: Route, request: FastifyRequest): string | undefined {
  const inQuery = (request.query as { token?: unknown }).token;
  return bearerOf(request.headers) ?? (route.tokenInQuery && typeof inQuery === 'string' ? inQuery : undefined);
}

function checked(schema: z.ZodType | undefined, input: unknown, place: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => `${[place, ...issue.path.map(String)].join('.')}: ${issue.message}`);
  throw new HttpFault(400, new Fault('api.bad-request', `Not allowed: ${wrong.join('; ')}. GET /api/openapi.json says what is.`));
}

function answerError(error: Error, reply: FastifyReply, log: Log): FastifyReply {
  if (error instanceof HttpFault) {
    if (error.retryAfterSeconds !== undefined) void reply.header('retry-after', Math.ceil(error.retryAfterSeconds));
    return sendFault(reply, error.status, error.fault);
  }
  if (error instanceof Fault) return sendFault(reply, statusOf(error), error);
  const { statusCode, code } = error as FastifyError;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sendFault(reply, 413, new Fault('api.too-large', 'The body is too large. GET /api/openapi.json says what is allowed.'));
  if (statusCode !== undefined && statusCode < 500) {
    return sendFault(reply, statusCode, new Fault('api.bad-request', 'The request could not be read: send JSON with "Content-Type: application/json". GET /api/openapi.json says what is allowed.'));
  }
  log.error('a request failed unexpectedly', { error });
  return sendFault(reply, 500, new Fault('api.internal', 'Something failed inside the server; its log says what.'));
}

/** Faults of the store: a cursor is the client's mistake, a database that is away passes. */
function statusOf({ code, retryable }: Fault): number {
  if (code === 'store.bad-cursor') return 400;
  return retryable ? 503 : 500;
}

function sendFault(reply: FastifyReply, status: number, fault: Fault): FastifyReply {
  const { code, message } = fault;
  const problems = 'problems' in fault && Array.isArray(fault.problems) && fault.problems.length > 0 ? { problems: fault.problems as unknown[] } : {};
  if (status === 401) void reply.header('www-authenticate', 'Bearer realm="huawu"');
  return reply.removeHeader('content-length').code(status).type('application/json; charset=utf-8').send(JSON.stringify({ code, message, ...problems }));
}
