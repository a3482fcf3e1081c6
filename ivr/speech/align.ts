import { type Unit, soundDistance } from './sounds.ts';

/** Where in what was heard a phrase was found best. */
export interface Found {
  /** 1 said to the letter or to the ear … 0 not there. */
  readonly likeness: number;
  /** Units of what was heard: from here, until before there. */
  readonly from: number;
  readonly until: number;
}

/** A missing or an extra unit inside a phrase, as a share of a wrong one. */
const GAP = 0.8;
/** Short phrases have little to know them by: what is only nearly such a one, is much less it. */
const STRICT = { short: 3, two: 1.6 };
/** These hold an English sentence together and are anywhere. */
const LITTLE = new Set('a an and at by for in is it my of on or the this to with'.split(' '));
const LITTLE_WEIGHT = 0.3;

interface Cell {
  readonly cost: number;
  readonly from: number;
}

/** Finds a phrase anywhere in what was heard: edit distance by sound, free before and after. */
export function findPhrase(phrase: readonly Unit[], heard: readonly Unit[]): Found {
  if (phrase.length === 0 || heard.length === 0) return { likeness: 0, from: 0, until: 0 };
  let row: Cell[] = Array.from({ length: heard.length + 1 }, (_, from) => ({ cost: 0, from }));
  for (const wanted of phrase) {
    const next: Cell[] = [{ cost: (row[0]?.cost ?? 0) + GAP * weightOf(wanted), from: 0 }];
    for (const [j, unit] of heard.entries()) next.push(cheapest(row, next, j, { wrong: soundDistance(wanted, unit) * weightOf(wanted), gap: GAP * weightOf(wanted) }));
    row = next;
  }
  const until = row.reduce((best, cell, j) => (cell.cost < (row[best]?.cost ?? Infinity) ? j : best), 0);
  const best = row[until] ?? { cost: phrase.length, from: 0 };
  const whole = phrase.reduce((sum, unit) => sum + weightOf(unit), 0);
  const share = (best.cost / whole) * (isShort(phrase) ? STRICT.short : whole <= 2 ? STRICT.two : 1);
  return { likeness: Math.max(0, 1 - share), from: best.from, until };
}

function cheapest(row: readonly Cell[], next: readonly Cell[], j: number, { wrong, gap }: { wrong: number; gap: number }): Cell {
  const [diagonal, above, left] = [row[j], row[j + 1], next[j]];
  const ways = [plus(diagonal, wrong), plus(above, gap), plus(left, GAP)];
  return ways.reduce((best, way) => (way.cost < best.cost ? way : best));
}

const weightOf = ({ text }: Unit): number => (LITTLE.has(text) ? LITTLE_WEIGHT : 1);

const plus = (cell: Cell | undefined, cost: number): Cell => ({ cost: (cell?.cost ?? Infinity) + cost, from: cell?.from ?? 0 });

/** One syllable, or one word of at most three letters. */
export function isShort(phrase: readonly Unit[]): boolean {
  const [only] = phrase;
  return phrase.length === 1 && only !== undefined && (only.han || only.text.length <= 3);
}
