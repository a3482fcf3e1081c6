import { toldByTalk } from './background/background.ts';
import type { CallSeconds } from '#core';
import type { HeardWord } from '../model.ts';
import { type Alternative, DEFAULT_LOSS, type PhraseBook } from './phrase-book.ts';
import { extra } from './prices.ts';
import type { Unit } from './units.ts';

/** A phrase that was heard. */
export interface Hit {
  readonly phrase: number;
  readonly alternative: string;
  /** 0..1 similarity. */
  readonly score: number;
  readonly words: readonly HeardWord[];
  readonly from: CallSeconds;
  readonly to: CallSeconds;
}

/** A hit that the next words may still improve. */
interface Candidate {
  readonly hit: Hit;
  /** Units heard since. */
  age: number;
}

/** The edit-distance columns of one channel: RULES.md §2. Copied for words that are not final yet. */
export interface Ear {
  /** Per cell: the least price of the units up to it against what was heard last, and the word that alignment began with. */
  readonly price: Float32Array;
  readonly began: Int32Array;
  /** The same, one unit earlier: where a word cut in two joins on. */
  readonly pastPrice: Float32Array;
  readonly pastBegan: Int32Array;
  /** The unit heard last and its word. */
  last: { readonly unit: Unit; readonly word: number } | undefined;
  /** The latest words; `count` words were heard in all. */
  recent: readonly HeardWord[];
  count: number;
  /** End of the latest word. */
  heardTo: CallSeconds;
  /** End of the latest hit of each phrase. */
  readonly lastHit: Float64Array;
  candidates: readonly Candidate[];
}

/** A phrase does not go on over a longer silence: turns end after less than a second, thoughts after a few. */
export const PHRASE_GAP: CallSeconds = 3;
/** RULES.md §2: the same phrase counts again after this. */
const AGAIN_AFTER: CallSeconds = 1;
/** A word cut in two, or two run together, that sound the same. */
const SEAM = 1;
/** Units in which a hit may still become a better one (its last words, when it was near enough without them). */
const IMPROVE_WITHIN = 3;
/** Words kept for evidence; longer than any alternative with its insertions. */
const RECENT = 96;

export function newEar(book: PhraseBook): Ear {
  const ear: Ear = {
    price: new Float32Array(book.unitAt.length),
    began: new Int32Array(book.unitAt.length),
    pastPrice: new Float32Array(book.unitAt.length),
    pastBegan: new Int32Array(book.unitAt.length),
    last: undefined,
    recent: [],
    count: 0,
    heardTo: Number.NEGATIVE_INFINITY,
    lastHit: new Float64Array(book.phrases.length).fill(Number.NEGATIVE_INFINITY),
    candidates: [],
  };
  forget(book, ear, () => true);
  return ear;
}

export function copyEar(ear: Ear): Ear {
  return { ...ear, price: ear.price.slice(), began: ear.began.slice(), pastPrice: ear.pastPrice.slice(), pastBegan: ear.pastBegan.slice(), lastHit: ear.lastHit.slice() };
}

/**
 * Hears words in order of time and returns the phrases that ended in them, by time. Words that end before what was heard
 * already are skipped, so a repeated turn changes nothing.
 */
export function listen(book: PhraseBook, ear: Ear, words: readonly HeardWord[]): Hit[] {
  const hits: Hit[] = [];
  for (const word of words) {
    if (word.end <= ear.heardTo) continue;
    if (word.start - ear.heardTo > PHRASE_GAP) {
      settle(book, ear, hits, 0);
      forget(book, ear, () => true);
    }
    ear.recent = [...ear.recent.slice(1 - RECENT), word];
    ear.count++;
    ear.heardTo = word.end;
    for (const unit of book.units(word.text)) {
      advance(book, ear, unit);
      settle(book, ear, hits, IMPROVE_WITHIN);
    }
  }
  settle(book, ear, hits, 0);
  return hits.sort((a, b) => a.to - b.to);
}

