/** RFC 2045 §6: what a part was sent as, back to what it is. Broken input gives as much as can be read. */
export function decodeTransfer(bytes: Uint8Array, encoding: string): Uint8Array {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return decodeBase64(bytes);
    case 'quoted-printable':
      return decodeQuotedPrintable(bytes);
    case 'x-uuencode':
    case 'uuencode':
    case 'x-uue':
      return decodeUu(bytes);
    default:
      return bytes;
  }
}

/** RFC 2045 §6.8; padding in the middle (two encodings after one another) begins anew. */
export function decodeBase64(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (!/=[\s]*[A-Za-z0-9+/]/.test(text)) return Buffer.from(text, 'base64');
  return Buffer.concat(text.split(/=+/).map((piece) => Buffer.from(piece, 'base64')));
}

const SPACE = 0x20;
const hexOf = (byte: number | undefined): number => {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const low = byte | 0x20;
  return low >= 0x61 && low <= 0x66 ? low - 0x57 : -1;
};

/** RFC 2045 §6.7; an `=` that means nothing stays. */
export function decodeQuotedPrintable(bytes: Uint8Array, underscoreIsSpace = false): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let to = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte !== 0x3d) {
      out[to++] = underscoreIsSpace && byte === 0x5f ? SPACE : byte;
      continue;
    }
    const [high, low] = [hexOf(bytes[at + 1]), hexOf(bytes[at + 2])];
    if (high >= 0 && low >= 0) {
      out[to++] = high * 16 + low;
      at += 2;
      continue;
    }
    const end = softBreak(bytes, at + 1);
    if (end > at) at = end;
    else out[to++] = byte;
  }
  return out.subarray(0, to);
}

/** Index of the line feed of a soft line break, also with spaces before it; `from - 1` when there is none. */
function softBreak(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === SPACE || bytes[at] === 0x09) at += 1;
  if (bytes[at] === 0x0d) at += 1;
  return bytes[at] === 0x0a || at >= bytes.length ? Math.min(at, bytes.length - 1) : from - 1;
}

function decodeUu(bytes: Uint8Array): Uint8Array {
  const pieces: Buffer[] = [];
  for (const line of Buffer.from(bytes).toString('latin1').split(/\r?\n/)) {
    if (/^(begin \d{3,4} |end$|`$)/.test(line) || line === '') continue;
    const length = (line.charCodeAt(0) - SPACE) & 63;
    const sixes = [...line.slice(1)].map((sign) => (sign.charCodeAt(0) - SPACE) & 63);
    const piece: number[] = [];
    for (let i = 0; i + 3 < sixes.length + 3 && piece.length < length; i += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = sixes.slice(i, i + 4);
      piece.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d);
    }
    pieces.push(Buffer.from(piece.slice(0, length)));
  }
  return Buffer.concat(pieces);
}
