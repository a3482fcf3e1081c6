import type { DtlsSocket } from 'werift';

export const CONTENT = { changeCipherSpec: 20, alert: 21, handshake: 22, data: 23 } as const;
/** Of a record. */
export const HEADER = 13;

/** One record of a datagram. */
export interface DtlsRecord {
  readonly type: number;
  readonly epoch: number;
  /** With its header. */
  readonly bytes: Uint8Array;
}

/**
 * The whole records of a datagram (RFC 6347 §4.1); what follows a damaged one is left out.
 *
 *     0     1        3      5                11      13
 *     type  version  epoch  sequence number  length  fragment …
 */
export function readRecords(data: Uint8Array): DtlsRecord[] {
  const records: DtlsRecord[] = [];
  for (let at = 0; at + HEADER <= data.length; ) {
    const end = at + HEADER + (((data[at + 11] as number) << 8) | (data[at + 12] as number));
    if (end > data.length || data[at + 1] !== 0xfe) return records;
    records.push({ type: data[at] as number, epoch: ((data[at + 3] as number) << 8) | (data[at + 4] as number), bytes: data.subarray(at, end) });
    at = end;
  }
  return records;
}

/** RFC 5246 §7.2: level 2 is fatal. */
export function isFatalAlert({ type, epoch, bytes }: DtlsRecord): boolean {
  return type === CONTENT.alert && epoch === 0 && bytes.length === HEADER + 2 && bytes[HEADER] === 2;
}

/** An encrypted close_notify (RFC 5246 §7.2.1), which werift does not send by itself. */
export function writeCloseNotify({ cipher, dtls }: DtlsSocket): Buffer | undefined {
  const sequenceNumber = ++dtls.recordSequenceNumber;
  const header = { contentType: CONTENT.alert, protocolVersion: { major: 0xfe, minor: 0xfd }, epoch: 1, sequenceNumber, contentLen: 2 };
  try {
    const { fragment } = cipher.encryptPacket({ recordLayerHeader: header, fragment: Buffer.from([1, 0]) } as never);
    const record = Buffer.alloc(HEADER);
    record.set([CONTENT.alert, 0xfe, 0xfd, 0, 1]);
    record.writeUIntBE(sequenceNumber, 5, 6);
    record.writeUInt16BE(fragment.length, 11);
    return Buffer.concat([record, fragment]);
  } catch {
    return undefined;
  }
}
