/** A window that training did not see: what was said of it, what people heard. */
export interface Guess {
  readonly p: number;
  readonly y: boolean;
}

/** How good guesses are. */
export interface Figures {
  /** Chance that an agitated window is ranked above a calm one; 0.5 = guessing. */
  readonly auc: number;
  /** Mean squared error of the probability; lower is better, `brierOfRate` is what always saying the rate would reach. */
  readonly brier: number;
  readonly brierOfRate: number;
  /** Mean distance of said and seen share over the bins of `calibration`. */
  readonly calibrationError: number;
  readonly calibration: readonly { readonly from: number; readonly to: number; readonly windows: number; readonly said: number; readonly seen: number }[];
  /** At each bound: of what is called agitated, how much is; of what is agitated, how much is found. */
  readonly bounds: readonly { readonly bound: number; readonly precision: number; readonly recall: number; readonly falseShare: number }[];
}

const BINS = 5;
const BOUNDS = [0.3, 0.5, 0.6, 0.7, 0.8];

export function figuresOf(guesses: readonly Guess[]): Figures {
  const rate = share(guesses, ({ y }) => y);
  const calibration = Array.from({ length: BINS }, (_, i) => i / BINS).map((from) => {
    const to = from + 1 / BINS;
    const inside = guesses.filter(({ p }) => p >= from && (p < to || to >= 1));
    return { from, to: Math.round(to * 100) / 100, windows: inside.length, said: mean(inside.map(({ p }) => p)), seen: share(inside, ({ y }) => y) };
  });
  return {
    auc: auc(guesses),
    brier: mean(guesses.map(({ p, y }) => (p - (y ? 1 : 0)) ** 2)),
    brierOfRate: rate * (1 - rate),
    calibrationError: calibration.reduce((sum, { windows, said, seen }) => sum + (windows / Math.max(1, guesses.length)) * Math.abs(said - seen), 0),
    calibration,
    bounds: BOUNDS.map((bound) => {
      const called = guesses.filter(({ p }) => p >= bound);
      const right = called.filter(({ y }) => y).length;
      return { bound, precision: right / Math.max(1, called.length), recall: right / Math.max(1, guesses.filter(({ y }) => y).length), falseShare: (called.length - right) / Math.max(1, guesses.filter(({ y }) => !y).length) };
    }),
  };
}

/** By ranks (Mann-Whitney); equal guesses count half. */
function auc(guesses: readonly Guess[]): number {
  const sorted = guesses.toSorted((a, b) => a.p - b.p);
  const good = sorted.filter(({ y }) => y).length;
  const pairs = good * (sorted.length - good);
  if (pairs === 0) return Number.NaN;
  let ranks = 0;
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (end < sorted.length && sorted[end]?.p === sorted[i]?.p) end += 1;
    ranks += sorted.slice(i, end).filter(({ y }) => y).length * ((i + 1 + end) / 2);
    i = end;
  }
  return (ranks - (good * (good + 1)) / 2) / pairs;
}

const mean = (values: readonly number[]) => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);
const share = <T>(values: readonly T[], is: (value: T) => boolean) => (values.length === 0 ? 0 : values.filter(is).length / values.length);
