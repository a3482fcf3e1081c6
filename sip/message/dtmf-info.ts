/** A key pressed, reported by SIP INFO. */
export interface InfoKey {
  readonly digit: string;
  readonly durationMs: number;
}

/** What phones send when they name no duration. */
const DEFAULT_KEY_MS = 160;
/** No key is held longer; a larger figure is a mistake. */
const LONGEST_KEY_MS = 10_000;

/**
 * Reads the body of an INFO request: `Signal=5\r\nDuration=160` (application/dtmf-relay) or a bare `5` (application/dtmf).
 * Undefined when it names no key. Both formats are conventions without an RFC; `Signal= 5` and event numbers 10–15 occur.
 */
export function parseDtmfInfo(contentType: string, body: string): InfoKey | undefined {
  const type = contentType.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/dtmf') return key(body.trim(), undefined);
  if (type !== 'application/dtmf-relay') return undefined;
  const fields = new Map<string, string>();
  for (const line of body.slice(0, 512).split(/\r?\n/)) {
    const [name = '', value = ''] = line.split('=', 2);
    fields.set(name.trim().toLowerCase(), value.trim());
  }
  return key(fields.get('signal') ?? '', fields.get('duration'));
}

function key(signal: string, duration: string | undefined): InfoKey | undefined {
  const digit = /^1[0-5]$/.test(signal) ? '*#ABCD'[Number(signal) - 10] : signal.toUpperCase();
  if (digit === undefined || !/^[0-9*#A-D]$/.test(digit)) return undefined;
  const length = Number(duration ?? DEFAULT_KEY_MS);
  return { digit, durationMs: length > 0 && length <= LONGEST_KEY_MS ? length : DEFAULT_KEY_MS };
}
