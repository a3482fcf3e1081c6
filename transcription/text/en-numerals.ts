const ONES = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const TEENS = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];
const LATER_ORDINALS = ['tenth', 'eleventh', 'twelfth', 'thirteenth', 'fourteenth', 'fifteenth', 'sixteenth', 'seventeenth', 'eighteenth', 'nineteenth'];
const SCALES: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9 };

/** Words in lower case. */
export type Tokens = readonly string[];

/** A number in the text and the token after it. */
export interface Numeral {
  readonly value: number;
  readonly to: number;
}

const find = (list: readonly string[], word: string | undefined) => (word === undefined ? -1 : list.indexOf(word));

export const digitOf = (word: string | undefined): number | undefined => {
  if (word === 'oh' || word === 'o') return 0;
  const digit = find(ONES, word);
  return digit < 0 ? undefined : digit;
};

/** 10 to 99. */
export function readPair(tokens: Tokens, at: number): Numeral | undefined {
  const teen = find(TEENS, tokens[at]);
  if (teen >= 0) return { value: 10 + teen, to: at + 1 };
  // Some recognisers write twenty-one.
  const [whole = '', part] = (tokens[at] ?? '').split('-');
  const tens = find(TENS, whole);
  if (tens < 0) return undefined;
  if (part !== undefined) return find(ONES, part) > 0 ? { value: 20 + tens * 10 + find(ONES, part), to: at + 1 } : undefined;
  const one = find(ONES, tokens[at + 1]);
  return { value: 20 + tens * 10 + Math.max(0, one), to: at + (one > 0 ? 2 : 1) };
}

/** 0 to 99. */
function readSmall(tokens: Tokens, at: number): Numeral | undefined {
  const one = find(ONES, tokens[at]);
  return one >= 0 ? { value: one, to: at + 1 } : readPair(tokens, at);
}

/** One hundred and five; `a` counts as one before a hundred or a scale. */
function readGroup(tokens: Tokens, at: number): Numeral | undefined {
  const first = tokens[at] === 'a' && (tokens[at + 1] === 'hundred' || SCALES[tokens[at + 1] ?? ''] !== undefined) ? { value: 1, to: at + 1 } : readSmall(tokens, at);
  if (!first || tokens[first.to] !== 'hundred' || first.value === 0) return first;
  const value = first.value * 100;
  const rest = restOf(tokens, first.to + 1, readSmall);
  return rest ? { value: value + rest.value, to: rest.to } : { value, to: first.to + 1 };
}

/** What is added, with or without `and`; nothing is added as zero. */
function restOf(tokens: Tokens, at: number, read: (tokens: Tokens, at: number) => Numeral | undefined): Numeral | undefined {
  const from = tokens[at] === 'and' ? at + 1 : at;
  const rest = read(tokens, from);
  // Eight hundred, five five five: digits one by one are not added.
  if (rest && from === at && rest.to === at + 1 && rest.value < 10 && digitOf(tokens[rest.to]) !== undefined) return undefined;
  return rest && rest.value > 0 ? rest : undefined;
}

/** A whole number from `at` on: twelve, one hundred and five, two thousand three hundred. */
export function readCardinal(tokens: Tokens, at: number): Numeral | undefined {
  let found = readGroup(tokens, at);
  let scale = found && SCALES[tokens[found.to] ?? ''];
  if (!found || scale === undefined) return found;
  found = { value: found.value * scale, to: found.to + 1 };
  for (;;) {
    const next: Numeral | undefined = restOf(tokens, found.to, readGroup);
    if (!next || next.value >= scale) return found;
    const nextScale: number | undefined = SCALES[tokens[next.to] ?? ''];
    if (nextScale !== undefined && nextScale >= scale) return found;
    found = { value: found.value + next.value * (nextScale ?? 1), to: next.to + (nextScale === undefined ? 0 : 1) };
    if (nextScale === undefined) return found;
    scale = nextScale;
  }
}

/** Third, twelfth, twenty third, one hundred and fifth. */
export function readOrdinal(tokens: Tokens, at: number): Numeral | undefined {
  const later = find(LATER_ORDINALS, tokens[at]);
  if (later >= 0) return { value: 10 + later, to: at + 1 };
  const first = find(ORDINALS, tokens[at]);
  if (first >= 0) return { value: 1 + first, to: at + 1 };
  const tens = find(TENS, tokens[at]?.replace(/ieth$/u, 'y'));
  if (tens >= 0 && tokens[at]?.endsWith('th') === true) return { value: 20 + tens * 10, to: at + 1 };
  const one = find(ORDINALS, tokens[at + 1]);
  if (tens >= 0 && one >= 0) return { value: 21 + tens * 10 + one, to: at + 2 };
  return hundredth(tokens, at);
}

function hundredth(tokens: Tokens, at: number): Numeral | undefined {
  const hundreds = find(ONES, tokens[at]);
  if (hundreds < 1) return undefined;
  if (tokens[at + 1] === 'hundredth') return { value: hundreds * 100, to: at + 2 };
  if (tokens[at + 1] !== 'hundred') return undefined;
  const rest = restOf(tokens, at + 2, readOrdinal);
  return rest && rest.value < 100 ? { value: hundreds * 100 + rest.value, to: rest.to } : undefined;
}

/** So many digits behind a first `oh` make it one of them; else it is an exclamation. */
const BEHIND_OH = 4;

/** Digits said one by one, with `double` and `triple`. */
export function readDigits(tokens: Tokens, at: number): { readonly digits: string; readonly to: number } {
  let digits = '';
  let to = at;
  while (to < tokens.length && !(digits === '' && /^oh?$/u.test(tokens[to] ?? '') && readDigits(tokens, to + 1).digits.length < BEHIND_OH)) {
    const times = tokens[to] === 'double' ? 2 : tokens[to] === 'triple' ? 3 : 1;
    const digit = digitOf(tokens[times > 1 ? to + 1 : to]);
    if (digit === undefined) break;
    digits += String(digit).repeat(times);
    to += times > 1 ? 2 : 1;
  }
  return { digits, to };
}

/** 1st, 2nd, 3rd, 11th. */
export function ordinalText(value: number): string {
  const suffix = value % 100 >= 11 && value % 100 <= 13 ? undefined : (['th', 'st', 'nd', 'rd'] as const)[value % 10];
  return `${value}${suffix ?? 'th'}`;
}
