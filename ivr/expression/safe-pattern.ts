/**
 * Patterns of `matches` and `validate.pattern`: letters for themselves, `.` any character, `\d` a digit, `[a-z0-9]`, `[^…]`, groups, `|`,
 * and `?`, `*`, `+`, `{3}`, `{2,5}` behind one of them; `\` before a sign takes it literally. The whole text must fit.
 * Run as sets of places (Thompson's way), so no pattern takes longer than length × places.
 */
export interface SafePattern {
  fits(text: string): boolean;
}

type Letter = (letter: string) => boolean;
/** A place in the pattern: eats one letter and goes on, or goes on at once in several ways; the last place has neither. */
interface Place {
  eats?: Letter;
  ways: number[];
}
type Fragment = (places: Place[], after: number) => number;

/** Places of one pattern; repetitions are written out, so this bounds them. */
const MOST_PLACES = 500;
/** Longest pattern; bounds how deep groups lie in groups. */
const LONGEST_PATTERN = 500;
/** Longest text that is looked at; what is longer does not fit. */
const LONGEST_TEXT = 500;

/** The pattern, or what is wrong with it. */
export function readPattern(source: string): SafePattern | string {
  if (source.length > LONGEST_PATTERN) return `is no pattern: it is longer than ${LONGEST_PATTERN} characters`;
  const reader = new PatternReader(source);
  try {
    const fragment = reader.whole();
    const places: Place[] = [{ ways: [] }];
    const start = fragment(places, 0);
    return { fits: (text) => run(places, start, text) };
  } catch (error) {
    if (error instanceof PatternStop) return `is no pattern: ${error.message}`;
    throw error;
  }
}

class PatternStop extends Error {}

function run(places: readonly Place[], start: number, text: string): boolean {
  if (text.length > LONGEST_TEXT) return false;
  let here = reach(places, [start]);
  for (const letter of text) {
    const next: number[] = [];
    for (const place of here) if (places[place]?.eats?.(letter)) next.push(...(places[place]?.ways ?? []));
    here = reach(places, next);
    if (here.size === 0) return false;
  }
  return here.has(0);
}

function reach(places: readonly Place[], from: readonly number[]): Set<number> {
  const seen = new Set(from);
  for (const place of seen) {
    const { eats, ways } = places[place] ?? { ways: [] };
    if (!eats) for (const way of ways) seen.add(way);
  }
  return seen;
}

function place(places: Place[], made: Place): number {
  if (places.length >= MOST_PLACES) throw new PatternStop('it is too large; repeat less');
  return places.push(made) - 1;
}

class PatternReader {
  readonly #letters: readonly string[];
  #next = 0;

  constructor(source: string) {
    this.#letters = [...source];
  }

  whole(): Fragment {
    const fragment = this.#either();
    if (this.#next < this.#letters.length) throw new PatternStop(`“${this.#letters[this.#next] ?? ''}” is not expected`);
    return fragment;
  }

  #either(): Fragment {
    const ways = [this.#row()];
    while (this.#take('|')) ways.push(this.#row());
    return (places, after) => (ways.length === 1 ? (ways[0]?.(places, after) ?? after) : place(places, { ways: ways.map((way) => way(places, after)) }));
  }

  #row(): Fragment {
    const row: Fragment[] = [];
    while (this.#next < this.#letters.length && !['|', ')'].includes(this.#peek())) row.push(this.#repeated());
    // Nothing may repeat nothing: that each part makes a place bounds the reading.
    if (row.length === 0) throw new PatternStop('something is missing at an end, beside “|” or in “()”');
    return (places, after) => row.reduceRight((next, part) => part(places, next), after);
  }

  #repeated(): Fragment {
    const one = this.#one();
    if (this.#take('?')) return times(one, 0, 1);
    if (this.#take('*')) return times(one, 0, undefined);
    if (this.#take('+')) return times(one, 1, undefined);
    if (!this.#take('{')) return one;
    const least = this.#number();
    const most = this.#take(',') ? (this.#peek() === '}' ? undefined : this.#number()) : least;
    if (!this.#take('}')) throw new PatternStop('a “}” is missing');
    if (most === 0) throw new PatternStop('{0} repeats nothing');
    if (most !== undefined && most < least) throw new PatternStop('{2,5} names the smaller number first');
    return times(one, least, most);
  }

  #one(): Fragment {
    const letter = this.#peek();
    this.#next += 1;
    if (letter === '(') {
      const inside = this.#either();
      if (!this.#take(')')) throw new PatternStop('a “)” is missing');
      return inside;
    }
    if (letter === '[') return eat(this.#set());
    if (letter === '.') return eat(() => true);
    if (letter === '\\') return eat(this.#escaped());
    if ('?*+{}]^$'.includes(letter)) throw new PatternStop(`“${letter}” is not expected; write “\\${letter}” for the sign itself; the whole text is compared, without ^ and $`);
    return eat((given) => given === letter);
  }

  #escaped(): Letter {
    const letter = this.#peek();
    if (letter === '') throw new PatternStop('something is missing behind “\\”');
    this.#next += 1;
    if (letter === 'd') return (given) => given >= '0' && given <= '9';
    if (/[A-Za-z0-9]/.test(letter)) throw new PatternStop(`“\\${letter}” is not known; \\d is a digit`);
    return (given) => given === letter;
  }

  #set(): Letter {
    const not = this.#take('^');
    const parts: Letter[] = [];
    while (!this.#take(']')) {
      const from = this.#peek();
      if (from === '') throw new PatternStop('a “]” is missing');
      this.#next += 1;
      if (from === '\\') parts.push(this.#escaped());
      else if (this.#peek() === '-' && this.#peek(1) !== ']' && this.#peek(1) !== '') {
        const to = this.#peek(1);
        this.#next += 2;
        parts.push((given) => given >= from && given <= to);
      } else parts.push((given) => given === from);
    }
    return (given) => parts.some((part) => part(given)) !== not;
  }

  #number(): number {
    let digits = '';
    while (/\d/.test(this.#peek()) && digits.length < 4) digits += this.#letters[this.#next++] ?? '';
    if (digits === '') throw new PatternStop('a number is missing in {…}');
    return Number(digits);
  }

  #peek(ahead = 0): string {
    return this.#letters[this.#next + ahead] ?? '';
  }

  #take(letter: string): boolean {
    if (this.#peek() !== letter) return false;
    this.#next += 1;
    return true;
  }
}

const eat =
  (letter: Letter): Fragment =>
  (places, after) =>
    place(places, { eats: letter, ways: [after] });

/** Written out: `a{2,4}` is `a a (a (a)?)?`, `a*` goes back to itself. */
function times(one: Fragment, least: number, most: number | undefined): Fragment {
  return (places, after) => {
    let next = after;
    if (most === undefined) {
      const loop: Place = { ways: [after] };
      next = place(places, loop);
      loop.ways.push(one(places, next));
    } else for (let i = least; i < most; i += 1) next = place(places, { ways: [one(places, next), after] });
    for (let i = 0; i < least; i += 1) next = one(places, next);
    return next;
  };
}
