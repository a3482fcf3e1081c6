/**
 * Frames of drachtio's control protocol, as byte strings.
 *
 *   <decimal length>#<payload>          length = bytes of the payload
 *   payload = header [ CRLF body ]      header = msgId "|" token *( "|" token )
 */
export interface FrameSplit {
  readonly payloads: readonly string[];
  readonly rest: string;
  /** The stream is no longer usable: close it, there is nothing sensible to answer. */
  readonly broken: boolean;
}

/** Cuts what came so far into payloads. A length that is no number, zero or above `limit` breaks the stream. */
export function splitFrames(pending: string, limit: number): FrameSplit {
  const payloads: string[] = [];
  let at = 0;
  for (;;) {
    const hash = pending.indexOf('#', at);
    if (hash < 0) {
      const rest = pending.slice(at);
      return { payloads, rest, broken: rest !== '' && !/^\d{1,6}$/.test(rest) };
    }
    const digits = pending.slice(at, hash);
    const length = /^\d{1,6}$/.test(digits) ? Number(digits) : 0;
    if (length === 0 || length > limit) return { payloads, rest: '', broken: true };
    const end = hash + 1 + length;
    if (end > pending.length) return { payloads, rest: pending.slice(at), broken: false };
    payloads.push(pending.slice(hash + 1, end));
    at = end;
  }
}

/** One frame from an application, taken apart. */
export interface Command {
  readonly id: string;
  readonly verb: string;
  /** Tokens after the verb; empty ones count. */
  readonly tokens: readonly string[];
  /** Everything after the first CRLF; empty when there is none. */
  readonly body: string;
}

export function parseCommand(payload: string): Command {
  const crlf = payload.indexOf('\r\n');
  const [id = '', verb = '', ...tokens] = (crlf < 0 ? payload : payload.slice(0, crlf)).split('|');
  return { id, verb, tokens, body: crlf < 0 ? '' : payload.slice(crlf + 2) };
}

export const frame = (payload: string): string => `${payload.length}#${payload}`;
