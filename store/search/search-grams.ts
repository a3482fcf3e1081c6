const RUN = /\p{Script=Han}+|[\p{L}\p{M}\p{N}']+?(?=\p{Script=Han}|[^\p{L}\p{M}\p{N}']|$)/gu;
const HAN = /^\p{Script=Han}/u;
/** FNV-1a, 32 bits. */
const FNV_OFFSET = 0x81_1c_9d_c5;
const FNV_PRIME = 0x01_00_01_93;

/** Facts of a call that searches narrow by, beside its words. */
export type Facet = 'rule' | 'queue' | 'agent' | 'language';

/**
 * Numbers of what a call can be found by: who says which characters, words, and pairs of them beside each other. Two things may have
 * the same number, so what is found is looked at again. `body`: a turn as it is compared (plainText).
 */
export function gramsOf(turns: readonly { readonly speaker: string; readonly body: string }[], facets: readonly (readonly [Facet, string])[] = []): number[] {
  const grams = new Set(facets.map(([facet, value]) => facetGram(facet, value)));
  for (const { speaker, body } of turns) {
    const begin = hashed(FNV_OFFSET, speaker);
    for (const run of runsOf(body)) {
      for (const gram of [...run, ...pairs(run)]) grams.add(hashed(begin, gram));
    }
  }
  return [...grams].sort((a, b) => a - b);
}

/** The numbers every call has in which this speaker says this phrase. */
export function phraseGrams(phrase: string, speaker: string): number[] {
  const begin = hashed(FNV_OFFSET, speaker);
  const grams = runsOf(phrase).flatMap((run) => (run.length > 1 ? pairs(run) : run));
  return [...new Set(grams.map((gram) => hashed(begin, gram)))].sort((a, b) => a - b);
}

/** The number of every call with this fact. */
export const facetGram = (facet: Facet, value: string): number => hashed(hashed(FNV_OFFSET, `\u0000${facet}`), value);

/** Characters of a Chinese run, or words in a row: what stands beside each other in it makes pairs. */
function runsOf(body: string): string[][] {
  const runs: string[][] = [];
  let end = -1;
  for (const { 0: run, index } of body.matchAll(RUN)) {
    const last = runs.at(-1);
    if (HAN.test(run)) runs.push([...run]);
    else if (last && index === end + 1 && !HAN.test(last[0] ?? '')) last.push(run);
    else runs.push([run]);
    end = index + run.length;
  }
  return runs;
}

function pairs(run: readonly string[]): string[] {
  const gap = HAN.test(run[0] ?? '') ? '' : ' ';
  return run.slice(1).map((unit, index) => `${run[index] ?? ''}${gap}${unit}`);
}

/** As PostgreSQL's int has it: signed. */
function hashed(begin: number, text: string): number {
  let hash = begin;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return hash | 0;
}
