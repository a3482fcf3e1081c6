import { type Language, seededRandom } from '#core';
import { defaultTokens, redact, startRedaction, SECRET_KINDS } from '#redaction';
import { CHINESE, ENGLISH } from '../qa-rules/sentences.ts';
import { harmless, nameOf, questionFor, secret, spoken } from './secrets.ts';

export const about = 'redaction: recall and false spans on generated conversations with recognition errors, delay of ordinary words, µs per word';

/** The rules were written looking at other seeds (1, 3, 5, 20270411); this one was run only when they were done. Another one: `-- SEED`. */
const HELD_OUT = 20281105;
const ERRORS = [0, 0.05, 0.1] as const;
const CALLS = 600;

interface Turn {
  readonly speaker: 'caller' | 'agent';
  readonly words: readonly string[];
  /** Words from here on to there are of the secret. */
  readonly secret?: { readonly from: number; readonly to: number };
}

interface Tally {
  secrets: number;
  whole: number;
  digits: number;
  leaked: number;
  harmlessTurns: number;
  falseSpans: number;
  words: number;
  late: number;
  micros: number;
}

export function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const seed = Number(args[0] ?? HELD_OUT);
  const figures: Record<string, number> = { seed };
  for (const language of ['zh', 'en'] as const) {
    for (const rate of ERRORS) {
      const tally: Tally = { secrets: 0, whole: 0, digits: 0, leaked: 0, harmlessTurns: 0, falseSpans: 0, words: 0, late: 0, micros: 0 };
      for (let call = 0; call < CALLS; call++) converse(turnsOf(language, rate, seed + call * 7_919), language, tally);
      const name = `${language}${Math.round(rate * 100)}`;
      const recall = tally.whole / tally.secrets;
      const hidden = 1 - tally.leaked / tally.digits;
      const perThousand = (tally.falseSpans * 1000) / tally.harmlessTurns;
      console.log(`${language}  ${String(Math.round(rate * 100)).padStart(2)} % errors   secrets without a digit left ${recall.toFixed(4)}   digits hidden ${hidden.toFixed(4)}   false spans ${perThousand.toFixed(2)} per 1000 turns   ordinary words late ${tally.late} of ${tally.words}   ${(tally.micros / tally.words).toFixed(0)} µs/word`);
      Object.assign(figures, { [`${name}Recall`]: round(recall), [`${name}DigitsHidden`]: round(hidden), [`${name}FalsePer1000`]: round(perThousand), [`${name}WordsLate`]: tally.late });
    }
  }
  return Promise.resolve(figures);
}

const round = (value: number) => Math.round(value * 1e4) / 1e4;

/** A call: ordinary turns, turns with harmless numbers, a secret asked for or told, sometimes read back. */
function turnsOf(language: Language, errors: number, seed: number): Turn[] {
  const random = seededRandom(seed);
  const sentences = (language === 'zh' ? CHINESE : ENGLISH).filter((text) => !NUMBER.test(text));
  const ordinary = (): Turn => ({ speaker: random.int(2) ? 'agent' : 'caller', words: tokens(sentences[random.int(sentences.length)] ?? '', language) });
  const number = (): Turn => ({ speaker: 'caller', words: harmless(language, random).split(' ') });
  const { kind, digits, needsName } = secret(random, language);
  const asked = random.int(2) === 0;
  const told: Turn[] = asked ? [{ speaker: 'agent', words: questionFor(kind, language).split(' ') }] : [];
  let words = needsName && !asked ? nameOf(kind, language, random).split(' ') : random.int(2) ? nameOf(kind, language, random).split(' ') : [];
  let from = words.length;
  for (const word of [...spoken(digits, language, random, errors), '|']) {
    if (word !== '|') {
      words.push(word);
      continue;
    }
    if (words.length > 0) told.push({ speaker: 'caller', words, secret: { from, to: words.length } });
    [words, from] = [[], 0];
  }
  const back = random.int(3) === 0 ? [{ speaker: 'agent' as const, words: spoken(digits, language, random, 0).filter((word) => word !== '|') }].map((turn) => ({ ...turn, secret: { from: 0, to: turn.words.length } })) : [];
  return [ordinary(), number(), ordinary(), ...told, ...back, ordinary(), ordinary(), ordinary(), ordinary(), number(), ordinary()];
}

