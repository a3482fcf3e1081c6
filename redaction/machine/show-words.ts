import type { SecretKind, SpokenWord } from '../model.ts';
import type { Verdicts } from './verdicts.ts';

/** What stands for words that are not decided yet. */
export const HELD = '•••';

/** A part of a word that may not be shown. */
interface Cut {
  readonly from: number;
  readonly to: number;
  readonly token: string;
  /** Cuts of the same secret in neighbouring words become one. */
  readonly secret: number;
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

export interface TurnAsShown {
  readonly words: readonly SpokenWord[];
  /** Something of it is not decided yet. */
  readonly held: boolean;
}

/** The words of a turn (index among those judged) as they may be shown. */
export function showWords({ turns, units, secrets, held }: Verdicts, turn: number, tokens: Readonly<Record<SecretKind, string>>): TurnAsShown {
  const words = turns[turn]?.words ?? [];
  const cuts = new Map<number, Cut[]>();
  let waits = false;
  for (const [index, heard] of units.entries()) {
    if (heard.turn !== turn) continue;
    const at = secrets.findIndex(({ first, last }) => index >= first && index <= last);
    if (at < 0 && !held.has(index)) continue;
    const secret = secrets[at];
    if (!secret || held.has(index)) waits = true;
    const token = secret ? tokenOf(tokens[secret.kind], secret.whole && units[secret.last]?.turn === turn ? secret.digits : '') : HELD;
    const { word, from, to } = heard.unit;
    const others = cuts.get(word) ?? [];
    const last = others.at(-1);
    if (last?.secret === at) others[others.length - 1] = { ...last, to };
    else others.push({ from, to, token, secret: at });
    cuts.set(word, others);
  }
  return { words: cut(words, cuts), held: waits };
}

export const tokenOf = (template: string, digits: string) => template.replace('{last4}', digits.slice(-4)).replace(/\s+(?=\])/, '');

/** A number is written at its first word: where a part of it is cut, all of it is as it was heard. */
function asHeard(words: readonly SpokenWord[], cuts: ReadonlyMap<number, unknown>): SpokenWord[] {
  const heard: SpokenWord[] = [];
  for (let from = 0; from < words.length; ) {
    let to = from + 1;
    while (words[to]?.written === '') to++;
    const group = words.slice(from, to);
    const touched = group.some((_, i) => cuts.has(from + i));
    heard.push(...(touched ? group.map(({ text, start, end, confidence }) => ({ text, start, end, confidence })) : group));
    from = to;
  }
  return heard;
}

function cut(words: readonly SpokenWord[], cuts: ReadonlyMap<number, readonly Cut[]>): SpokenWord[] {
  const shown: SpokenWord[] = [];
  let before: { secret: number; token: string } | undefined;
  for (const [index, word] of asHeard(words, cuts).entries()) {
    const own = cuts.get(index);
    if (!own) {
      shown.push(word);
      before = undefined;
      continue;
    }
    const [first] = own;
    const rest = own.reduceRight((text, { from, to }) => text.slice(0, from) + text.slice(to), word.text);
    const last = shown.at(-1);
    if (first && before && last && before.secret === first.secret && own.length === 1 && !LETTER_OR_DIGIT.test(rest)) {
      shown[shown.length - 1] = { ...last, end: word.end };
      continue;
    }
    const text = own.reduceRight((so, { from, to, token }) => so.slice(0, from) + token + so.slice(to), word.text);
    shown.push({ ...word, text });
    const end = own.at(-1);
    before = end && !LETTER_OR_DIGIT.test(word.text.slice(end.to)) ? { secret: end.secret, token: end.token } : undefined;
  }
  return shown;
}
