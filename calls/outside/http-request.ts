import type { Clock, Scope } from '#core';
import type { HttpAnswer, HttpRequest } from './outside.ts';

/** What a flow can use of an answer; more is not read. */
const LARGEST_ANSWER_BYTES = 65_536;
const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Not given to another host than the one they were written for (RFC 9110 §15.4). */
const PERSONAL = /^(authorization|cookie|proxy-authorization|x-api-key|x-.*(token|secret|signature).*)$/i;

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** One request over http or https. Ends with the scope or the time-out, whatever the server does. */
export async function httpRequest(request: HttpRequest, clock: Clock, scope: Scope, fetching: Fetch = fetch): Promise<HttpAnswer> {
  const stop = new AbortController();
  let late = false;
  const timer = clock.after(request.timeoutMs, () => {
    late = true;
    stop.abort();
  });
  const forget = scope.onEnd(() => stop.abort());
  try {
    return await follow(request, stop.signal, fetching);
  } catch (error) {
    return late ? { kind: 'timed-out' } : { kind: 'failed', why: reasonOf(error) };
  } finally {
    timer.cancel();
    forget();
  }
}

async function follow(request: HttpRequest, signal: AbortSignal, fetching: Fetch): Promise<HttpAnswer> {
  let { method, headers, body } = request;
  let url = URL.parse(request.url);
  for (let redirects = 0; url && (url.protocol === 'http:' || url.protocol === 'https:'); redirects++) {
    const response = await fetching(url.href, { method, headers, redirect: 'manual', signal, ...(body === undefined ? {} : { body }) });
    const location = response.headers.get('location');
    if (!REDIRECTS.has(response.status) || location === null) return { kind: 'answered', status: response.status, body: await contentOf(response) };
    await response.body?.cancel();
    const next = URL.parse(location, url.href);
    // An answer that came encrypted must not lead to one that does not.
    if (redirects >= MOST_REDIRECTS || !next || (next.protocol !== url.protocol && next.protocol !== 'https:')) return { kind: 'failed', why: 'redirected too often, or to another scheme' };
    if (next.origin !== url.origin) headers = Object.fromEntries(Object.entries(headers).filter(([name]) => !PERSONAL.test(name)));
    // What a flow tells a system is for that one.
    if (next.origin !== url.origin && response.status >= 307 && body !== undefined) return { kind: 'failed', why: 'redirected to another host with what was sent' };
    // RFC 9110 §15.4.2–4: what was sent is sent again only by 307 and 308.
    if (response.status < 307 && method !== 'GET') [method, body] = ['GET', undefined];
    url = next;
  }
  return { kind: 'failed', why: 'the address is not http or https' };
}

async function contentOf(response: Response): Promise<unknown> {
  const text = await textOf(response);
  // Many small systems answer in JSON and call it text.
  if (!/\bjson\b/.test(response.headers.get('content-type') ?? '') && !/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

async function textOf(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    bytes += piece.value.length;
    if (bytes > LARGEST_ANSWER_BYTES) {
      await reader?.cancel();
      throw new Error('the answer is larger than 64 KiB');
    }
    pieces.push(piece.value);
  }
  return new TextDecoder().decode(Buffer.concat(pieces));
}

/** `fetch failed` says nothing; what is below it may. Never the address. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: unknown }; message?: string };
  return typeof cause?.code === 'string' ? cause.code : message === 'the answer is larger than 64 KiB' ? message : 'no connection';
}