const tokens = (text: string, language: Language) => (language === 'zh' ? [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)].map(({ segment }) => segment) : text.split(' '));
/** Sentences with numbers of their own, secret ones among them, are left out. */
const NUMBER = /[零一幺二三四五六七八九十百](?![些个下定起般直样])|\b(zero|oh|one|two|three|four|five|six|seven|eight|nine|nineteen|seventy|[a-z]+ty)\b/u;
const SAYS_DIGIT = /^([零一幺二三四五六七八九叉]|zero|oh|one|two|three|four|five|six|seven|eight|nine|double)$/u;

function converse(turns: readonly Turn[], language: Language, tally: Tally): void {
  let state = startRedaction({ kinds: new Set(SECRET_KINDS), tokens: defaultTokens(language), holdSeconds: 3 }, language);
  const shown = new Map<number, readonly string[]>();
  const leaked = new Set<string>();
  let now = 0;
  const take = (input: Parameters<typeof redact>[1]): readonly string[] => {
    const began = performance.now();
    const step = redact(state, input, now);
    tally.micros += (performance.now() - began) * 1000;
    state = step.state;
    let own: readonly string[] = [];
    for (const effect of step.effects) {
      if (effect.type !== 'words') continue;
      const texts = effect.words.map(({ text }) => text);
      if (effect.kind === 'final') shown.set(effect.turn, texts);
      if (input.type === 'words' && effect.turn === input.turn) own = texts;
      const { secret: part, words = [] } = turns[effect.turn] ?? {};
      const hiddenPart = part ? words.slice(part.from, part.to) : [];
      for (const [i, word] of hiddenPart.entries()) if (SAYS_DIGIT.test(word) && effect.words.some(({ text, start }) => text === word && Math.abs(start - startOf(effect.turn, (part?.from ?? 0) + i)) < 0.01)) leaked.add(`${effect.turn} ${i}`);
    }
    return own;
  };
  const starts: number[] = [];
  const startOf = (turn: number, word: number) => (starts[turn] ?? 0) + word * 0.3;
  for (const [turn, { speaker, words, secret: part }] of turns.entries()) {
    starts.push(now);
    const heard = words.map((text, i) => ({ text, start: startOf(turn, i), end: startOf(turn, i) + 0.28, confidence: 1 }));
    for (let n = 2; n <= words.length + 1; n += 2) {
      now = startOf(turn, Math.min(n, words.length)) + 0.2;
      const last = n >= words.length;
      const own = take({ type: 'words', speaker, turn, kind: last ? 'final' : 'partial', words: last ? heard : heard.slice(0, n) });
      if (last) tally.words += words.length;
      // What is neither digit nor in a secret is there with the update it came in.
      const plain = part || words.some((word) => SAYS_DIGIT.test(word)) ? [] : words.slice(0, n);
      if (plain.some((word) => !own.includes(word)) && !own.some((text) => text.includes('•'))) tally.late++;
    }
    now += 0.8;
    take({ type: 'tick' });
  }
  now += 6;
  take({ type: 'tick' });
  take({ type: 'end' });
  count(turns, shown, leaked, tally);
}

function count(turns: readonly Turn[], shown: ReadonlyMap<number, readonly string[]>, leaked: ReadonlySet<string>, tally: Tally): void {
  tally.secrets++;
  if (leaked.size === 0) tally.whole++;
  tally.leaked += leaked.size;
  for (const [turn, { words, secret: part }] of turns.entries()) {
    if (part) tally.digits += words.slice(part.from, part.to).filter((word) => SAYS_DIGIT.test(word)).length;
    else {
      tally.harmlessTurns++;
      if (shown.get(turn)?.some((text) => text.includes('••••'))) tally.falseSpans++;
    }
  }
}
