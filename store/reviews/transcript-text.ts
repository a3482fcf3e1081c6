const BETWEEN_HAN = /(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu;
/** What word processors and telephones write for `'`. */
const APOSTROPHES = /[\u2018\u2019\u02bc]/g;
const NEITHER_LETTER_NOR_DIGIT = /[^\p{L}\p{M}\p{N}']+/gu;
/** 36⁴ is more than there are Unicode code points, so every character takes four. */
const CODE_LENGTH = 4;
/** Characters shown on either side of a match. */
const AROUND = 30;

/** How a turn, or what is looked for, is compared: lower case, one width, no punctuation, Chinese without spaces. */
export function plainText(text: string): string {
  return text.normalize('NFKC').toWellFormed().replaceAll(APOSTROPHES, "'").toLowerCase().replaceAll(NEITHER_LETTER_NOR_DIGIT, ' ').trim().replaceAll(BETWEEN_HAN, '');
}

/**
 * Plain text in ASCII letters and digits: pg_trgm sees only those as letters where the database's locale is "C", and a
 * Chinese word of two characters would be too short for a trigram. What contains a phrase contains its code.
 */
export function codedText(plain: string): string {
  return [...plain].map((char) => (/[a-z0-9]/.test(char) ? char : /[\p{L}\p{M}\p{N}]/u.test(char) ? codeOf(char) : ' ')).join('');
}

const codeOf = (char: string) => (char.codePointAt(0) ?? 0).toString(36).padStart(CODE_LENGTH, '0');

/** A pattern for LIKE that matches what contains `text`. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

/** The words around the first `phrase` in `body`, the match between U+0001 and U+0002. */
export function excerptOf(body: string, phrase: string): string {
  const at = body.indexOf(phrase);
  if (at < 0) return clipped(body, 0, 2 * AROUND);
  const from = Math.max(0, at - AROUND);
  const end = at + phrase.length;
  const before = `${from > 0 ? '…' : ''}${body.slice(from, at)}`;
  const after = `${body.slice(end, end + AROUND)}${end + AROUND < body.length ? '…' : ''}`;
  return `${before}\u0001${phrase}\u0002${after}`.toWellFormed();
}

const clipped = (body: string, from: number, to: number) => `${body.slice(from, to)}${to < body.length ? '…' : ''}`.toWellFormed();
