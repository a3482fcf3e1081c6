import { type Numeral, type Tokens, ordinalText, readCardinal, readDigits, readOrdinal, readPair, digitOf } from './en-numerals.ts';
import { clockTime, date, pastTime, year } from './en-times.ts';
import { type Rewriting, type Rule, rewritings } from './rewriting.ts';

const IDIOMS = ['no one', 'one by one', 'one another', 'one or two', 'two or three', 'fifty fifty', 'second to none', 'one of', 'the one', 'this one', 'that one', 'which one', 'one more', 'one thing'];
const CURRENCIES: Readonly<Record<string, string>> = { dollar: '$', dollars: '$', euro: '€', euros: '€' };
/** Behind these a single digit is written as a figure. */
const MEASURES = /^(?:percent|cents?|pounds?|yuan|hours|minutes|seconds|days|weeks|months|years|kilometers|kilometres|miles|megabytes|gigabytes|kilos|degrees|times)$/u;

const idiom: Rule<Tokens> = (tokens, at) => {
  const found = IDIOMS.map((each) => each.split(' ')).find((words) => words.every((word, i) => tokens[at + i] === word));
  return found && { to: at + found.length, keep: true };
};

const roundTheClock: Rule<Tokens> = (tokens, at) => (tokens.slice(at, at + 3).join(' ') === 'twenty four seven' ? { to: at + 3, text: '24/7' } : undefined);

/** Four one five five five five. */
const digits: Rule<Tokens> = (tokens, at) => {
  const run = readDigits(tokens, at);
  // Double five is two digits, and no other number.
  if (run.digits.length < (/^(?:double|triple)$/u.test(tokens[at] ?? '') ? 2 : 3)) return undefined;
  // The last digit of eight hundred belongs to the number that follows.
  if (/^(?:hundred|thousand|million|point)$/u.test(tokens[run.to] ?? '')) return run.digits.length > 3 ? { to: run.to - 1, text: run.digits.slice(0, -1) } : undefined;
  return { to: run.to, text: run.digits };
};

/** One eight hundred, and the digits of a telephone number. */
const tollFree: Rule<Tokens> = (tokens, at) => {
  if (tokens.slice(at, at + 3).join(' ') !== 'one eight hundred') return undefined;
  const run = readDigits(tokens, at + 3);
  return run.digits.length >= 7 ? { to: run.to, text: `1 800 ${run.digits}` } : undefined;
};

/** One twenty three is 123. */
const spoken: Rule<Tokens> = (tokens, at) => {
  const hundreds = digitOf(tokens[at]);
  const rest = hundreds === undefined || hundreds === 0 ? undefined : readPair(tokens, at + 1);
  if (hundreds === undefined || !rest || /^(?:hundred|thousand|million|billion|point|st|nd|rd|th)$/u.test(tokens[rest.to] ?? '')) return undefined;
  const value = hundreds * 100 + rest.value;
  return money(tokens, { value, to: rest.to }) ?? { to: rest.to, text: String(value) };
};

const ordinal: Rule<Tokens> = (tokens, at) => {
  const number = readOrdinal(tokens, at);
  return number && number.value >= 10 ? { to: number.to, text: ordinalText(number.value) } : undefined;
};

const number: Rule<Tokens> = (tokens, at) => {
  const minus = tokens[at] === 'minus' || tokens[at] === 'negative';
  const found = readDecimal(tokens, minus ? at + 1 : at);
  if (!found) return undefined;
  const whole = { ...found, text: (minus ? '-' : '') + found.text };
  if (tokens[found.to] === 'percent' || (tokens[found.to] === 'per' && tokens[found.to + 1] === 'cent')) return { to: found.to + (tokens[found.to] === 'per' ? 2 : 1), text: `${whole.text}%` };
  const amount = money(tokens, whole);
  if (amount) return amount;
  const single = found.value < 10 && found.to === at + 1;
  return single && !(found.value > 1 && measured(tokens, found.to)) ? { to: found.to, keep: true } : { to: found.to, text: whole.text };
};

/** Five minutes, three to five days. */
function measured(tokens: Tokens, at: number): boolean {
  const unit = /^(?:to|or)$/u.test(tokens[at] ?? '') && readCardinal(tokens, at + 1) ? (readCardinal(tokens, at + 1)?.to ?? at) : at;
  return MEASURES.test(tokens[unit] ?? '');
}

/** Two point five; big round ones keep their scale: 2.5 million. */
function readDecimal(tokens: Tokens, at: number): (Numeral & { text: string }) | undefined {
  const whole = readCardinal(tokens, at);
  if (!whole) return undefined;
  const run = tokens[whole.to] === 'point' ? decimalsAt(tokens, whole.to + 1) : { digits: '', to: whole.to };
  if (run.digits === '') return { ...whole, text: written(whole.value) };
  const scale = /^(?:million|billion|thousand)$/u.test(tokens[run.to] ?? '') ? ` ${tokens[run.to]}` : '';
  return { value: whole.value, to: run.to + (scale === '' ? 0 : 1), text: `${whole.value}.${run.digits}${scale}` };
}

/** One four, or fourteen. */
function decimalsAt(tokens: Tokens, at: number): { digits: string; to: number } {
  const run = { digits: '', to: at };
  for (let digit = digitOf(tokens[at]); digit !== undefined; digit = digitOf(tokens[run.to])) {
    run.digits += String(digit);
    run.to += 1;
  }
  const pair = run.digits === '' ? readPair(tokens, at) : undefined;
  return pair ? { digits: String(pair.value), to: pair.to } : run;
}

const written = (value: number) => (value >= 1e6 && value % 1e5 === 0 ? (value >= 1e9 && value % 1e8 === 0 ? `${value / 1e9} billion` : `${value / 1e6} million`) : String(value));

/** Ten dollars and fifty cents. */
function money(tokens: Tokens, amount: Numeral & { text?: string }): { to: number; text: string } | undefined {
  const sign = CURRENCIES[tokens[amount.to] ?? ''];
  if (sign === undefined) return undefined;
  const text = `${sign}${amount.text ?? amount.value}`;
  const from = amount.to + (tokens[amount.to + 1] === 'and' ? 2 : 1);
  const cents = readCardinal(tokens, from);
  if (cents && cents.value < 100 && /^cents?$/u.test(tokens[cents.to] ?? '') && !text.includes('.')) return { to: cents.to + 1, text: `${text}.${String(cents.value).padStart(2, '0')}` };
  // Five dollars fifty.
  const pair = from === amount.to + 1 && !text.includes('.') ? readPair(tokens, from) : undefined;
  if (pair && readCardinal(tokens, from)?.to === pair.to && !/^(?:cents?|dollars?|euros?|percent|hundred|thousand)$/u.test(tokens[pair.to] ?? '') && (tokens[pair.to] === undefined || !MEASURES.test(tokens[pair.to] ?? ''))) return { to: pair.to, text: `${text}.${pair.value}` };
  return { to: amount.to + 1, text };
}

/** How the numbers, dates, amounts and times of an English text are written; positions are words. Pure. */
export function enRewritings(words: readonly string[]): readonly Rewriting[] {
  const tokens = words.map((word) => word.toLowerCase());
  return rewritings(tokens, tokens.length, [idiom, roundTheClock, tollFree, pastTime, clockTime, date, digits, year, spoken, ordinal, number]);
}
