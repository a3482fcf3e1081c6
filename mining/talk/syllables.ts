const PIECE = /\p{Script=Han}|\p{N}|[\p{L}\p{M}']+/gu;
const VOWELS = /[aeiouyàáâäèéêëìíîïòóôöùúûü]+/g;
const LETTERS = /^[\p{L}\p{M}']+$/u;
const HAN = /\p{Script=Han}/u;

/**
 * Syllables of a text: one for each Chinese character and each digit, for an English word its groups of vowels without a final
 * silent e ("make" 1, "table" 2), at least one.
 */
export function syllables(text: string): number {
  return (text.match(PIECE) ?? []).reduce((sum, piece) => sum + (LETTERS.test(piece) && !HAN.test(piece) ? ofWord(piece.toLowerCase()) : 1), 0);
}

function ofWord(word: string): number {
  const groups = word.match(VOWELS)?.length ?? 0;
  const silent = groups > 1 && /[^aeiouyl]e$/.test(word);
  return Math.max(1, groups - (silent ? 1 : 0));
}
