/** A message is never longer: an INVITE with every ICE candidate has some 6 kB. */
const LARGEST_MESSAGE_BYTES = 65_536;

/** What the bytes so far hold: whole messages with the bytes they came in, control frames as bytes only. */
export type Heard = { readonly bytes: Buffer; readonly text?: string };

/**
 * Reads what a browser sends over a WebSocket (RFC 6455 §5.2), for those who must know it before it goes on.
 *
 *      0                   1                   2                   3
 *     |F|R R R| opcode|M| length (7)  | (16 or 64 bits of length) ... | key (4) | payload, masked ...
 */
export class ClientFrames {
  #waiting: Buffer = Buffer.alloc(0);
  /** Frames of a message whose last one is still to come. */
  #frames: Buffer[] = [];
  #payloads: Buffer[] = [];
  #size = 0;

  /** Undefined: no browser sends this; the connection is to be ended. */
  push(chunk: Buffer): Heard[] | undefined {
    this.#waiting = this.#waiting.length === 0 ? chunk : Buffer.concat([this.#waiting, chunk]);
    const heard: Heard[] = [];
    for (;;) {
      const frame = frameOf(this.#waiting);
      if (frame === 'more') return heard;
      if (frame === 'bad') return undefined;
      const bytes = this.#waiting.subarray(0, frame.length);
      this.#waiting = this.#waiting.subarray(frame.length);
      // Control frames may come between those of a message (§5.4).
      if (frame.opcode >= 8) heard.push({ bytes });
      else if (!this.#take(bytes, frame)) return undefined;
      else if (frame.last) heard.push(this.#whole());
    }
  }

  #take(bytes: Buffer, { opcode, payload }: Frame): boolean {
    const begins = this.#frames.length === 0;
    if (begins !== (opcode === 1 || opcode === 2)) return false;
    this.#size += bytes.length;
    this.#frames.push(bytes);
    this.#payloads.push(payload);
    return this.#size <= LARGEST_MESSAGE_BYTES;
  }

  #whole(): Heard {
    const heard = { bytes: Buffer.concat(this.#frames), text: Buffer.concat(this.#payloads).toString('utf8') };
    this.#frames = [];
    this.#payloads = [];
    this.#size = 0;
    return heard;
  }
}

interface Frame {
  readonly length: number;
  readonly opcode: number;
  readonly last: boolean;
  readonly payload: Buffer;
}

function frameOf(bytes: Buffer): Frame | 'more' | 'bad' {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return 'more';
  const opcode = first & 0x0f;
  // No extensions were agreed on, and clients mask (§5.1).
  if ((first & 0x70) !== 0 || (second & 0x80) === 0 || (opcode > 2 && opcode < 8) || opcode > 10) return 'bad';
  const short = second & 0x7f;
  if (short === 127) return 'bad';
  const start = short === 126 ? 4 : 2;
  if (bytes.length < start + 4) return 'more';
  const size = short === 126 ? bytes.readUInt16BE(2) : short;
  const length = start + 4 + size;
  if (bytes.length < length) return 'more';
  const key = bytes.subarray(start, start + 4);
  const payload = Buffer.from(bytes.subarray(start + 4, length)).map((byte, at) => byte ^ (key[at & 3] ?? 0));
  return { length, opcode, last: (first & 0x80) !== 0, payload: Buffer.from(payload) };
}
