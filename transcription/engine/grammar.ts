/** The word every Kaldi model here has for what it does not know: without it foreign words are forced into the grammar. */
const UNKNOWN = '[unk]';
/** Each phrase counts this much against the unknown word; with 1 it swallows single syllables (decision 0080). */
const WEIGHT = 10;
/** More phrases than any menu has, and longer ones than anybody says: a slip, or an attack on memory. */
const MOST_PHRASES = 1000;
const MOST_CHARACTERS = 200;
const HAN = /^\p{Script=Han}+$/u;

export interface FittedGrammar {
  /** What libvosk is given; undefined when no phrase is left, for an empty list ends the process. */
  readonly json: string | undefined;
  /** Phrases that were left out, because the model lacks a word of theirs. */
  readonly dropped: readonly string[];
}

/**
 * Puts phrases into the words of a model. Chinese need not be parted: a run of characters becomes the fewest words the
 * model knows. `knows` is the word list of the model.
 */
export function fitGrammar(phrases: readonly string[], knows: (word: string) => boolean): FittedGrammar {
  const fitted = new Set<string>();
  const dropped: string[] = [];
  for (const phrase of phrases.slice(0, MOST_PHRASES)) {
    const words = phrase.length > MOST_CHARACTERS ? undefined : wordsOfModel(phrase, knows);
    if (words === undefined) dropped.push(phrase);
    else if (words.length > 0) fitted.add(words.join(' '));
  }
  dropped.push(...phrases.slice(MOST_PHRASES));
  if (fitted.size === 0) return { json: undefined, dropped };
  // libvosk makes a language model of the list: what stands in it more often is likelier.
  const weighed = knows(UNKNOWN) ? [...Array.from({ length: WEIGHT }, () => [...fitted]).flat(), UNKNOWN] : [...fitted];
  return { json: JSON.stringify(weighed), dropped };
}

/** The words of one phrase; undefined when the model cannot say it. */
function wordsOfModel(phrase: string, knows: (word: string) => boolean): readonly string[] | undefined {
  const words: string[] = [];
  for (const given of phrase.normalize('NFKC').toLowerCase().split(/\s+/u).filter(Boolean)) {
    const known = knows(given) ? [given] : HAN.test(given) ? parted(given, knows) : undefined;
    if (!known) return undefined;
    words.push(...known);
  }
  return words;
}

/** A run of characters as the fewest words of the model; the longer word first where there is a choice. */
function parted(run: string, knows: (word: string) => boolean): readonly string[] | undefined {
  const characters = [...run];
  /** The best way from each position to the end. */
  const ways: (readonly string[] | undefined)[] = Array.from({ length: characters.length + 1 });
  ways[characters.length] = [];
  for (let from = characters.length - 1; from >= 0; from--) {
    for (let until = characters.length; until > from; until--) {
      const rest = ways[until];
      const word = characters.slice(from, until).join('');
      if (rest && rest.length + 1 < (ways[from]?.length ?? Infinity) && knows(word)) ways[from] = [word, ...rest];
    }
  }
  return ways[0];
}
