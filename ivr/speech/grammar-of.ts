import type { Language } from '#core';
import type { FlowGrammar, SpokenChoice } from '../model.ts';
import { HEARD_AS, SPOKEN_KEYS, digitPhrases } from './spoken-digits.ts';

const HAN = /\p{Script=Han}/u;

/**
 * All a caller may say for a choice: what the administrator wrote in this language (a phrase with a Chinese character is
 * Chinese), and the name of its key.
 */
export function phrasesOf({ key, phrases }: SpokenChoice, language: Language): readonly string[] {
  const written = phrases.filter((phrase) => HAN.test(phrase) === (language === 'zh'));
  return [...new Set([...written, ...(SPOKEN_KEYS[language][key] ?? [])])];
}

/** The same, with words a recogniser may write for a key (`to` for two). */
export function soundingLike(choice: SpokenChoice, language: Language): readonly string[] {
  const written = Object.keys(HEARD_AS).filter((word) => HEARD_AS[word] === choice.key);
  return [...phrasesOf(choice, language), choice.key, ...written];
}

/** Around a choice people say more: `press one`, `我要人工`. */
const BEFORE: Readonly<Record<Language, readonly string[]>> = { zh: ['按', '选', '请转', '我要'], en: ['press', 'option', 'i want'] };
const AFTER: Readonly<Record<Language, readonly string[]>> = { zh: ['吧'], en: ['please'] };

/**
 * The phrases a recogniser should listen for (see `StreamOptions.grammar` of transcription, which parts Chinese into the
 * words of its model and drops what the model lacks). In an order that does not change; no phrase twice.
 */
export function grammarOf(grammar: FlowGrammar, language: Language): readonly string[] {
  const phrases = grammar.choices.flatMap((choice) => phrasesOf(choice, language));
  const around = phrases.flatMap((phrase) => [...BEFORE[language].map((word) => `${word} ${phrase}`), ...AFTER[language].map((word) => `${phrase} ${word}`)]);
  return [...new Set([...phrases, ...around, ...(grammar.digits ? digitPhrases(language) : [])])];
}
