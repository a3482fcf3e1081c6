import { evidence, extra, missing, substitution } from '../prices.ts';
import { type Unit, unitsOf } from '../units.ts';
import { CHINESE_TALK } from './chinese-talk.ts';
import { ENGLISH_TALK } from './english-talk.ts';

/** Words of everyday talk; `undefined` is any word. */
interface Line {
  readonly units: readonly (Unit | undefined)[];
  readonly keys: ReadonlySet<string>;
}

let everyday: readonly Line[] | undefined;

/** The lines of both languages, read once. */
const lines = (): readonly Line[] => (everyday ??= `${ENGLISH_TALK}\n${CHINESE_TALK}`.split(/[;\n]\s*/u).filter((line) => line !== '').map(lineOf));

function lineOf(line: string): Line {
  const units = line.split(/(\*)/u).flatMap((piece): Line['units'] => (piece === '*' ? [undefined] : unitsOf(piece)));
  return { units, keys: new Set(units.flatMap((unit) => (unit ? [unit.key] : []))) };
}

/** A line that has less of a phrase word for word is never near. */
const SHARED = 0.35;

/**
 * The least price, from `same` to `most`, at which everyday talk passes for a phrase. What costs less than `same` is taken for the phrase itself: a
 * phrase that is everyday talk is still heard.
 */
export function nearestTalk(phrase: readonly Unit[], same: number, most: number): number {
  const shared = evidence(phrase) * SHARED;
  const priced = phrase.map((wanted) => pricesOf(wanted));
  let nearest = most;
  for (const line of lines()) {
    if (phrase.reduce((sum, { key, bits }) => (line.keys.has(key) ? sum + bits : sum), 0) < shared) continue;
    const price = priceOf(priced, line.units);
    if (price >= same && price < nearest) nearest = price;
  }
  return nearest;
}

interface Priced {
  readonly missing: number;
  replacedBy(heard: Unit): number;
}

function pricesOf(wanted: Unit): Priced {
  const known = new Map<string, number>();
  const replacedBy = (heard: Unit): number => {
    const price = known.get(heard.key) ?? substitution(wanted, heard);
    known.set(heard.key, price);
    return price;
  };
  return { missing: missing(wanted), replacedBy };
}

/** A word of which nothing is known, put in. */
const ANY_EXTRA = 3;

/** The least price of the phrase anywhere in the line, as ear.ts reckons it; something is said before and after each line. */
function priceOf(phrase: readonly Priced[], line: Line['units']): number {
  let column = [0];
  for (const [i, wanted] of phrase.entries()) column.push((column[i] ?? 0) + wanted.missing);
  let least = Number.POSITIVE_INFINITY;
  for (const heard of [undefined, ...line, undefined]) {
    const next = [0];
    let replaced = 0;
    for (const [i, wanted] of phrase.entries()) {
      replaced = (column[i] ?? 0) + (heard ? wanted.replacedBy(heard) : wanted.missing);
      next.push(Math.min(replaced, (next[i] ?? 0) + wanted.missing, (column[i + 1] ?? 0) + (heard ? extra(heard) : ANY_EXTRA)));
    }
    least = Math.min(least, replaced);
    column = next;
  }
  return least;
}
