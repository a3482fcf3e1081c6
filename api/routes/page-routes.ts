import type { Route } from '../http/route.ts';
import { route } from '../http/route.ts';
import { NoQuery } from '../http/schemas.ts';
import { SOCKETS } from '../http/openapi-sockets.ts';
import { openApiDocument } from '../http/openapi.ts';

/** The OpenAPI document and a page for people, both made from the routes. */
export function pageRoutes(others: readonly Route[]): Route[] {
  const all: Route[] = [...others];
  const document = route({
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This document (OpenAPI 3.1)',
    need: 'signed-in',
    tokenInQuery: true,
    query: NoQuery,
    answers: { 200: { description: 'The document', content: ['application/json'] } },
    handle: async ({ reply }) => reply.type('application/json').send(JSON.stringify(openApiDocument(all))),
  });
  const page = route({
    method: 'GET',
    path: '/api',
    summary: 'A page that lists the routes',
    need: 'signed-in',
    tokenInQuery: true,
    query: NoQuery,
    answers: { 200: { description: 'The page', content: ['text/html'] } },
    handle: async ({ reply }) => reply.type('text/html; charset=utf-8').send(pageOf(all)),
  });
  all.push(document, page);
  return [document, page];
}

function pageOf(routes: readonly Route[]): string {
  const rows = routes.map(({ method, path, summary, need }) => `<tr><td>${method}</td><td><code>${path}</code></td><td>${summary}</td><td>${need}</td></tr>`);
  const sockets = Object.values(SOCKETS).map(({ path, summary, need }) => `<tr><td>WS</td><td><code>${path}</code></td><td>${summary}</td><td>${need}</td></tr>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Huawu API</title>
<style>body{font:16px system-ui;margin:2rem}td{padding:.2rem 1rem .2rem 0}</style>
<h1>Huawu API</h1><p>Sign in, or send the token as <code>Authorization: Bearer …</code>. Described in <code>/api/openapi.json</code>.</p>
<table>${[...rows, ...sockets].join('\n')}</table></html>
`;
}
