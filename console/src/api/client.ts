import type { Me } from '#contract';
import { csrfToken, session, sessionEnded, signedIn } from '../session/session.ts';
import { serverTimeFromHeader } from '../time/server-clock.ts';
import { ApiFault, faultOf, unreachable } from './fault.ts';

export interface Asking {
  readonly signal?: AbortSignal;
  /** 401 means "wrong password" or "nobody yet" here, not "session expired". */
  readonly open?: boolean;
  /** The same again changes nothing (`Idempotency-Key`). */
  readonly key?: string;
}

/** `GET` of JSON. Throws `ApiFault`. */
export function get<T>(path: string, asking: Asking = {}): Promise<T> {
  return ask<T>('GET', path, undefined, asking);
}

/** `POST` of JSON, or of a file, with the CSRF header. Throws `ApiFault`. */
export async function post<T>(path: string, body: unknown = {}, asking: Asking = {}): Promise<T> {
  try {
    return await ask<T>('POST', path, body, asking);
  } catch (error) {
    // The same person signed in again in another tab, so the session is another one.
    if (!(error instanceof ApiFault) || error.code !== 'api.no-csrf' || !(await joinSession())) throw error;
    return ask<T>('POST', path, body, asking);
  }
}

/** Takes up the session this browser has now, if there is one; resolves to whether. Somebody else's begins the page anew. */
export async function joinSession(): Promise<boolean> {
  const before = session.get();
  const me = await get<Me>('/api/me', { open: true }).catch(() => undefined);
  if (me === undefined || (before.kind !== 'in' && before.kind !== 'expired')) return false;
  if (me.person.id === before.me.person.id) signedIn(me);
  else location.reload();
  return me.person.id === before.me.person.id;
}

async function ask<T>(method: 'GET' | 'POST', path: string, body: unknown, asking: Asking): Promise<T> {
  const headers = new Headers({ accept: 'application/json' });
  const csrf = csrfToken();
  const isFile = body instanceof Blob;
  if (method === 'POST') headers.set('content-type', isFile ? 'application/octet-stream' : 'application/json');
  if (asking.key !== undefined) headers.set('idempotency-key', asking.key);
  if (method === 'POST' && csrf !== undefined) headers.set('x-huawu-csrf', csrf);
  const request: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' };
  if (method === 'POST') request.body = isFile ? body : JSON.stringify(body);
  if (asking.signal !== undefined) request.signal = asking.signal;
  const response = await fetch(path, request).catch((error: unknown) => {
    if (asking.signal?.aborted === true) throw error;
    throw unreachable();
  });
  serverTimeFromHeader(response.headers.get('date'));
  const text = await response.text().catch(() => '');
  const parsed = parse(text);
  if (response.ok) return parsed as T;
  if (response.status === 401 && asking.open !== true) sessionEnded();
  throw faultOf(response.status, parsed, response.headers.get('retry-after'));
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
