import type { Sense } from './unit.ts';

const DIGITS: Readonly<Record<string, string>> = {};
const set = (digit: number, characters: string) => [...characters].forEach((each) => ((DIGITS as Record<string, string>)[each] = String(digit)));
['零〇○', '一幺壹', '二两贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].forEach((characters, digit) => set(digit, characters));
const TIMES: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1_000, 仟: 1_000, 万: 10_000, 亿: 100_000_000 };
/** What recognisers write for a digit, as a word of its own. */
const SOUNDS_LIKE: Readonly<Record<string, string>> = {
  要: '1', 腰: '1', 妖: '1', 医: '1', 衣: '1', 依: '1', 而: '2', 儿: '2', 耳: '2', 山: '3', 散: '3', 伞: '3', 是: '4', 事: '4', 死: '4', 思: '4', 无: '5', 午: '5', 我: '5', 舞: '5', 流: '6', 留: '6', 刘: '6', 气: '7', 期: '7', 其: '7', 起: '7', 妻: '7', 吧: '8', 把: '8', 巴: '8', 爸: '8', 就: '9', 酒: '9', 久: '9', 旧: '9', 林: '0', 灵: '0', 领: '0', 另: '0', 叉: 'X', 艾克斯: 'X', 诶克斯: 'X', 爱克斯: 'X', 铃: '0', 凌: '0', 您: '0',
};
/** Digits as soldiers, pilots and dispatchers say them. */
const RADIO: Readonly<Record<string, string>> = { 洞: '0', 拐: '7', 勾: '9', 钩: '9' };
const FILLERS = new Set('嗯 呃 额 啊 哦 噢 哎 唉 呢 嘛 那 那个 这 这个 然后 就是 再 后面 前面 接着 接下来 杠 横杠 空格 对 好 好的 嗯嗯 的 等等 等一下 稍等 不对 不是 应该 是的 对的 没错 还有 最后 开头 中间 看 看看 我看看 让我看看 完了 一共 说错了 讲错了 错了 搞错了 记错了 看错了 哦不 不不 噢不 等会 稍等一下 重来 重新 我重新说'.split(' '));
/** Behind a digit they make an amount, a date, a place. */
const MEASURES = new Set('个 位 天 年 月 日 元 块 角 分 秒 点 次 种 件 条 张 周 岁 度 楼 层 室 样 下 些 定 般 直 会 共 切 旦 边 方 面 家 名 本 台 套 遍 倍 折 级 班 路 号 号楼 栋 单元 号线 小时 分钟 分钟 秒钟 块钱 万元 美元 人民币 星期 礼拜 个月 百分 工作日 左右 多'.split(' '));

/** What a run of characters that stands alone as a word is. */
export function chineseWord(word: string): Sense | undefined {
  if (FILLERS.has(word)) return { type: 'filler' };
  if (MEASURES.has(word)) return { type: 'measure' };
  const radio = RADIO[word];
  if (radio !== undefined) return { type: 'digits', digits: radio, join: 'plain' };
  const weak = SOUNDS_LIKE[word];
  if (weak !== undefined) return { type: 'weak', digits: weak };
  return repeats(word);
}

/** 三个 in front of a digit. */
export function repeats(word: string): Sense | undefined {
  const repeat = /^([两二三四五六])个$/u.exec(word)?.[1];
  return repeat === undefined ? undefined : { type: 'repeat', times: Number(DIGITS[repeat]) };
}

export function chineseCharacter(character: string): Sense | undefined {
  const digits = DIGITS[character];
  if (digits !== undefined) return { type: 'digits', digits, join: 'plain' };
  const by = TIMES[character];
  return by === undefined ? undefined : { type: 'times', by };
}

const NUMBER = '零〇○一幺壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿';
/** Words in which a digit is none: 一下, 第一, 万一, 十分, 百分之. */
const HARMLESS = new RegExp(`^(第[${NUMBER}]+.?|[${NUMBER}](下|些|样|起|定|般|直|会儿?|共|切|旦|边|方面|面|家|律|致|时|向|度|心|路|生|点儿?|段|半|来|体|次性|如|再|同|刻|味|旁|手|流|等|代|道|早|并|则|带|把手|万分)|[星周礼].{0,1}[${NUMBER}]|万一|统一|唯一|单一|专一|十分|百分.?|千万|万分|万能|不一|逐一|之一|三方|四川|五险|双十一|两者|两边|两种|七夕|八卦|九江|三星|百度|千克|千米|三亚|五金)$`, 'u');

export const isHarmless = (word: string): boolean => HARMLESS.test(word);

/** Longest of the words above. */
const LONGEST_WORD = 4;

/** How many characters at `from` make a word in which a digit is none; 0 = none do. */
export function harmlessAt(text: string, from: number): number {
  for (let length = Math.min(LONGEST_WORD, text.length - from); length > 1; length--) if (HARMLESS.test(text.slice(from, from + length))) return length;
  return 0;
}
