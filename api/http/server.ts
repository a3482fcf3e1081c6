import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Clock, Fault, type Log } from '#core';
import { HttpFault, type Route } from './route.ts';
import { bearerOf } from '../token.ts';

/** Our largest body is a state and a reason. */
const LARGEST_BODY_BYTES = 16_384;
/** A request that is not complete by then is an attack or a dead line (RFC 9110 has no limit of its own). */
const REQUEST_TIMEOUT_MS = 30_000;

/** A recording or a page of ours is never framed, sniffed, cached or sent on as a referrer. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

export interface ServerOptions {
  readonly routes: readonly Route[];
  readonly allowed: (token: string | undefined) => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** An HTTP server for these routes, not listening yet. */
export function makeServer(options: ServerOptions): FastifyInstance {
  const app = fastify({ logger: false, bodyLimit: LARGEST_BODY_BYTES, requestTimeout: REQUEST_TIMEOUT_MS, forceCloseConnections: true });
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (_request, reply) => void reply.headers(SECURITY_HEADERS));
  app.addHook('onResponse', async (request, reply) => {
    // The pattern of the route, never the address asked for: that may hold a token.
    options.log.debug('answered', { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode, ms: Math.round(reply.elapsedTime) });
  });
  app.setErrorHandler((error: FastifyError | HttpFault | Error, _request, reply) => answerError(error, reply, options.log));
  app.setNotFoundHandler((_request, reply) => sendFault(reply, 404, new Fault('api.unknown-route', 'There is no such route. GET /api lists them.')));
  for (const each of options.routes) register(app, each, options);
  return app;
}

function register(app: FastifyInstance, route: Route, { allowed }: ServerOptions): void {
  app.route({
    method: route.ownHead ? ['GET', 'HEAD'] : route.method,
    url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    onRequest: async (request) => {
      if (!route.open && !allowed(tokenOf(route, request))) {
        throw new HttpFault(401, new Fault('api.no-token', 'Send the token printed at start in the header "Authorization: Bearer …".'));
      }
    },
    handler: async (request, reply) => {
      const { token: _, ...query } = request.query as Record<string, unknown>;
      return route.handle({
        params: checked(route.params, request.params, 'path'),
        query: checked(route.query, route.tokenInQuery ? query : request.query, 'query'),
        body: checked(route.body, request.body, 'body'),
        request,
        reply,
      });
    },
  });
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
  if (error instanceof HttpFault) return sendFault(reply, error.status, error.fault);
  if (error instanceof Fault) return sendFault(reply, statusOf(error), error);
  const { statusCode, code } = error as FastifyError;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sendFault(reply, 413, new Fault('api.too-large', `The body may have ${LARGEST_BODY_BYTES} bytes at most.`));
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

function sendFault(reply: FastifyReply, status: number, { code, message }: Fault): FastifyReply {
  if (status === 401) void reply.header('www-authenticate', 'Bearer realm="huawu"');
  return reply.removeHeader('content-length').code(status).type('application/json; charset=utf-8').send(JSON.stringify({ code, message }));
}