/** One more unit: one new column per alternative. */
function advance(book: PhraseBook, ear: Ear, unit: Unit): void {
  const { price, began } = ear;
  const { unitAt, missing } = book;
  const inserted = extra(unit);
  const prices = book.prices(unit);
  const word = ear.count - 1;
  const seam = seamOf(book, ear, unit);
  for (const candidate of ear.candidates) candidate.age++;
  for (const alternative of book.alternatives) {
    const end = alternative.from + alternative.length;
    let diagonal = 0;
    let diagonalBegan = word;
    let above = 0;
    let aboveBegan = word + 1;
    let replaced = 0;
    let replacedBegan = word;
    for (let cell = alternative.from; cell < end; cell++) {
      const before = price[cell] ?? 0;
      const beforeBegan = began[cell] ?? 0;
      replaced = diagonal + (prices[unitAt[cell] ?? 0] ?? 0);
      replacedBegan = diagonalBegan;
      if (seam) {
        const over = seam(alternative, cell);
        if (over && over.price < replaced) ({ price: replaced, began: replacedBegan } = over);
      }
      const skipped = above + (missing[cell] ?? 0);
      const extended = before + inserted;
      let least = replaced;
      let leastBegan = replacedBegan;
      if (skipped < least) {
        least = skipped;
        leastBegan = aboveBegan;
      }
      if (extended < least) {
        least = extended;
        leastBegan = beforeBegan;
      }
      price[cell] = least;
      began[cell] = leastBegan;
      diagonal = before;
      diagonalBegan = beforeBegan;
      above = least;
      aboveBegan = leastBegan;
    }
    if (replaced <= alternative.budget) consider(book, ear, alternative, replaced, replacedBegan);
  }
  ear.last = { unit, word };
}

/** A price at a cell and the word that alignment began with. */
type Over = (alternative: Alternative, cell: number) => { readonly price: number; readonly began: number } | undefined;

/** Words cut in two or run together: the price at a cell that two units reach at once, or one unit with the cell before. Rare, so `undefined` mostly. */
function seamOf(book: PhraseBook, ear: Ear, unit: Unit): Over | undefined {
  const seams = book.seams(ear.last?.unit, unit);
  const [pastPrice, pastBegan] = [ear.pastPrice.slice(), ear.pastBegan.slice()];
  ear.pastPrice.set(ear.price);
  ear.pastBegan.set(ear.began);
  if (!seams) return undefined;
  const wordBefore = ear.last?.word ?? ear.count - 1;
  return ({ from }, cell) => {
    if (seams.split.has(book.unitAt[cell] ?? -1)) return { price: SEAM + (cell === from ? 0 : (pastPrice[cell - 1] ?? 0)), began: cell === from ? wordBefore : (pastBegan[cell - 1] ?? 0) };
    if (!seams.joined.has(cell)) return undefined;
    return { price: SEAM + (cell === from + 1 ? 0 : (ear.pastPrice[cell - 2] ?? 0)), began: cell === from + 1 ? ear.count - 1 : (ear.pastBegan[cell - 2] ?? 0) };
  };
}

/** A hit ends with its last unit heard, well or badly; the better of two overlapping ones stays. */
function consider(book: PhraseBook, ear: Ear, { phrase, text, tolerance, bits, rivals }: Alternative, price: number, began: number): void {
  const last = ear.recent.at(-1);
  if (!last || last.end - (ear.lastHit[phrase] ?? 0) < AGAIN_AFTER) return;
  const score = Math.max(0, Math.round((1 - (DEFAULT_LOSS * price) / tolerance) * 1000) / 1000);
  const rival = ear.candidates.find((candidate) => candidate.hit.phrase === phrase);
  if (rival && rival.hit.score >= score) return;
  const first = Math.min(-1, began - ear.count);
  if (score < 1 && toldByTalk(rivals, ear.recent.slice(first - 1).flatMap(({ text: word }) => book.units(word)), bits - price)) return;
  const words = ear.recent.slice(first);
  const hit: Hit = { phrase, alternative: text, score, words, from: words[0]?.start ?? last.start, to: last.end };
  ear.candidates = [...ear.candidates.filter((candidate) => candidate !== rival), { hit, age: 0 }];
}

/** Turns candidates that cannot improve, or did not for `patience` units, into hits. */
function settle(book: PhraseBook, ear: Ear, hits: Hit[], patience: number): void {
  if (ear.candidates.length === 0) return;
  const ripe = ({ age, hit }: Candidate) => age >= patience || hit.score === 1;
  const done = ear.candidates.filter(ripe);
  if (done.length === 0) return;
  ear.candidates = ear.candidates.filter((candidate) => !ripe(candidate));
  for (const { hit } of done) {
    ear.lastHit[hit.phrase] = hit.to;
    hits.push(hit);
  }
  forget(book, ear, (phrase) => done.some(({ hit }) => hit.phrase === phrase));
}

/** Begins anew with these phrases, so that no word serves two hits of one. */
function forget(book: PhraseBook, ear: Ear, which: (phrase: number) => boolean): void {
  for (const { phrase, from, length } of book.alternatives) {
    if (!which(phrase)) continue;
    let sum = 0;
    for (let cell = from; cell < from + length; cell++) {
      sum += book.missing[cell] ?? 0;
      ear.price[cell] = sum;
      ear.began[cell] = ear.count;
      ear.pastPrice[cell] = sum;
      ear.pastBegan[cell] = ear.count;
    }
  }
}
