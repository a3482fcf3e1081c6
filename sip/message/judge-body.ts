/** A final response that refuses a request. */
export interface Refusal {
  readonly code: number;
  readonly reason?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Refuses what cannot be a session description for us: size (RFC 3261 §21.4.11, §21.5.7), type and coding (§21.4.13). */
export function judgeBody(
  message: { header(name: string): string | undefined; readonly body: string; readonly size: number },
  limits: { readonly bodyBytes: number; readonly messageBytes: number },
): Refusal | undefined {
  if (message.body.length > limits.bodyBytes) return { code: 413 };
  if (message.size > limits.messageBytes) return { code: 513 };
  if (message.body === '') return undefined;
  const encoding = message.header('content-encoding') ?? 'identity';
  if (!/^identity$/i.test(encoding)) return { code: 415, headers: { 'Accept-Encoding': 'identity' } };
  const type = (message.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  return type === 'application/sdp' ? undefined : { code: 415, headers: { Accept: 'application/sdp' } };
}

/** 420 for extensions the request requires and we lack (RFC 3261 §8.2.2.3). */
export function judgeRequire(required: readonly string[], supported: readonly string[] = []): Refusal | undefined {
  const lacking = required.filter((name) => !supported.includes(name.toLowerCase()));
  return lacking.length === 0 ? undefined : { code: 420, headers: { Unsupported: lacking.join(', ') } };
}
