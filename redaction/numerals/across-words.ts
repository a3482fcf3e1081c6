import { chineseWord, isHarmless, repeats } from './chinese.ts';
import type { Sense, Unit } from './unit.ts';

const HAN = /^\p{Script=Han}+$/u;
const LONGEST_WORD = 4;

const saysDigit = (unit: Unit | undefined) => unit?.sense.type === 'digits' || unit?.sense.type === 'times';

/**
 * Units of one turn, with words known again that the recogniser parted: 一|下 says no digit, 三|个|八 three of them, 艾|克|斯 an X.
 * Recognisers part Chinese as they like, down to characters.
 */
export function acrossWords(units: readonly Unit[]): Unit[] {
  const read: Unit[] = [];
  for (let i = 0; i < units.length; ) {
    const senses = HAN.test(units[i]?.text ?? '') ? joined(units, i, read.at(-1)) : undefined;
    for (const sense of senses ?? [units[i]?.sense ?? { type: 'word' }]) {
      const unit = units[i++];
      if (unit) read.push({ ...unit, sense });
    }
  }
  return read;
}

/** What the units from here on are together; undefined when they are what each of them is. */
function joined(units: readonly Unit[], from: number, before: Unit | undefined): readonly Sense[] | undefined {
  let text = units[from]?.text ?? '';
  let found: readonly Sense[] | undefined;
  for (let to = from + 1; to < units.length && text.length < LONGEST_WORD; to++) {
    const { text: next = '', sense } = units[to] ?? {};
    if (!HAN.test(next) || (sense?.type === 'filler' && next.length > 1)) break;
    text += next;
    if (text.length > LONGEST_WORD) break;
    found = sensesOf(text, to - from + 1, before, units[to + 1]) ?? found;
  }
  return found;
}

function sensesOf(text: string, count: number, before: Unit | undefined, after: Unit | undefined): readonly Sense[] | undefined {
  const all = (sense: Sense) => Array.from({ length: count }, () => sense);
  const rest = (first: Sense, others: Sense) => [first, ...all(others).slice(1)];
  if (repeats(text)) return after?.sense.type === 'digits' ? rest(repeats(text) ?? { type: 'word' }, { type: 'filler' }) : undefined;
  // Beside digits it is one of them, and what was misheard: 二 流 八.
  if (isHarmless(text)) return saysDigit(before) || saysDigit(after) || (!after && chineseWord(text.slice(1))?.type === 'weak') ? undefined : all({ type: 'word' });
  const known = chineseWord(text);
  if (known?.type === 'weak') return saysDigit(before) ? rest(known, { type: 'weak', digits: '' }) : undefined;
  return known?.type === 'filler' || (known?.type === 'measure' && saysDigit(before)) ? all(known) : undefined;
}
