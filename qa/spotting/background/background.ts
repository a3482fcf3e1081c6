import { evidence, extra, missing, substitution, takenFor } from '../prices.ts';
import { isWeak, type Unit, unitsOf } from '../units.ts';
import { CHINESE_TALK } from './chinese-talk.ts';
import { ENGLISH_OPENINGS } from './english-openings.ts';
import { ENGLISH_TALK } from './english-talk.ts';

/** A line of everyday talk; `undefined` is any word. */
export interface Rival {
  readonly units: readonly (Unit | undefined)[];
  /** Evidence in bits of all its words. */
  readonly bits: number;
}

interface Everyday {
  readonly lines: readonly Rival[];
  /** Lines by the keys of their words. */
  readonly having: ReadonlyMap<string, readonly number[]>;
}

let read: Everyday | undefined;

/** The lines of both languages, read once. */
const everyday = (): Everyday => (read ??= readTalk());

function readTalk(): Everyday {
  const words = new Map<string, readonly Unit[]>();
  const unitsOnce = (word: string) => words.get(word) ?? words.set(word, unitsOf(word)).get(word) ?? [];
  const unitsIn = (piece: string) => (/[a-z]/u.test(piece) ? piece.split(' ').flatMap(unitsOnce) : unitsOf(piece));
  const lines = [ENGLISH_TALK, ENGLISH_OPENINGS, CHINESE_TALK].flatMap((talk) => talk.split(/[;\n]\s*/u).filter((line) => line !== '')).map((line): Rival => {
    const units = line.split(/(\*)/u).flatMap((piece): Rival['units'] => (piece === '*' ? [undefined] : unitsIn(piece)));
    return { units, bits: evidence(units.filter((unit) => unit !== undefined)) };
  });
  const having = new Map<string, number[]>();
  for (const [at, { units }] of lines.entries()) for (const key of new Set(units.map((unit) => unit?.key))) if (key !== undefined) having.set(key, [...(having.get(key) ?? []), at]);
  return { lines, having };
}

/** A line that has less of a phrase word for word is never near. */
const SHARED = 0.27;

/** Everyday talk that shares much with a phrase; a phrase that is everyday talk itself is still heard. */
export function rivalsOf(phrase: readonly Unit[]): readonly Rival[] {
  const { lines, having } = everyday();
  const shared = new Map<number, number>();
  for (const { key, bits } of phrase) for (const at of having.get(key) ?? []) shared.set(at, (shared.get(at) ?? 0) + bits);
  const least = evidence(phrase) * SHARED;
  const same = takenFor(phrase);
  return [...shared].flatMap(([at, bits]) => {
    const line = lines[at];
    return line && bits >= least && !(holds(line, phrase) && priceOf(phrase, line.units) < same) ? [line] : [];
  });
}

/** Whether each word of the phrase that says something is in the line. */
const holds = ({ units }: Rival, phrase: readonly Unit[]) => phrase.every((wanted) => isWeak(wanted) || units.some((unit) => unit?.key === wanted.key));

/** Whether everyday talk tells more of what was heard than `evidence` bits. */
export const toldByTalk = (rivals: readonly Rival[], heard: readonly Unit[], bits: number): boolean =>
  rivals.some((rival) => rival.bits > bits && rival.bits - priceOf(rival.units, heard) > bits);

/** A word of which nothing is known: in talk, when it is not heard; in what was heard, when it is put in, or where a little word is waited for. */
const ANY = { missing: 0.8, extra: 3, little: 0.5 } as const;

const missingOf = (wanted: Unit | undefined) => (wanted ? missing(wanted) : ANY.missing);

/** The least price of the units anywhere in what was heard, as ear.ts reckons it. */
function priceOf(wanted: Rival['units'], heard: Rival['units']): number {
  const column = [0];
  for (const unit of wanted) column.push((column.at(-1) ?? 0) + missingOf(unit));
  let least = column.at(-1) ?? 0;
  for (const unit of heard) {
    let diagonal = 0;
    for (const [i, waited] of wanted.entries()) {
      const before = column[i + 1] ?? 0;
      column[i + 1] = Math.min(diagonal + replaced(waited, unit), (column[i] ?? 0) + missingOf(waited), before + (unit ? extra(unit) : ANY.extra));
      diagonal = before;
    }
    least = Math.min(least, column.at(-1) ?? 0);
  }
  return least;
}

function replaced(wanted: Unit | undefined, heard: Unit | undefined): number {
  if (!wanted) return 0;
  if (heard) return substitution(wanted, heard);
  return isWeak(wanted) ? ANY.little : missing(wanted);
}
