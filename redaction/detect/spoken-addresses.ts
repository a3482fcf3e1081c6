import type { HeardUnit } from './heard-unit.ts';

/** From the first to the last unit of an e-mail address. */
export interface FoundAddress {
  readonly first: number;
  readonly last: number;
}

const AT = /^(at|@|艾特|爱特|小老鼠)$/u;
const DOT = /^(dot|point|点|\.)$/u;
const ENDING = /^(com|cn|net|org|edu|gov|io|co|uk|de|info|康姆|com\.cn)$/u;
const HOST = /^(gmail|g|mail|yahoo|hotmail|outlook|qq|foxmail|icloud|sina|sohu|proton)$/u;
const NOT_IN_NAME = /^(is|my|the|e|email|mail|address|to|its|it|at|send|write|by|on|me|are|was|your|please|yes|sure|and|okay|ok|so|well)$|[是邮箱为发到的给写]|电子邮件|地址/u;
/** Words between the sign and the ending: `at my company dot co dot uk`. */
const LONGEST_HOST = 10;
/** Words of a name in front of the sign. */
const LONGEST_NAME = 2;
const JOINS = /^(dot|point|点|underscore|下划线|dash|minus|hyphen|横杠|杠|\.|_|-)$/u;

/** Addresses said word by word: `j dot smith at example dot com`, 张三 艾特 qq 点 com. */
export function spokenAddresses(units: readonly HeardUnit[]): FoundAddress[] {
  const texts = units.map(({ unit }) => unit.text.toLowerCase());
  return texts.flatMap((text, index) => {
    if (!AT.test(text)) return [];
    const last = endOf(texts, index);
    return last === undefined ? [] : [{ first: beginOf(texts, units, index), last }];
  });
}

function endOf(texts: readonly string[], at: number): number | undefined {
  let end: number | undefined;
  for (let i = at + 1; i < Math.min(texts.length, at + 1 + LONGEST_HOST); i++) {
    if (ENDING.test(texts[i] ?? '') && DOT.test(texts[i - 1] ?? '')) end = i;
    else if (end !== undefined && !DOT.test(texts[i] ?? '')) return end;
  }
  if (end !== undefined) return end;
  const [next = '', after = ''] = [texts[at + 1], texts[at + 2]];
  return HOST.test(next) && next !== 'g' ? at + 1 : HOST.test(after) && next === 'g' ? at + 2 : undefined;
}

function beginOf(texts: readonly string[], units: readonly HeardUnit[], at: number): number {
  let first = at;
  let names = 0;
  for (let i = at - 1; i >= 0; i--) {
    const text = texts[i] ?? '';
    const { type } = units[i]?.unit.sense ?? { type: 'word' };
    const part = JOINS.test(text) || /^[a-z]$/.test(text) || type === 'digits' || type === 'repeat' || type === 'times';
    if (!part && (NOT_IN_NAME.test(text) || ++names > LONGEST_NAME)) break;
    if (JOINS.test(texts[i - 1] ?? '')) names = 0;
    first = i;
  }
  return first;
}
