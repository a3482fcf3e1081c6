import type { Rule } from './rewriting.ts';
import { digitOf, isNumeral, readCardinal } from './zh-numerals.ts';

/** What stands before a time of day and not before a count of points. */
const TIME_BEFORE = /(?:上午|下午|中午|凌晨|晚上|早上|早晨|傍晚|半夜|今晚|明早|明晚|昨晚|今天|明天|后天|昨天|当天|[周期拜][一二三四五六日天]|[0-9一二三四五六七八九十][号日])的?$/u;
const WEEKDAY = /(?:周|星期|礼拜)[一二三四五六]$/u;
const two = (minutes: number) => String(minutes).padStart(2, '0');

/**
 * 三点半, 八点十五分, 三点零五, 九点一刻, 九点整; 三点五 is a decimal unless 下午 or such stands before it; 一点 and 两点 alone
 * are times only then.
 */
export const zhTime: Rule<string> = (text, at) => {
  const before = text.slice(Math.max(0, at - 6), at);
  const hour = isNumeral(text[at - 1]) && !WEEKDAY.test(before) ? undefined : readCardinal(text, at);
  if (!hour || hour.value > 24 || text[hour.to] !== '点') return undefined;
  const said = TIME_BEFORE.test(before);
  const clock = (minutes: number, to: number) => ({ to, text: `${hour.value}:${two(minutes)}` });
  const from = hour.to + 1;
  const rest = text.slice(from);
  if (rest.startsWith('半')) return clock(30, from + 1);
  if (rest.startsWith('整')) return clock(0, from + 1);
  if (/^[一三]刻/u.test(rest)) return clock(rest.startsWith('一') ? 15 : 45, from + 2);
  if (rest.startsWith('钟')) return { to: from, text: `${hour.value}点` };
  const minutes = minutesAt(text, from, said);
  if (minutes) return clock(minutes.value, minutes.to);
  if (isNumeral(text[from])) return undefined;
  if (said || hour.value > 2) return { to: from, text: `${hour.value}点` };
  return { to: from, keep: true };
};

/** 十五分, 二十, 零五分; a bare digit (三点五分) only where a time is certain. */
function minutesAt(text: string, at: number, said: boolean): { value: number; to: number } | undefined {
  const zero = digitOf(text[at]) === 0;
  const minutes = readCardinal(text, zero ? at + 1 : at);
  if (!minutes || minutes.value > 59 || (zero && minutes.value > 9)) return undefined;
  const minuteSaid = text[minutes.to] === '分' && text[minutes.to + 1] !== '之';
  if (!minutes.units && !(zero && minuteSaid) && !(zero && said) && !(said && minuteSaid)) return undefined;
  return { value: minutes.value, to: minutes.to + (minuteSaid && text[minutes.to + 1] !== '钟' ? 1 : 0) };
}
