/** What a `Fault` is made of. */
export interface FaultOptions {
  /** True when the same attempt may succeed later without anybody changing anything. */
  retryable?: boolean;
  cause?: unknown;
}

/**
 * An expected failure: a stable `code` (listed in docs/faults.md, both ways checked by a test) and a message that says
 * what the reader can do. Bad network input travels as a value (`Result`), never as a throw.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: FaultOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const failed = (fault: Fault): { readonly ok: false; readonly fault: Fault } => ({ ok: false, fault });
