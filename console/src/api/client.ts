import { csrfToken, sessionEnded } from '../session/session.ts';
import { serverTimeFromHeader } from '../time/server-clock.ts';
import { faultOf, unreachable } from './fault.ts';

export interface Asking {
  readonly signal?: AbortSignal;
  /** 401 means "wrong password" or "nobody yet" here, not "session expired". */
  readonly open?: boolean;
}

/** `GET` of JSON. Throws `ApiFault`. */
export function get<T>(path: string, asking: Asking = {}): Promise<T> {
  return ask<T>('GET', path, undefined, asking);
}

/** `POST` of JSON with the CSRF header. Throws `ApiFault`. */
export function post<T>(path: string, body: unknown = {}, asking: Asking = {}): Promise<T> {
  return ask<T>('POST', path, body, asking);
}

async function ask<T>(method: 'GET' | 'POST', path: string, body: unknown, asking: Asking): Promise<T> {
  const headers = new Headers({ accept: 'application/json' });
  const csrf = csrfToken();
  if (method === 'POST') headers.set('content-type', 'application/json');
  if (method === 'POST' && csrf !== undefined) headers.set('x-huawu-csrf', csrf);
  const request: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' };
  if (method === 'POST') request.body = JSON.stringify(body);
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
