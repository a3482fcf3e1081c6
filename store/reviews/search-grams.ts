const RUN = /\p{Script=Han}+|[\p{L}\p{M}\p{N}']+?(?=\p{Script=Han}|[^\p{L}\p{M}\p{N}']|$)/gu;
const HAN = /^\p{Script=Han}/u;
/** FNV-1a, 32 bits. */
const FNV_OFFSET = 0x81_1c_9d_c5;
const FNV_PRIME = 0x01_00_01_93;

/**
 * Numbers of what a call can be found by: its characters, pairs of characters beside each other, words. Two things may have the same
 * number, so what is found is looked at again. `texts`: turns as they are compared (plainText).
 */
export function gramsOf(texts: readonly string[]): number[] {
  const grams = new Set<number>();
  for (const text of texts) {
    for (const run of text.match(RUN) ?? []) {
      if (!HAN.test(run)) grams.add(numberOf(run));
      else for (const gram of [...run, ...pairs(run)]) grams.add(numberOf(gram));
    }
  }
  return [...grams].sort((a, b) => a - b);
}

/** The numbers every call with this phrase has. */
export function phraseGrams(phrase: string): number[] {
  const grams = (phrase.match(RUN) ?? []).flatMap((run) => (HAN.test(run) && [...run].length > 1 ? pairs(run) : [run]));
  return [...new Set(grams.map(numberOf))].sort((a, b) => a - b);
}

function pairs(run: string): string[] {
  const chars = [...run];
  return chars.slice(1).map((char, index) => `${chars[index] ?? ''}${char}`);
}

/** As PostgreSQL's int has it: signed. */
function numberOf(gram: string): number {
  let hash = FNV_OFFSET;
  for (let at = 0; at < gram.length; at++) hash = Math.imul(hash ^ gram.charCodeAt(at), FNV_PRIME);
  return hash | 0;
}
