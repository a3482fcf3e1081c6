import type { Clock, Millis, Timer } from '#core';
import { type RecordCipher, writeRecord } from './record-cipher.ts';

/**
 * A flight nobody answered goes out again after this time, twice it, … up to the longest. RFC 6347 §4.2.4.1 asks for 1 s on
 * networks unknown and leaves room; browsers begin at 50 ms themselves, and people wait for the first word.
 */
const FIRST: Millis = 100;
const LONGEST: Millis = 1_000;
/** Repeats of the other side are answered no more often: a busy machine finds a queue of them at once. */
const BETWEEN: Millis = 40;
/** With IP and UDP below what every way carries. */
const MOST_BYTES = 1_200;

/** One record to send; with a cipher it is of epoch 1. */
export interface Outgoing {
  readonly type: number;
  readonly content: Uint8Array;
  readonly cipher?: RecordCipher;
}

/** Says a flight, and says it again when it is due (RFC 6347 §4.2.4). Each time its records get new numbers (§4.1). */
export class FlightSender {
  readonly #clock: Clock;
  readonly #send: (data: Uint8Array) => void;
  readonly #sequences: [number, number] = [0, 0];
  #flight: readonly Outgoing[] = [];
  #sentAt: Millis = 0;
  #timer: Timer | undefined;

  constructor(clock: Clock, send: (data: Uint8Array) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** Says a flight; `untilAnswered`: again and again until the next one or `stop`. */
  say(flight: readonly Outgoing[], { untilAnswered }: { untilAnswered: boolean }): void {
    this.stop();
    this.#flight = flight;
    this.#write(flight);
    if (untilAnswered) this.#again(FIRST);
  }

  /** The other side said again what our flight answers: it is lost or late. */
  repeat(): void {
    if (this.#clock.now() - this.#sentAt >= BETWEEN) this.#write(this.#flight);
  }

  /** Says one record that is not repeated. */
  tell(record: Outgoing): void {
    this.#write([record]);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #again(pause: Millis): void {
    this.#timer = this.#clock.after(pause, () => {
      this.#write(this.#flight);
      this.#again(Math.min(2 * pause, LONGEST));
    });
  }

  /** As few datagrams as can be: what is in one comes together or not at all. */
  #write(records: readonly Outgoing[]): void {
    this.#sentAt = this.#clock.now();
    let datagram: Buffer[] = [];
    let bytes = 0;
    for (const { type, content, cipher } of records) {
      const record = cipher ? cipher.seal(type, 1, this.#sequences[1]++, content) : writeRecord(type, 0, this.#sequences[0]++, content);
      if (bytes > 0 && bytes + record.length > MOST_BYTES) {
        this.#send(Buffer.concat(datagram));
        [datagram, bytes] = [[], 0];
      }
      datagram.push(record);
      bytes += record.length;
    }
    this.#send(Buffer.concat(datagram));
  }
}
