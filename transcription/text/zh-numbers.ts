import { type Rewriting, type Rule, rewritings } from './rewriting.ts';
import { digitOf, digitRun, isNumeral, readCardinal, writtenNumber } from './zh-numerals.ts';
import { zhTime } from './zh-times.ts';

/** Numerals in them count nothing. What has neither a unit nor three digits is left alone anyway (一定, 三心二意). */
const IDIOMS = [
  '三心二意', '一五一十', '十全十美', '十有八九', '十之八九', '八九不离十', '九九八十一', '百分百', '百里挑一', '一千零一夜', '三十六计', '三十而立',
  '七十二变', '五十步笑百步', '十万火急', '十万八千里', '一百个放心', '一百个不', '一万个', '双十一', '双十二', '三百六十行', '一两天', '三两天',
  '三天两头', '一天到晚', '一年到头', '一年四季', '第三方', '第一时间', '第二天', '十字', '十足', '一块儿',
];
/** Behind these a single digit is a measure, not an idiom. */
const MEASURES = /^(?:元|块|角|毛|美元|美金|欧元|港币|英镑|小时|个小时|分钟|秒|公里|千米|厘米|毫米|公斤|千克|公分|斤|摄氏度|度|岁|折|天|年|个月|个工作日|期|兆|号|月)/u;
/** With 一 these are idioms more often than figures (一块, 一天, 一年). */
const MEASURES_OF_ONE = /^(?:元|块钱|美元|欧元|小时|个小时|分钟|公里|公斤|个月|个工作日|号|月)/u;
const ORDINALS_OF_ONE = /^[号条项章节页期季届批名位个次步]/u;

const idiom: Rule<string> = (text, at) => {
  const found = isNumeral(text[at - 1]) ? undefined : IDIOMS.find((each) => text.startsWith(each, at));
  return found === undefined ? undefined : { to: at + found.length, keep: true };
};

/** 星期三, 周五. */
const weekday: Rule<string> = (text, at) => {
  const day = /^(?:周|星期|礼拜)[一二三四五六日天]/u.exec(text.slice(at, at + 3))?.[0];
  return day === undefined ? undefined : { to: at + day.length, keep: true };
};

/** 百分之五, 千分之三点五. */
const percent: Rule<string> = (text, at) => {
  const sign = text.startsWith('百分之', at) ? '%' : text.startsWith('千分之', at) ? '‰' : undefined;
  if (sign === undefined) return undefined;
  if (text[at + 3] === '百') return { to: at + 4, text: `100${sign}` };
  const number = readNumber(text, at + 3);
  return number && { to: number.to, text: number.text + sign };
};

/** 四分之三. */
const fraction: Rule<string> = (text, at) => {
  const whole = readCardinal(text, at);
  if (!whole || !text.startsWith('分之', whole.to) || whole.value < 2) return undefined;
  const part = readCardinal(text, whole.to + 2);
  return part && { to: part.to, text: `${part.value}/${whole.value}` };
};

/** 二零二六年, 九八年; the years of a span (三年) are measures. */
const year: Rule<string> = (text, at) => {
  const run = digitRun(text, at);
  return (run.length === 4 || run.length === 2) && text[at + run.length] === '年' ? { to: at + run.length, text: run } : undefined;
};

/** 第二十条, 第三次; 第一 alone stays. */
const ordinal: Rule<string> = (text, at) => {
  const number = text[at] === '第' ? readCardinal(text, at + 1) : undefined;
  if (!number) return undefined;
  if (number.value === 1 && !ORDINALS_OF_ONE.test(text.slice(number.to))) return { to: number.to, keep: true };
  return { to: number.to, text: `第${number.value}` };
};

/** 幺三八零零一三八零零零: at least three digits one by one. */
const digits: Rule<string> = (text, at) => {
  const run = digitRun(text, at);
  const beside = text[at + run.length];
  return run.length >= 3 && !isNumeral(beside) && beside !== '点' ? { to: at + run.length, text: run } : undefined;
};

/** 五月三日: 日 is a date only behind a month. */
const day: Rule<string> = (text, at) => {
  const number = text[at - 1] === '月' ? readCardinal(text, at) : undefined;
  return number && number.value <= 31 && text[number.to] === '日' ? { to: number.to, text: String(number.value) } : undefined;
};

/** 十二块五, 三毛二. */
const change: Rule<string> = (text, at) => {
  const digit = /^[块毛]$/u.test(text[at - 1] ?? '') && isNumeral(text[at - 2]) && !isNumeral(text[at + 1]) ? digitOf(text[at]) : undefined;
  return digit === undefined ? undefined : { to: at + 1, text: String(digit) };
};

const number: Rule<string> = (text, at) => {
  if (!isNumeral(text[at]) && text[at] !== '负') return undefined;
  const found = readNumber(text, at);
  if (!found || /[几数好多上近成]/u.test(text[at] === '十' ? (text[at - 1] ?? '') : '')) return { to: runEnd(text, at), keep: true };
  const rest = text.slice(found.to);
  if (found.plain && found.value === 10 && /^(?:几|分(?!钟|之))/u.test(rest)) return { to: found.to, keep: true };
  if (!found.plain || found.units) return found;
  const measured = found.value === 1 ? MEASURES_OF_ONE.test(rest) : MEASURES.test(rest);
  return measured ? found : { to: found.to, keep: true };
};

interface Found {
  readonly value: number;
  readonly units: boolean;
  /** No sign and no decimals. */
  readonly plain: boolean;
  readonly to: number;
  readonly text: string;
}

/** A number with its sign and decimals: 负三点五, 零点五, 三千. It does not begin with a bare 百千万亿 (百货, 千万别, 万一). */
function readNumber(text: string, at: number): Found | undefined {
  const sign = text[at] === '负' ? '-' : '';
  const from = at + sign.length;
  if (digitOf(text[from]) === undefined && text[from] !== '十') return undefined;
  const whole = readCardinal(text, from);
  if (!whole) return undefined;
  const decimals = text[whole.to] === '点' ? digitRun(text, whole.to + 1) : '';
  const after = whole.to + 1 + decimals.length;
  if (decimals === '' || /[十百千]/u.test(text[after] ?? '')) return { ...whole, plain: sign === '', text: sign + writtenNumber(whole.value) };
  return { value: whole.value, units: true, plain: false, to: after, text: `${sign}${whole.value}.${decimals}` };
}

function runEnd(text: string, at: number): number {
  let to = at + 1;
  while (isNumeral(text[to])) to += 1;
  return to;
}

/** How the numbers, dates, amounts and times of a Chinese text are written; positions are characters. Pure. */
export function zhRewritings(text: string): readonly Rewriting[] {
  return rewritings(text, text.length, [idiom, weekday, percent, fraction, zhTime, year, ordinal, day, digits, change, number]);
}
