import type { Language } from '#core';
import type { FlowGrammar } from '../model.ts';
import { findPhrase, isShort } from './align.ts';
import { soundingLike } from './grammar-of.ts';
import { matchDigits } from './match-digits.ts';
import { type Unit, unitsOf } from './sounds.ts';

/** A recognised word; `confidence` 0–1, 1 when the engine gives none. */
export interface HeardWord {
  readonly text: string;
  readonly confidence?: number;
}

export type SpeechMatch =
  /** This choice and no other one; `sure` 0–1. */
  | { readonly kind: 'choice'; readonly key: string; readonly sure: number }
  /** Digits, where the grammar asks for them and no choice was said. */
  | { readonly kind: 'digits'; readonly digits: string; readonly sure: number }
  /** Something like these keys was said, the likeliest first: ask for keys instead of guessing. */
  | { readonly kind: 'unsure'; readonly keys: readonly string[] }
  /** Words that belong to no choice, or none at all. */
  | { readonly kind: 'no-match' };

/** Taken at once above it. */
const SURE = 0.72;
/** Below it nothing was said that is in the menu. */
const LIKELY = 0.45;
/** A second choice this close means that nobody can tell. */
export const CLOSE = 0.15;
/** What is said around a long phrase counts little against it. */
const TALK = 0.15;

/** Said around a choice without meaning one; the longer first. */
const CARRIERS: Readonly<Record<Language, readonly string[]>> = {
  zh: ['我想要', '我要', '我想', '选择', '请按', '请转', '谢谢', '那个', '就是', '按', '选', '请', '转', '找', '键', '号', '个', '吧', '的', '啊', '嗯', '呃', '那', '我'],
  en: ['i would like', 'i want', 'id like', 'please', 'press', 'select', 'option', 'number', 'choose', 'the', 'to', 'for', 'a', 'an', 'um', 'uh', 'er', 'its', 'thank you', 'thanks'],
};
const DENIALS: Readonly<Record<Language, readonly string[]>> = { zh: ['不要', '不是', '不', '别', '没'], en: ['not', 'no', 'dont', 'never'] };

const HAN = /\p{Script=Han}/u;

interface Candidate {
  readonly key: string;
  readonly score: number;
  readonly from: number;
  readonly until: number;
  readonly denied: boolean;
}

/** Which choice, or which digits, the words say; tolerant of homophones and near sounds, and unsure rather than wrong. */
export function matchSpeech(words: readonly HeardWord[], grammar: FlowGrammar, language: Language): SpeechMatch {
  const heard = heardUnits(words, language);
  const candidates = strongest(grammar.choices.map((choice) => {
    const ways = soundingLike(choice, language).map((phrase) => judge(choice.key, unitsOf(phrase), heard, language));
    return ways.reduce((best, way) => (way.score > best.score ? way : best), NOTHING(choice.key));
  }));
  const [first, second] = candidates;
  if (!first || first.score < LIKELY) return grammar.digits ? digitsMatch(heard, language) : { kind: 'no-match' };
  const close = second !== undefined && second.score >= LIKELY && first.score - second.score < CLOSE;
  if (first.score >= SURE && !close && !first.denied) return { kind: 'choice', key: first.key, sure: first.score };
  return { kind: 'unsure', keys: candidates.filter((each) => each.score >= LIKELY).map(({ key }) => key) };
}

function digitsMatch(heard: readonly Unit[], language: Language): SpeechMatch {
  const found = matchDigits(heard, language);
  if (!found) return { kind: 'no-match' };
  return found.sure >= SURE ? { kind: 'digits', ...found } : { kind: 'unsure', keys: [] };
}

const NOTHING = (key: string): Candidate => ({ key, score: 0, from: 0, until: 0, denied: false });

/** Neighbours are read together, for a character has its sound by the word it is in. */
function heardUnits(words: readonly HeardWord[], language: Language): Unit[] {
  if (language === 'en') return words.flatMap(({ text, confidence }) => unitsOf(text, confidence));
  const confidences = words.flatMap(({ text, confidence = 1 }) => unitsOf(text).map(() => confidence));
  return unitsOf(words.map(({ text }) => (HAN.test(text) ? text : ` ${text} `)).join('')).map((unit, i) => ({ ...unit, confidence: confidences[i] ?? 1 }));
}

function judge(key: string, phrase: readonly Unit[], heard: readonly Unit[], language: Language): Candidate {
  const { likeness, from, until } = findPhrase(phrase, heard);
  if (likeness < LIKELY) return NOTHING(key);
  const matched = heard.slice(from, until);
  const confidence = matched.reduce((sum, unit) => sum + unit.confidence, 0) / matched.length;
  const before = withoutCarriers(heard.slice(0, from), language);
  const others = before.length + withoutCarriers(heard.slice(until), language).length;
  const share = matched.length / (matched.length + others);
  // A lone syllable or a little word is anywhere in speech: it counts only when it is nearly all that was said.
  const alone = isShort(phrase) ? share : 1 - TALK * (1 - share);
  return { key, score: likeness * confidence * alone, from, until, denied: endsInDenial(before, language) };
}

/** By score; a choice found only inside a longer one (`support` in `technical support`) steps back. */
function strongest(candidates: readonly Candidate[]): readonly Candidate[] {
  const inside = (a: Candidate, b: Candidate) => a !== b && b.from <= a.from && b.until >= a.until && b.until - b.from > a.until - a.from && b.score >= SURE;
  return candidates
    .map((each) => (candidates.some((other) => inside(each, other)) ? { ...each, score: 0 } : each))
    .toSorted((a, b) => b.score - a.score);
}

function withoutCarriers(units: readonly Unit[], language: Language): readonly Unit[] {
  const rest: Unit[] = [];
  for (let i = 0; i < units.length; ) {
    const carrier = CARRIERS[language].map((text) => unitsOf(text)).find((c) => c.every((unit, k) => unit.text === units[i + k]?.text));
    const unit = units[i];
    if (unit && !carrier) rest.push(unit);
    i += carrier?.length ?? 1;
  }
  return rest;
}

function endsInDenial(before: readonly Unit[], language: Language): boolean {
  const text = before.map((unit) => unit.text).join(language === 'zh' ? '' : ' ');
  return DENIALS[language].some((denial) => (language === 'zh' ? text.endsWith(denial) : text.split(' ').at(-1) === denial));
}
