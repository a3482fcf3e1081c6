/**
 * A word without the ending of the plural or the third person, so that "refunds" and "refund" are one; nothing else is taken away.
 * After D. Harman, How effective is suffixing? (1991), S-stemmer, with -es after hissing sounds.
 */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z']+$/.test(word)) return word;
  if (word.endsWith("'s")) return word.slice(0, -2);
  if (/[^ae]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  if (/[^us']s$/.test(word)) return word.slice(0, -1);
  return word;
}
