const ONES = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const TEENS = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SCALES: readonly (readonly [string, number])[] = [['billion', 1e9], ['million', 1e6], ['thousand', 1e3]];
const LARGEST = 1e12;

interface Read {
  /** In figures. */
  readonly value: string;
  /** The word after it. */
  readonly to: number;
}

/** The number that begins with a word: one hundred and twenty, one twenty, nineteen ninety, one two oh; undefined for none. */
export function readEnglish(words: readonly string[], at: number): Read | undefined {
  const digits = digitsFrom(words, at);
  if (digits.value.length > 1) return digits;
  const first = cardinal(words, at);
  if (!first) return undefined;
  // One twenty, twenty twenty six: two numbers said beside each other.
  const next = first.value > 0 && first.value < 100 && first.to - at <= 2 ? pair(words, first.to) : undefined;
  const last = first.value < 100 && words[first.to] === 'oh' ? ONES.indexOf(words[first.to + 1] ?? '') : 0;
  if (last > 0) return { value: String(first.value * 100 + last), to: first.to + 2 };
  if (next && next.value >= 10) return decimalsAfter(words, { value: first.value * 100 + next.value, to: next.to });
  return decimalsAfter(words, first);
}

interface Cardinal {
  readonly value: number;
  readonly to: number;
}

function decimalsAfter(words: readonly string[], { value, to }: Cardinal): Read {
  const decimals = words[to] === 'point' ? digitsFrom(words, to + 1) : undefined;
  return decimals && decimals.value !== '' ? { value: `${value}.${decimals.value}`, to: decimals.to } : { value: String(value), to };
}

function digitsFrom(words: readonly string[], at: number): Read {
  let value = '';
  let to = at;
  for (; to < words.length; to++) {
    const digit = words[to] === 'oh' && value !== '' ? 0 : ONES.indexOf(words[to] ?? '');
    if (digit < 0) break;
    value += String(digit);
  }
  // The last one belongs to "two hundred".
  const taken = value.length > 0 && /^(?:hundred|thousand|million|billion)$/.test(words[to] ?? '');
  return taken ? { value: value.slice(0, -1), to: to - 1 } : { value, to };
}

/** 0 to 99. */
function pair(words: readonly string[], at: number): Cardinal | undefined {
  const word = words[at] ?? '';
  const [one, teen, tens] = [ONES.indexOf(word), TEENS.indexOf(word), word === '' ? -1 : TENS.indexOf(word)];
  if (one >= 0) return { value: one, to: at + 1 };
  if (teen >= 0) return { value: 10 + teen, to: at + 1 };
  if (tens < 0) return undefined;
  const rest = ONES.indexOf(words[at + 1] ?? '');
  return rest > 0 ? { value: tens * 10 + rest, to: at + 2 } : { value: tens * 10, to: at + 1 };
}

function hundreds(words: readonly string[], at: number): Cardinal | undefined {
  const first = words[at] === 'a' && /^(?:hundred|thousand|million)$/.test(words[at + 1] ?? '') ? { value: 1, to: at + 1 } : pair(words, at);
  if (!first || words[first.to] !== 'hundred') return first;
  const after = first.to + 1;
  const rest = pair(words, words[after] === 'and' ? after + 1 : after);
  return rest ? { value: first.value * 100 + rest.value, to: rest.to } : { value: first.value * 100, to: after };
}

function cardinal(words: readonly string[], at: number): Cardinal | undefined {
  let value = 0;
  let to = at;
  for (;;) {
    const from = to > at && words[to] === 'and' ? to + 1 : to;
    const part = hundreds(words, from);
    if (!part) break;
    const scale = SCALES.find(([name]) => name === words[part.to])?.[1];
    if (to > at && (scale ?? 1) >= smallestOf(value)) break;
    value += part.value * (scale ?? 1);
    to = part.to + (scale === undefined ? 0 : 1);
    if (scale === undefined) break;
  }
  return to === at ? undefined : { value, to };
}

/** What may still be added to a number that ends in a scale. */
const smallestOf = (value: number) => SCALES.find(([, scale]) => value % scale === 0)?.[1] ?? 1;

/** How a number in figures is said in English, hundreds with and without "and". */
export function englishForms(value: string): readonly string[] {
  const [whole = '', decimals] = value.split('.');
  const number = Number(whole);
  const byDigit = Array.from(whole, (digit) => ONES[Number(digit)] ?? '').join(' ');
  const runs = whole.length > 2 ? [byDigit, byDigit.replaceAll('zero', 'oh')] : [];
  if (number >= LARGEST || (whole.length > 1 && whole.startsWith('0'))) return [...new Set([byDigit, byDigit.replaceAll('zero', 'oh')])];
  const [plain, and] = [said(number, ' '), said(number, ' and ')];
  if (decimals !== undefined) return [...new Set([plain, and])].map((form) => `${form} point ${Array.from(decimals, (digit) => ONES[Number(digit)] ?? '').join(' ')}`);
  const ones = [plain, and].map((form) => form.replace(/^one (hundred|thousand|million)/, 'a $1'));
  return [...new Set([plain, and, ...ones, ...inPairs(number), ...runs])];
}

/** One twenty, nineteen ninety, twelve hundred. */
function inPairs(number: number): string[] {
  const [high, low] = [Math.floor(number / 100), number % 100];
  if (number < 101 || number > 9_999 || high % 10 === 0) return number > 1_999 && number < 2_100 && low > 9 ? [`twenty ${belowHundred(low)}`] : [];
  if (low === 0) return high > 9 ? [`${belowHundred(high)} hundred`] : [];
  return [`${belowHundred(high)} ${low < 10 ? `oh ${belowHundred(low)}` : belowHundred(low)}`];
}

const belowHundred = (number: number) => (number < 10 ? (ONES[number] ?? '') : number < 20 ? (TEENS[number - 10] ?? '') : `${TENS[Math.floor(number / 10)] ?? ''}${number % 10 === 0 ? '' : ` ${ONES[number % 10] ?? ''}`}`);

function belowThousand(number: number, and: string): string {
  const [high, low] = [Math.floor(number / 100), number % 100];
  return high === 0 ? belowHundred(low) : `${ONES[high] ?? ''} hundred${low === 0 ? '' : `${and}${belowHundred(low)}`}`;
}

function said(number: number, and: string): string {
  const parts: string[] = [];
  let rest = number;
  for (const [name, scale] of SCALES) {
    if (rest >= scale) parts.push(`${belowThousand(Math.floor(rest / scale), and)} ${name}`);
    rest %= scale;
  }
  if (rest > 0 || parts.length === 0) parts.push(belowThousand(rest, and));
  return parts.join(' ');
}
