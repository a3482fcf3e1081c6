/** Payload of a telephone-event packet (RFC 4733 §2.3). */
export interface EventPayload {
  /** 0-9, 10 = *, 11 = #, 12-15 = A-D. */
  readonly event: number;
  readonly end: boolean;
  /** Timestamp units since the packet's timestamp. */
  readonly duration: number;
}

export const EVENT_BYTES = 4;
const DIGITS = '0123456789*#ABCD';
/** −10 dBm0, what phones usually say. */
const VOLUME = 10;

/** The key of an event code; undefined for codes that are no keys (16 = flash). */
export const digitOf = (event: number): string | undefined => DIGITS[event];

/** The event code of a key; undefined for other characters. */
export function eventOf(digit: string): number | undefined {
  const event = DIGITS.indexOf(digit.toUpperCase());
  return digit.length === 1 && event >= 0 ? event : undefined;
}

/**
 * Reads the payload between `start` and `end`; undefined when it is too short.
 *
 *      0                   1                   2                   3
 *      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |     event     |E|R| volume    |          duration             |
 */
export function parseEvent(data: Uint8Array, start: number, end: number): EventPayload | undefined {
  if (end - start < EVENT_BYTES) return undefined;
  return {
    event: data[start] as number,
    end: ((data[start + 1] as number) & 0x80) !== 0,
    duration: ((data[start + 2] as number) << 8) | (data[start + 3] as number),
  };
}

export function writeEvent(data: Uint8Array, at: number, { event, end, duration }: EventPayload): void {
  data[at] = event;
  data[at + 1] = (end ? 0x80 : 0) | VOLUME;
  data[at + 2] = duration >> 8;
  data[at + 3] = duration & 255;
}
