import type { HeardUnit } from './heard-unit.ts';
import { addressTokens, type Token } from './address-tokens.ts';

/** From the first to the last unit of an e-mail address. */
export interface FoundAddress {
  readonly first: number;
  readonly last: number;
  /** Its end is the last that was said: more of it may come. */
  readonly atEnd: boolean;
}

const AT = /^(at|@|艾特|爱特|埃特|小老鼠|圈a|圈)$/u;
/** Of what a sign may be made; looked for before anything else. */
const SIGN = /^(at|@)$|[艾爱埃鼠圈]/iu;
const DOT = /^(dot|point|period|点|\.)$/u;
const ENDING = /^(com|cn|net|org|edu|gov|io|co|uk|de|info|biz|xyz|shop|app|dev|me|us|ca|au|in|eu|fr|jp|hk|tw|sg|top|vip|club|cc|tv|康姆|抗姆|考姆)$/u;
const HOST = /^(gmail|g|mail|yahoo|hotmail|outlook|qq|foxmail|icloud|sina|sohu|proton|新浪|网易|雅虎|一六三|一二六)$/u;
const NOT_IN_NAME = /^(is|my|the|e|email|mail|address|to|its|it|at|send|write|by|on|me|are|was|your|please|yes|sure|and|or|okay|ok|so|well)$|[是邮箱为发到的给写]|电子邮件|地址/u;
/** Words between the sign and the ending: `at my company dot co dot uk`. */
const LONGEST_HOST = 10;
/** Words of a name in front of the sign. */
const LONGEST_NAME = 2;
const JOINS = /^(dot|point|period|点|underscore|下划线|中划线|dash|minus|hyphen|减号|横杠|杠|\.|_|-)$/u;
/** b as in bravo. */
const SPELLS = /^(as|in|like|for)$/u;
const LETTER = /^[a-z]$/;
/** A word nobody says behind a dot in an address. */
const NO_ENDING = /^(dot|the|and|a|is|at|it|i|you|to|of|in|on|please|thanks|thank)$/u;

/** Addresses said word by word: `j dot smith at example dot com`, 张三 艾特 qq 点 com. `asked`: also without their sign. */
export function spokenAddresses(units: readonly HeardUnit[], asked = false): FoundAddress[] {
  if (!asked && !units.some(({ unit: { text } }) => SIGN.test(text))) return [];
  const tokens = addressTokens(units);
  return tokens.flatMap(({ text }, index) => {
    const sign = AT.test(text);
    if (!sign && !(asked && HOST.test(text) && DOT.test(tokens[index + 1]?.text ?? ''))) return [];
    const from = sign && tokens[index + 1]?.text === 'sign' ? index + 1 : sign ? index : index - 1;
    const last = endOf(tokens, from, text === 'at' || !sign);
    if (last === undefined) return [];
    const first = beginOf(tokens, sign ? index : index);
    return [{ first: tokens[first]?.first ?? 0, last: tokens[last]?.last ?? 0, atEnd: last >= tokens.length - 2 }];
  });
}

function endOf(tokens: readonly Token[], at: number, latin: boolean): number | undefined {
  let end: number | undefined;
  const text = (i: number) => tokens[i]?.text ?? '';
  const isDot = (i: number) => DOT.test(text(i));
  for (let i = at + 1; i < Math.min(tokens.length, at + 1 + LONGEST_HOST); i++) {
    if (isDot(i - 1) && i - 1 > at + 1 && isEnding(tokens, i, latin && i <= at + 4)) end = LETTER.test(text(i)) ? lastLetter(tokens, i) : i;
    else if (end !== undefined && i > end && !isDot(i)) return end;
  }
  if (end !== undefined) return end;
  const [next, after] = [text(at + 1), text(at + 2)];
  return HOST.test(next) && next !== 'g' ? at + 1 : HOST.test(after) && next === 'g' ? at + 2 : undefined;
}

