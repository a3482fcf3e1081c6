import type { Word } from '../port.ts';

/** Words as bytes: count u16, then per word start f64, end f64, confidence f32, length u16, UTF-8; all big-endian. */
export function encodeWords(words: readonly Word[]): Buffer {
  const count = Buffer.allocUnsafe(2);
  count.writeUInt16BE(words.length, 0);
  return Buffer.concat([count, ...words.map(encodeWord)]);
}

const WORD_HEADER_BYTES = 22;

function encodeWord(word: Word): Buffer {
  const text = Buffer.from(word.text);
  const bytes = Buffer.allocUnsafe(WORD_HEADER_BYTES + text.length);
  bytes.writeDoubleBE(word.start, 0);
  bytes.writeDoubleBE(word.end, 8);
  bytes.writeFloatBE(word.confidence, 16);
  bytes.writeUInt16BE(text.length, 20);
  text.copy(bytes, WORD_HEADER_BYTES);
  return bytes;
}

/** The words in `bytes`; a list cut short yields the whole words before the cut. */
export function decodeWords(bytes: Buffer): readonly Word[] {
  const words: Word[] = [];
  const count = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  let offset = 2;
  while (words.length < count && offset + WORD_HEADER_BYTES <= bytes.length) {
    const end = offset + WORD_HEADER_BYTES + bytes.readUInt16BE(offset + 20);
    if (end > bytes.length) break;
    words.push({
      text: bytes.toString('utf8', offset + WORD_HEADER_BYTES, end),
      start: bytes.readDoubleBE(offset),
      end: bytes.readDoubleBE(offset + 8),
      confidence: bytes.readFloatBE(offset + 16),
    });
    offset = end;
  }
  return words;
}
