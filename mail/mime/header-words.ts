import { decodeText } from './charset.ts';
import { decodeBase64, decodeQuotedPrintable } from './transfer.ts';

/** RFC 2047 §2, forgiving: spaces in the text, no end, `=?=` missing at the end of a line. */
const ENCODED = /=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)(?:\?=|\?$|$)/g;

const bytesOf = (latin1: string): Uint8Array => Buffer.from(latin1, 'latin1');

interface Piece {
  readonly charset: string;
  readonly bytes: Uint8Array;
}

/**
 * The value of a header field (its bytes as Latin-1) as text. Encoded words of the same charset that follow each other are put together
 * before they are decoded: many programs cut them in the middle of a character (against RFC 2047 §5). Bytes above 127 outside of
 * encoded words are guessed.
 */
export function decodeWords(value: string): string {
  const out: string[] = [];
  let pending: Piece | undefined;
  let last = 0;
  const flush = () => {
    if (pending) out.push(decodeText(pending.bytes, pending.charset));
    pending = undefined;
  };
  for (const match of value.matchAll(ENCODED)) {
    const between = value.slice(last, match.index);
    if (between.trim() !== '' || (between !== '' && !pending)) {
      flush();
      out.push(plain(between));
    }
    const piece = pieceOf(match);
    if (pending && pending.charset === piece.charset) pending = { charset: pending.charset, bytes: Buffer.concat([pending.bytes, piece.bytes]) };
    else {
      flush();
      pending = piece;
    }
    last = match.index + match[0].length;
  }
  flush();
  out.push(plain(value.slice(last)));
  return clean(out.join(''));
}

function pieceOf([, charset = '', encoding = '', text = '']: RegExpExecArray): Piece {
  const bytes = bytesOf(text);
  return { charset: charset.toLowerCase().replace(/\*.*$/, ''), bytes: encoding.toLowerCase() === 'b' ? decodeBase64(bytes) : decodeQuotedPrintable(bytes, true) };
}

const plain = (text: string): string => (/[\u0080-\u00ff]/.test(text) || text.includes('\u001b') ? decodeText(bytesOf(text)) : text);

/** One line of text: no control characters, no lone halves. */
const clean = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ').toWellFormed().trim();

/** A field with parameters: `multipart/mixed; boundary="x"`. */
export interface Parameters {
  /** Lower case, without parameters. */
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const PARAMETER = /;\s*([^\s=;"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)/g;
/** More pieces of one value than anybody sends. */
const MOST_PIECES = 100;

/** Parameters by RFC 2045 §5.1 and RFC 2231 §3 and §4, and what programs send instead (RFC 2047 in quotes, raw bytes). */
export function parametersOf(field: string): Parameters {
  const semicolon = field.indexOf(';');
  const value = (semicolon < 0 ? field : field.slice(0, semicolon)).trim().toLowerCase();
  const plainOnes = new Map<string, string>();
  const pieces = new Map<string, { index: number; encoded: boolean; text: string }[]>();
  for (const [, rawName = '', rawValue = ''] of (semicolon < 0 ? '' : field.slice(semicolon)).matchAll(PARAMETER)) {
    const text = unquoted(rawValue.trim());
    const [, name = '', index, star] = /^([^*]+)(?:\*(\d{1,4}))?(\*)?$/.exec(rawName.toLowerCase()) ?? [];
    if (name === '') continue;
    if (index === undefined && star === undefined) {
      if (!plainOnes.has(name)) plainOnes.set(name, decodeWords(text));
      continue;
    }
    const list = pieces.get(name) ?? [];
    if (list.length < MOST_PIECES) list.push({ index: Number(index ?? 0), encoded: star !== undefined, text });
    pieces.set(name, list);
  }
  for (const [name, list] of pieces) plainOnes.set(name, joined(list));
  return { value, parameters: plainOnes };
}

/** RFC 2231 §4.1: pieces in order; only the first names the charset. */
function joined(list: readonly { readonly index: number; readonly encoded: boolean; readonly text: string }[]): string {
  const ordered = list.toSorted((a, b) => a.index - b.index);
  const [, charset = '', rest] = /^([^']*)'[^']*'([\s\S]*)$/.exec(ordered[0]?.encoded ? ordered[0].text : '') ?? [];
  const bytes = ordered.map(({ encoded, text }, i) => (encoded ? percent(i === 0 && rest !== undefined ? rest : text) : bytesOf(text)));
  return clean(decodeText(Buffer.concat(bytes), charset));
}

function percent(text: string): Uint8Array {
  return bytesOf(text.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
}

const unquoted = (text: string): string => (text.startsWith('"') ? text.slice(1).replace(/"$/, '').replaceAll(/\\(.)/g, '$1') : text);