/** A word of letters right behind a short host and its dot is one, whatever it is; or letters: `dot c o m`. */
function isEnding(tokens: readonly Token[], at: number, near: boolean): boolean {
  const { text = '', digit = false } = tokens[at] ?? {};
  return ENDING.test(text) || (near && !digit && /^[a-z]{2,6}$/.test(text) && !NO_ENDING.test(text)) || (LETTER.test(text) && LETTER.test(tokens[at + 1]?.text ?? ''));
}

function lastLetter(tokens: readonly Token[], from: number): number {
  let last = from;
  while (LETTER.test(tokens[last + 1]?.text ?? '')) last++;
  return last;
}

function beginOf(tokens: readonly Token[], at: number): number {
  let first = at;
  let names = 0;
  for (let i = at - 1; i >= 0; i--) {
    const { text = '', digit = false } = tokens[i] ?? {};
    const spelling = spellsLetter(tokens, i);
    if (spelling !== undefined) {
      i = first = spelling;
      names = 0;
      continue;
    }
    const part = JOINS.test(text) || LETTER.test(text) || digit;
    if (!part && (NOT_IN_NAME.test(text) || ++names > LONGEST_NAME)) break;
    if (JOINS.test(tokens[i - 1]?.text ?? '')) names = 0;
    first = i;
  }
  return first;
}

/** Where `b as in bravo` begins that ends here. */
function spellsLetter(tokens: readonly Token[], end: number): number | undefined {
  const text = (back: number) => tokens[end - back]?.text ?? '';
  if (LETTER.test(text(3)) && text(2) === 'as' && text(1) === 'in') return end - 3;
  return LETTER.test(text(2)) && SPELLS.test(text(1)) && !LETTER.test(text(0)) ? end - 2 : undefined;
}

/** Said in addresses and hardly elsewhere. */
const STRONG = /^(underscore|下划线|中划线|横杠|艾特|爱特|埃特|小老鼠|@|dot|sign)$/u;
const PART_OF_STRONG = /^(underscore|@|dot|sign)$|[线杠特鼠]/iu;
const LAST_TOKENS = 5;

/** What was said last, when it looks like an address that goes on: `mary underscore jane`, 张三 艾特. */
export function unfinishedAddress(units: readonly HeardUnit[]): Pick<FoundAddress, 'first' | 'last'> | undefined {
  if (!units.slice(-2 * LAST_TOKENS).some(({ unit: { text } }) => PART_OF_STRONG.test(text))) return undefined;
  const tokens = addressTokens(units);
  for (let i = tokens.length - 1; i >= Math.max(0, tokens.length - LAST_TOKENS); i--) {
    if (STRONG.test(tokens[i]?.text ?? '')) return { first: tokens[beginOf(tokens, i)]?.first ?? 0, last: units.length - 1 };
  }
  return undefined;
}

/** So many letters one by one are a name that is spelled. */
const FEWEST_LETTERS = 3;

/** Names spelled letter by letter, some digits or a dot between: only where an address is talked about. */
export function spelledNames(units: readonly HeardUnit[], within: (unit: HeardUnit) => boolean): FoundAddress[] {
  if (!units.some(within)) return [];
  const tokens = addressTokens(units);
  const found: FoundAddress[] = [];
  for (let i = 0; i < tokens.length; i++) {
    let [end, letters] = [i, 0];
    for (let to = i; to < tokens.length && tokens[to]?.turn === tokens[i]?.turn; to++) {
      const { text = '', digit = false } = tokens[to] ?? {};
      if (!LETTER.test(text) && !digit && !JOINS.test(text)) break;
      if (LETTER.test(text)) letters++;
      end = to;
    }
    const [first, last] = [tokens[i], tokens[end]];
    const unit = first && units[first.first];
    if (letters >= FEWEST_LETTERS && first && last && unit && within(unit)) {
      found.push({ first: first.first, last: last.last, atEnd: end === tokens.length - 1 });
      i = end;
    }
  }
  return found;
}
