/** Fields of the packet in hand; one object is used again for every packet, so that the receive path makes no garbage. */
export interface RtpHeader {
  marker: boolean;
  payload: number;
  sequence: number;
  timestamp: number;
  ssrc: number;
  /** Where the payload begins and ends in the datagram. */
  start: number;
  end: number;
}

export const RTP_HEADER_BYTES = 12;

export const emptyHeader = (): RtpHeader => ({ marker: false, payload: 0, sequence: 0, timestamp: 0, ssrc: 0, start: 0, end: 0 });

/**
 * Reads the header of an RTP packet (RFC 3550 §5.1); false = not RTP, `into` is then undefined rubbish.
 *
 *      0                   1                   2                   3
 *      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 *     |                           timestamp                           |
 *     |                             SSRC                              |
 *     |                    CSRC × CC, extension if X                  |
 *     |                payload … padding, its count last if P         |
 */
export function parseRtp(data: Uint8Array, into: RtpHeader): boolean {
  const length = data.length;
  if (length < RTP_HEADER_BYTES) return false;
  const first = data[0] as number;
  const second = data[1] as number;
  if (first >> 6 !== 2) return false;
  let start = RTP_HEADER_BYTES + (first & 15) * 4;
  if (first & 0x10) {
    if (start + 4 > length) return false;
    start += 4 + (((data[start + 2] as number) << 8) | (data[start + 3] as number)) * 4;
  }
  let end = length;
  if (first & 0x20) {
    const padding = data[length - 1] as number;
    if (padding === 0) return false;
    end -= padding;
  }
  if (start > end) return false;
  into.marker = second >= 128;
  into.payload = second & 127;
  into.sequence = ((data[2] as number) << 8) | (data[3] as number);
  into.timestamp = uint32(data, 4);
  into.ssrc = uint32(data, 8);
  into.start = start;
  into.end = end;
  return true;
}

/** Writes the 12 fixed bytes at `at`. */
export function writeRtpHeader(data: Uint8Array, at: number, h: Omit<RtpHeader, 'start' | 'end'>): void {
  data[at] = 0x80;
  data[at + 1] = (h.marker ? 128 : 0) | h.payload;
  data[at + 2] = h.sequence >> 8;
  data[at + 3] = h.sequence & 255;
  putUint32(data, at + 4, h.timestamp);
  putUint32(data, at + 8, h.ssrc);
}

/** RFC 5761 §4: on a shared port, a second byte of 192 to 223 means RTCP. */
export function isRtcp(data: Uint8Array): boolean {
  const type = data[1] ?? 0;
  return type >= 192 && type <= 223;
}

export function uint32(data: Uint8Array, at: number): number {
  return (
    (((data[at] as number) << 24) | ((data[at + 1] as number) << 16) | ((data[at + 2] as number) << 8) | (data[at + 3] as number)) >>> 0
  );
}

export function putUint32(data: Uint8Array, at: number, value: number): void {
  data[at] = value >>> 24;
  data[at + 1] = (value >>> 16) & 255;
  data[at + 2] = (value >>> 8) & 255;
  data[at + 3] = value & 255;
}
