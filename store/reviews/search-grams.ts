const RUN = /\p{Script=Han}+|[\p{L}\p{M}\p{N}']+?(?=\p{Script=Han}|[^\p{L}\p{M}\p{N}']|$)/gu;
const HAN = /^\p{Script=Han}/u;
/** FNV-1a, 32 bits. */
const FNV_OFFSET = 0x81_1c_9d_c5;
const FNV_PRIME = 0x01_00_01_93;

/**
 * Numbers of what a call can be found by: who says which characters, pairs of characters beside each other, words. Two things may have
 * the same number, so what is found is looked at again. `body`: a turn as it is compared (plainText).
 */
export function gramsOf(turns: readonly { readonly speaker: string; readonly body: string }[]): number[] {
  const grams = new Set<number>();
  for (const { speaker, body } of turns) {
    const begin = hashed(FNV_OFFSET, speaker);
    for (const run of body.match(RUN) ?? []) {
      if (!HAN.test(run)) grams.add(hashed(begin, run));
      else for (const gram of [...run, ...pairs(run)]) grams.add(hashed(begin, gram));
    }
  }
  return [...grams].sort((a, b) => a - b);
}

/** The numbers every call has in which this speaker says this phrase. */
export function phraseGrams(phrase: string, speaker: string): number[] {
  const begin = hashed(FNV_OFFSET, speaker);
  const grams = (phrase.match(RUN) ?? []).flatMap((run) => (HAN.test(run) && [...run].length > 1 ? pairs(run) : [run]));
  return [...new Set(grams.map((gram) => hashed(begin, gram)))].sort((a, b) => a - b);
}

function pairs(run: string): string[] {
  const chars = [...run];
  return chars.slice(1).map((char, index) => `${chars[index] ?? ''}${char}`);
}

/** As PostgreSQL's int has it: signed. */
function hashed(begin: number, text: string): number {
  let hash = begin;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return hash | 0;
}
