import { type Rival, rivalsOf } from './background/background.ts';
import { asWanted, evidence, missing, substitution, tolerance } from './prices.ts';
import { type Seams, SeamBook } from './seams.ts';
import { type Unit, unitsOf } from './units.ts';

/** A phrase of the policy: alternatives, each spotted on its own. */
export interface PhraseSpec {
  readonly name: string;
  readonly any: readonly string[];
  /** Least similarity of a hit, 0..1. */
  readonly fuzzy: number;
}

/** One alternative laid out in the columns: cells `from` to `from + length - 1`, one per unit. */
export interface Alternative {
  readonly phrase: number;
  readonly text: string;
  readonly from: number;
  readonly length: number;
  /** The price at which it is as similar as the default asks for. */
  readonly tolerance: number;
  /** The most a hit may cost. */
  readonly budget: number;
  /** Evidence in bits of all its units. */
  readonly bits: number;
  /** Everyday talk that is much like it. */
  readonly rivals: readonly Rival[];
}

/** Heard words whose sound and prices are remembered; a call uses a few hundred different ones. */
const REMEMBERED = 4096;
const ROUNDING = 1e-4;
/** What `tolerance` stands for: 1 − the default of `fuzzy` in the rule language. */
export const DEFAULT_LOSS = 0.2;
/** Whatever `fuzzy` says, so much of the evidence must be heard. */
const LEAST_HEARD = 0.4;

/** All phrases of a policy, laid out for spotting; shared by all calls. */
export class PhraseBook {
  readonly phrases: readonly PhraseSpec[];
  readonly alternatives: readonly Alternative[];
  /** Per cell: which distinct unit stands there, and the price of not hearing it. */
  readonly unitAt: Int32Array;
  readonly missing: Float32Array;
  readonly #index: ReadonlyMap<string, number>;
  readonly #distinct: readonly Unit[];
  readonly #seams: SeamBook;
  readonly #heard = new Map<string, readonly Unit[]>();
  readonly #prices = new Map<string, Float32Array>();

  constructor(phrases: readonly PhraseSpec[]) {
    this.phrases = phrases;
    this.#index = new Map(phrases.map((phrase, index) => [phrase.name, index]));
    const distinct = new Map<string, { unit: Unit; at: number }>();
    const cells: { at: number; missing: number }[] = [];
    const alternatives: Alternative[] = [];
    for (const [phrase, spec] of phrases.entries()) {
      for (const text of spec.any) {
        const units = asWanted(unitsOf(text));
        if (units.length === 0) continue;
        alternatives.push({ phrase, text, from: cells.length, length: units.length, ...bounds(units, spec.fuzzy) });
        for (const unit of units) {
          const key = unit.last ? `${unit.key} last` : unit.key;
          const known = distinct.get(key) ?? { unit, at: distinct.size };
          distinct.set(key, known);
          cells.push({ at: known.at, missing: missing(unit) });
        }
      }
    }
    this.alternatives = alternatives;
    this.unitAt = Int32Array.from(cells, (cell) => cell.at);
    this.missing = Float32Array.from(cells, (cell) => cell.missing);
    this.#distinct = [...distinct.values()].map(({ unit }) => unit);
    this.#seams = new SeamBook(this.#distinct, this.unitAt, alternatives);
  }

  phrase(name: string): number {
    return this.#index.get(name) ?? -1;
  }

  /** The units of a heard word. */
  units(word: string): readonly Unit[] {
    return remember(this.#heard, word, () => unitsOf(word));
  }

  /** What it costs to have heard this unit for each distinct unit of the book. */
  prices(unit: Unit): Float32Array {
    return remember(this.#prices, unit.key, () => Float32Array.from(this.#distinct, (wanted) => substitution(wanted, unit)));
  }

  /** Where this unit with the one before makes one word of a phrase, or alone makes two. */
  seams(before: Unit | undefined, unit: Unit): Seams | undefined {
    return this.#seams.of(before, unit);
  }
}

function bounds(units: readonly Unit[], fuzzy: number): Pick<Alternative, 'tolerance' | 'budget' | 'bits' | 'rivals'> {
  const tolerated = tolerance(units);
  const bits = evidence(units);
  const budget = Math.min((tolerated * (1 - fuzzy)) / DEFAULT_LOSS, bits * (1 - LEAST_HEARD)) + ROUNDING;
  return { tolerance: tolerated, budget, bits, rivals: rivalsOf(units) };
}

function remember<T>(memory: Map<string, T>, key: string, make: () => T): T {
  const known = memory.get(key);
  if (known !== undefined) return known;
  if (memory.size >= REMEMBERED) memory.clear();
  const made = make();
  memory.set(key, made);
  return made;
}
