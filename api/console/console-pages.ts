import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '#core';
import { HttpFault } from '../http/http-fault.ts';
import { type ConsoleFile, ConsoleFiles } from './console-files.ts';
import { pageHeaders } from './security-headers.ts';

/** Addresses of the console; each is the same file, and its script shows what the address says. */
const PAGES = ['/', '/sign-in', '/desk', '/floor', '/review', '/review/*', '/call', '/welcome', '/people', '/my-reviews', '/my-reviews/*', '/messages', '/callbacks', '/reports', '/mining', '/rules', '/tickets', '/tickets/*', '/satisfaction', '/ask'];
/** Pages for visitors: without a session, and embedded in the company's own site where configured. */
const FRAMED = new Set(['/call', '/call.html', '/ask']);
/** Vite names these by their content. */
const HASHED = /^\/assets\//;

export interface ConsoleOptions {
  /** The built console; it may appear later. */
  readonly folder: string;
  /** Origins whose pages may embed `/call`. */
  readonly callFramedBy?: readonly string[] | undefined;
}

/** Serves the console: pages and files, open to everybody, for they hold no data. */
export function serveConsole(app: FastifyInstance, { folder, callFramedBy = [] }: ConsoleOptions): void {
  const files = new ConsoleFiles(folder);
  const headersOf = (path: string) => pageHeaders(FRAMED.has(path) && callFramedBy.length > 0 ? ["'self'", ...callFramedBy] : []);
  const page = async (request: FastifyRequest, reply: FastifyReply) => {
    const path = pathOf(request);
    const own = path === '/call' ? await files.file('/call.html') : undefined;
    const index = own ?? (await files.file('/index.html'));
    void reply.removeHeader('x-frame-options').headers(headersOf(path)).header('cache-control', 'no-store');
    return index ? send(index, request, reply) : reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT);
  };
  for (const path of PAGES) app.get(path, page);
  app.get('/*', async (request, reply) => {
    const path = pathOf(request);
    const file = path.startsWith('/api/') ? undefined : await files.file(path);
    if (!file) throw new HttpFault(404, new Fault('api.unknown-route', 'There is no such route. GET /api lists them.'));
    void reply.removeHeader('x-frame-options').headers(headersOf(path)).header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    return send(file, request, reply);
  });
}

const pathOf = ({ url }: FastifyRequest) => url.split('?')[0] ?? '/';

function send({ type, bytes, gzipped, modified }: ConsoleFile, { headers }: FastifyRequest, reply: FastifyReply): FastifyReply {
  const etag = `"${bytes.length.toString(16)}-${Math.trunc(modified).toString(16)}"`;
  void reply.header('etag', etag).header('vary', 'accept-encoding').type(type);
  if (headers['if-none-match'] === etag) return reply.code(304).send();
  const small = gzipped && /\bgzip\b/.test(headers['accept-encoding'] ?? '') ? gzipped : undefined;
  if (small) void reply.header('content-encoding', 'gzip');
  return reply.send(small ?? bytes);
}

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Huawu</title>
<h1>The console is not built</h1><p>控制台尚未构建。</p>
<p><code>npm start</code> builds it when it is missing or stale. Calls and the API work without it; the API is described at <a href="/api">/api</a>.</p></html>
`;
