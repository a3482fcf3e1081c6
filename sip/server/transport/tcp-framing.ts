/** Bounds of one message on a stream; a stream that exceeds them is closed, because its next message cannot be found. */
export interface FrameLimits {
  readonly headBytes: number;
  readonly bodyBytes: number;
}

/** What a chunk of a stream yields. */
export interface Framed {
  readonly messages: readonly string[];
  /** Double CRLFs received: each wants a single one back (RFC 5626 §4.4.1). */
  readonly pings: number;
  /** Bytes to keep for the next chunk. */
  readonly rest: string;
  /** Before so many bytes are there, looking again is in vain; 0 = any more may do. */
  readonly wanted: number;
  /** The stream is lost: answer the head (its text is here) with this status and close. */
  readonly lost?: { readonly status: 400 | 413; readonly head: string };
}

const CONTENT_LENGTH = /\r\n(?:content-length|l)[ \t]*:(?:[ \t]|\r\n[ \t])*([^\r\n]*)/gi;

/**
 * Cuts a byte stream into messages by Content-Length (RFC 3261 §18.3), pure: `rest` of the last call plus the new chunk.
 *
 *   CRLF* start-line CRLF header… CRLF CRLF body[Content-Length]  CRLF* start-line …
 *
 * The first `searched` bytes of `pending` are known to hold no end of a head.
 */
export function frameStream(pending: string, limits: FrameLimits, searched = 0): Framed {
  const messages: string[] = [];
  let pings = 0;
  let at = 0;
  for (;;) {
    while (pending.startsWith('\r\n\r\n', at)) {
      pings++;
      at += 4;
    }
    // A lone CRLF may be the first half of a ping: it is kept until more arrives.
    if (pending.startsWith('\r\n', at) && pending.length > at + 3) {
      at += 2;
      continue;
    }
    const blank = pending.indexOf('\r\n\r\n', Math.max(at, searched - 3));
    if (blank < 0) {
      const rest = pending.slice(at);
      return rest.length > limits.headBytes ? lost(messages, pings, 400, rest) : { messages, pings, rest, wanted: 0 };
    }
    const head = pending.slice(at, blank + 4);
    const length = head.length > limits.headBytes ? undefined : contentLength(head);
    if (length === undefined) return lost(messages, pings, 400, head);
    if (length > limits.bodyBytes) return lost(messages, pings, 413, head);
    const end = blank + 4 + length;
    if (end > pending.length) return { messages, pings, rest: pending.slice(at), wanted: end - at };
    messages.push(pending.slice(at, end));
    at = end;
  }
}

/** The one Content-Length of a head; `undefined` when it is absent, repeated or no number (§18.3 makes it mandatory). */
function contentLength(head: string): number | undefined {
  const found = [...head.matchAll(CONTENT_LENGTH)];
  const value = found[0]?.[1]?.trim() ?? '';
  return found.length === 1 && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

function lost(messages: string[], pings: number, status: 400 | 413, head: string): Framed {
  return { messages, pings, rest: '', wanted: 0, lost: { status, head } };
}

/** A stream on its way: looks again only when a message may have become complete, so that dripping costs no more than flowing. */
export class MessageStream {
  readonly #limits: FrameLimits;
  #pending = '';
  #wanted = 0;

  constructor(limits: FrameLimits) {
    this.#limits = limits;
  }

  /** What this chunk completes. */
  take(chunk: string): Omit<Framed, 'rest' | 'wanted'> {
    const searched = this.#wanted === 0 ? this.#pending.length : 0;
    this.#pending += chunk;
    if (this.#pending.length < this.#wanted) return { messages: [], pings: 0 };
    const framed = frameStream(this.#pending, this.#limits, searched);
    this.#pending = framed.rest;
    this.#wanted = framed.wanted;
    return framed;
  }
}
