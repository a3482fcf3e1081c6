import type { HeardUnit } from './heard-unit.ts';

/** A word as somebody hears it who listens for addresses; 艾特 is one, whether it was heard as one word or as two characters. */
export interface Token {
  /** In small letters. */
  readonly text: string;
  readonly digit: boolean;
  readonly turn: number;
  /** Indices of units. */
  readonly first: number;
  readonly last: number;
}

const WORDS = ['艾特', '爱特', '埃特', '小老鼠', '圈a', '下划线', '中划线', '横杠', '减号', '康姆', '抗姆', '考姆', '新浪', '网易', '雅虎', '一六三', '一二六', '邮箱', '地址'];
const LONGEST = 3;

export function addressTokens(units: readonly HeardUnit[]): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < units.length; ) {
    const { unit, turn } = units[i] as HeardUnit;
    let text = unit.text.toLowerCase();
    let last = i;
    for (let to = i + 1, longer = text; to < units.length && units[to]?.turn === turn && longer.length < LONGEST; to++) {
      longer += units[to]?.unit.text.toLowerCase() ?? '';
      if (WORDS.includes(longer)) [text, last] = [longer, to];
    }
    const { type } = unit.sense;
    tokens.push({ text, digit: type === 'digits' || type === 'repeat' || type === 'times', turn, first: i, last });
    i = last + 1;
  }
  return tokens.filter(({ text }) => !/^[,，。!！?？;；、]$/u.test(text));
}
