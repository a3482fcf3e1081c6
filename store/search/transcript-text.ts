const BETWEEN_HAN = /(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu;
/** What word processors and telephones write for `'`. */
const APOSTROPHES = /[\u2018\u2019\u02bc]/g;
const NEITHER_LETTER_NOR_DIGIT = /[^\p{L}\p{M}\p{N}']+/gu;

/** How a turn, or what is looked for, is compared: lower case, one width, no punctuation, Chinese without spaces. */
export function plainText(text: string): string {
  return text.normalize('NFKC').toWellFormed().replaceAll(APOSTROPHES, "'").toLowerCase().replaceAll(NEITHER_LETTER_NOR_DIGIT, ' ').trim().replaceAll(BETWEEN_HAN, '');
}

/** A pattern for LIKE that matches what contains `text`. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
