import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { DtlsRecord } from '../dtls-record.ts';
import type { WriteKey } from './key-schedule.ts';

const HEADER = 13;
const EXPLICIT = 8;
const TAG = 16;

/** A record in the clear. `sequence` counts within its epoch. */
export function writeRecord(type: number, epoch: number, sequence: number, content: Uint8Array): Buffer {
  const record = Buffer.alloc(HEADER + content.length);
  record.set([type, 0xfe, 0xfd]);
  record.writeUInt16BE(epoch, 3);
  record.writeUIntBE(sequence, 5, 6);
  record.writeUInt16BE(content.length, 11);
  record.set(content, HEADER);
  return record;
}

/** Epoch and number, type, version, length of the content (RFC 5246 §6.2.3.3, RFC 6347 §4.1.2.1). */
function associated(header: Uint8Array, length: number): Buffer {
  return Buffer.from([...header.subarray(3, 11), ...header.subarray(0, 3), length >> 8, length & 0xff]);
}

/** AES-128-GCM of one direction (RFC 5288 §3): the number of the record is the explicit part of the nonce. */
export class RecordCipher {
  readonly #keys: WriteKey;

  constructor(keys: WriteKey) {
    this.#keys = keys;
  }

  seal(type: number, epoch: number, sequence: number, content: Uint8Array): Buffer {
    const header = writeRecord(type, epoch, sequence, new Uint8Array(0));
    const explicit = header.subarray(3, 11);
    const cipher = createCipheriv('aes-128-gcm', this.#keys.key, Buffer.concat([this.#keys.iv, explicit])).setAAD(associated(header, content.length));
    const sealed = Buffer.concat([explicit, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
    return writeRecord(type, epoch, sequence, sealed);
  }

  /** The content of a record; nothing if it is forged or damaged. */
  open({ bytes }: DtlsRecord): Buffer | undefined {
    const sealed = bytes.subarray(HEADER);
    const length = sealed.length - EXPLICIT - TAG;
    if (length < 0) return undefined;
    const nonce = Buffer.concat([this.#keys.iv, sealed.subarray(0, EXPLICIT)]);
    const cipher = createDecipheriv('aes-128-gcm', this.#keys.key, nonce).setAAD(associated(bytes, length)).setAuthTag(sealed.subarray(-TAG));
    try {
      return Buffer.concat([cipher.update(sealed.subarray(EXPLICIT, EXPLICIT + length)), cipher.final()]);
    } catch {
      return undefined;
    }
  }
}
