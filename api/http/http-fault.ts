import type { Fault } from '#core';

/** Thrown by a handler: a fault with the HTTP status that fits. */
export class HttpFault extends Error {
  readonly status: number;
  readonly fault: Fault;
  /** For Retry-After, RFC 9110 §10.2.3. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, fault: Fault, retryAfterSeconds?: number) {
    super(fault.message);
    this.status = status;
    this.fault = fault;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
