import type { Fault, Result } from '#core';
import type { Attempt } from '#access';
import { HttpFault } from './http-fault.ts';

/** Statuses of the faults of #access; what is not here is an input that is not allowed. */
const STATUS: Readonly<Record<string, number>> = {
  'access.wrong-password': 401,
  'access.too-many-attempts': 429,
  'access.too-many-guests': 429,
  'access.busy': 503,
  'access.no-guests': 503,
  'access.no-phone': 409,
  'access.login-taken': 409,
  'access.agent-taken': 409,
  'access.last-administrator': 409,
  'access.own-account': 409,
  'access.first-start-over': 409,
  'access.unknown-person': 404,
  'access.wrong-token': 403,
};

/** The value, or the refusal as an HTTP answer. */
export function granted<T>(result: Result<T> | Attempt<T>): T {
  if (result.ok) return result.value;
  throw refusal(result.fault, 'retryAfterSeconds' in result ? result.retryAfterSeconds : undefined);
}

function refusal(fault: Fault, retryAfterSeconds: number | undefined): HttpFault {
  return new HttpFault(STATUS[fault.code] ?? 400, fault, retryAfterSeconds);
}
