/** Types as PostgreSQL numbers them (pg_type.oid), and how long a value of them is. */
const TYPES = { text: 25, int: 23, timestamptz: 1184 } as const;
/** 2000-01-01, where PostgreSQL's moments begin, epoch ms. */
const PG_EPOCH_MS = 946_684_800_000;
const WORD = 2 ** 32;
/** dimensions, nulls, type, elements, lowest index: 4 bytes each. */
const HEAD = 20;
/** So short that a loop is faster than the call of an encoder. */
const SHORT = 32;
/** UTF-16 units take at most so many bytes in UTF-8. */
const BYTES_A_UNIT = 3;

/**
 * An array as a parameter in PostgreSQL's binary format: no text is made of it that somebody must escape and take apart again.
 *
 *   1 | any nulls? | type | elements | 1 || length, bytes | length, bytes | −1 (null) | …
 */
export class ArrayColumn {
  readonly #type: keyof typeof TYPES;
  #buffer: Buffer;
  #at = HEAD;
  #elements = 0;
  #nulls = 0;

  /** `bytes`: about how long it will be. */
  constructor(type: keyof typeof TYPES, bytes: number) {
    this.#type = type;
    this.#buffer = Buffer.allocUnsafe(HEAD + bytes);
  }

  text(value: string | undefined): void {
    if (value === undefined) return this.#null();
    this.#room(4 + value.length * BYTES_A_UNIT);
    const length = this.#short(value) ?? this.#buffer.write(value, this.#at + 4);
    this.#buffer.writeInt32BE(length, this.#at);
    this.#at += 4 + length;
    this.#elements += 1;
  }

  int(value: number): void {
    this.#room(8);
    this.#buffer.writeInt32BE(4, this.#at);
    this.#at = this.#buffer.writeInt32BE(value, this.#at + 4);
    this.#elements += 1;
  }

  /** Epoch ms. */
  moment(value: number | undefined): void {
    if (value === undefined) return this.#null();
    const micros = (Math.round(value) - PG_EPOCH_MS) * 1_000;
    const high = Math.floor(micros / WORD);
    this.#room(12);
    this.#buffer.writeInt32BE(8, this.#at);
    this.#buffer.writeInt32BE(high, this.#at + 4);
    this.#at = this.#buffer.writeUInt32BE(micros - high * WORD, this.#at + 8);
    this.#elements += 1;
  }

  /** The whole array. */
  done(): Buffer {
    const head = [this.#elements === 0 ? 0 : 1, this.#nulls, TYPES[this.#type], ...(this.#elements === 0 ? [] : [this.#elements, 1])];
    head.forEach((value, index) => this.#buffer.writeInt32BE(value, index * 4));
    return this.#buffer.subarray(0, this.#elements === 0 ? head.length * 4 : this.#at);
  }

  #null(): void {
    this.#room(4);
    this.#at = this.#buffer.writeInt32BE(-1, this.#at);
    this.#elements += 1;
    this.#nulls = 1;
  }

  /** Bytes written, when it is short and ASCII. */
  #short(value: string): number | undefined {
    if (value.length > SHORT) return undefined;
    const begin = this.#at + 4;
    for (let index = 0; index < value.length; index += 1) {
      const unit = value.charCodeAt(index);
      if (unit > 127) return undefined;
      this.#buffer[begin + index] = unit;
    }
    return value.length;
  }

  #room(more: number): void {
    if (this.#at + more <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#at + more));
    this.#buffer.copy(larger, 0, 0, this.#at);
    this.#buffer = larger;
  }
}
