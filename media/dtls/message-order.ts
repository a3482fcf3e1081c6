/** Handshake message types (RFC 5246 §7.4). */
export const MESSAGE = {
  clientHello: 1,
  serverHello: 2,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  serverHelloDone: 14,
  certificateVerify: 15,
  clientKeyExchange: 16,
  finished: 20,
} as const;

/** One whole handshake message (RFC 6347 §4.2.2). */
export interface HandshakeMessage {
  readonly type: number;
  readonly sequence: number;
  readonly body: Buffer;
}

const HEADER = 12;
/** Certificates and hellos are a few KiB; what claims to be longer is not waited for. */
const LONGEST = 16_384;
/** A flight has at most five messages. */
const AHEAD = 8;
/** Pieces of one message that are kept; a browser cuts at 1,200 bytes or so. */
const MOST_PIECES = 64;

/**
 * A message as it goes into hashes, and whole into a record:
 *
 *     0     1       4            6                9                12
 *     type  length  message_seq  fragment_offset  fragment_length  fragment …
 */
export function writeMessage({ type, sequence, body }: HandshakeMessage): Buffer {
  const header = Buffer.alloc(HEADER);
  header[0] = type;
  header.writeUIntBE(body.length, 1, 3);
  header.writeUInt16BE(sequence, 4);
  header.writeUIntBE(body.length, 9, 3);
  return Buffer.concat([header, body]);
}

interface Unfinished {
  readonly type: number;
  readonly length: number;
  readonly pieces: { readonly at: number; readonly bytes: Buffer }[];
}

/** Makes whole messages in their order of what arrives in pieces, twice, or in another order (RFC 6347 §4.2.2, §4.2.3). */
export class MessageOrder {
  #next: number;
  readonly #waiting = new Map<number, Unfinished>();

  constructor(next = 0) {
    this.#next = next;
  }

  /** Number of the message that is due. */
  get next(): number {
    return this.#next;
  }

  /** Takes what one record carries, in the clear; gives the messages that are due now, and the numbers of those given before. */
  take(content: Uint8Array): { messages: HandshakeMessage[]; repeated: number[] } {
    const data = Buffer.from(content);
    const repeated: number[] = [];
    for (let at = 0; at + HEADER <= data.length; ) {
      const size = data.readUIntBE(at + 9, 3);
      if (at + HEADER + size > data.length) break;
      const sequence = data.readUInt16BE(at + 4);
      if (sequence < this.#next) repeated.push(sequence);
      else if (sequence < this.#next + AHEAD) this.#keep(sequence, data.subarray(at, at + HEADER + size));
      at += HEADER + size;
    }
    return { messages: this.#due(), repeated };
  }

  #keep(sequence: number, part: Buffer): void {
    const [type, length, at] = [part.readUInt8(0), part.readUIntBE(1, 3), part.readUIntBE(6, 3)];
    const bytes = part.subarray(HEADER);
    if (length > LONGEST || at + bytes.length > length) return;
    const one = this.#waiting.get(sequence) ?? { type, length, pieces: [] };
    if (one.type !== type || one.length !== length || one.pieces.length === MOST_PIECES) return;
    one.pieces.push({ at, bytes });
    this.#waiting.set(sequence, one);
  }

  #due(): HandshakeMessage[] {
    const due: HandshakeMessage[] = [];
    for (;;) {
      const one = this.#waiting.get(this.#next);
      const body = one && whole(one);
      if (!one || !body) return due;
      this.#waiting.delete(this.#next);
      due.push({ type: one.type, sequence: this.#next++, body });
    }
  }
}

function whole({ length, pieces }: Unfinished): Buffer | undefined {
  const body = Buffer.alloc(length);
  let filled = 0;
  for (const { at, bytes } of pieces.toSorted((a, b) => a.at - b.at)) {
    if (at > filled) return undefined;
    bytes.copy(body, at);
    filled = Math.max(filled, at + bytes.length);
  }
  return filled === length ? body : undefined;
}
