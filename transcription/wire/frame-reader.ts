import { Fault, type Result, failed, ok } from '#core';
import { type Message, decodeMessage } from './messages.ts';

/** Largest frame accepted: 40 s of a turn's words are far below it, and a stray byte in a length must not claim memory. */
const MAX_FRAME_BYTES = 1 << 20;

/** Cuts a byte stream into messages, however the pipe sliced it. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The messages completed by `bytes`. Fails for good when the stream is not ours; the pipe must then be given up. */
  push(bytes: Buffer): Result<readonly Message[]> {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const messages: Message[] = [];
    while (this.#rest.length >= 4) {
      const length = this.#rest.readUInt32BE(0);
      if (length > MAX_FRAME_BYTES) return failed(notOurs());
      if (this.#rest.length < 4 + length) break;
      const message = decodeMessage(this.#rest.subarray(4, 4 + length));
      if (!message) return failed(notOurs());
      messages.push(message);
      this.#rest = this.#rest.subarray(4 + length);
    }
    return ok(messages);
  }
}

function notOurs(): Fault {
  return new Fault(
    'transcription.broken-pipe',
    'the recogniser process sent bytes that are no message; it is replaced by itself, report it if it comes back',
    { retryable: true },
  );
}
