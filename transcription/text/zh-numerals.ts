const DIGITS: Readonly<Record<string, number>> = { 零: 0, 〇: 0, 一: 1, 幺: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const NUMERAL = /[零〇一幺二两三四五六七八九十百千万亿]/u;

/** A number in the text: where it ends, and whether a 十百千万亿 stands in it. */
export interface Numeral {
  readonly value: number;
  readonly to: number;
  readonly units: boolean;
}

export const digitOf = (character: string | undefined): number | undefined => DIGITS[character ?? ''];
export const isNumeral = (character: string | undefined): boolean => character !== undefined && NUMERAL.test(character);

/** Digits said one by one from `at` on, as many as there are. */
export function digitRun(text: string, at: number): string {
  let run = '';
  for (let i = at; digitOf(text[i]) !== undefined; i++) run += String(digitOf(text[i]));
  return run;
}

/**
 * The whole number that begins at `at` and takes all numerals there: 一百二十, 两千零八, 两百五 (250), 一万二 (12000).
 * Undefined for what is no single number, such as 七八十 or 一百二三.
 */
export function readCardinal(text: string, at: number): Numeral | undefined {
  let total = 0;
  let to = at;
  let units = false;
  for (const [name, scale] of [['亿', 1e8], ['万', 1e4]] as const) {
    const part = readSection(text, to, total > 0 ? 10 : 0);
    if (!part || text[part.to] !== name) continue;
    total += part.value * scale;
    to = part.to + 1;
    units = true;
  }
  const last = readSection(text, to, total === 0 ? 0 : text[to - 1] === '亿' ? 1e8 : 1e4);
  if (last) {
    total += last.value;
    to = last.to;
    units ||= last.units;
  }
  return to === at || isNumeral(text[to]) ? undefined : { value: total, to, units };
}

/** A number below 10,000. `above`: the unit before it, a tenth of which a lone last digit counts (一万二); 0 = none. */
function readSection(text: string, at: number, above: number): Numeral | undefined {
  let value = 0;
  let unit = 10_000;
  let to = at;
  let zero = false;
  let units = false;
  for (;;) {
    const digit = digitOf(text[to]);
    if (digit === 0 && (value > 0 || above > 0) && !zero) {
      zero = true;
      to += 1;
      continue;
    }
    const next = UNITS[text[digit === undefined ? to : to + 1] ?? ''] ?? 0;
    const bare = digit === undefined && next === 10 && value % 100 === 0;
    if (next > 0 && next < unit && (bare || (digit ?? 0) > 0)) {
      value += (digit ?? 1) * next;
      to += digit === undefined ? 1 : 2;
      [unit, zero, units] = [next, false, true];
      continue;
    }
    if (digit === undefined) break;
    value += digit * lastDigitCounts(units ? unit : above, zero);
    to += 1;
    break;
  }
  return to === at ? undefined : { value, to, units };
}

/** 二十三, 一百零三: one; 两百五: ten. */
const lastDigitCounts = (unit: number, zero: boolean) => (zero || unit === 0 ? 1 : unit / 10);

/** As Chinese write it: 50万, 1亿2000万, 35000. */
export function writtenNumber(value: number): string {
  if (value >= 1e8) {
    const rest = value % 1e8;
    return `${Math.floor(value / 1e8)}亿${rest === 0 ? '' : writtenNumber(rest)}`;
  }
  return value >= 1e4 && value % 1e4 === 0 ? `${value / 1e4}万` : String(value);
}
