import { readFileSync } from 'node:fs';
import type { Language, Random } from '#core';
import { type Sound, soundOf, unlike } from './alike.ts';

/** Of a hundred errors so many are: another word of much the same sound, any other word, a word left out, a word put in. */
const SHARES = { alike: 65, any: 15, lost: 10, put: 10 } as const;
/** An error by sound is one of so many words of the vocabulary that sound most alike. */
const NEAREST = 5;

/** The 3,755 most used characters: level 1 of GB 2312, which stands in its code table in one block. */
function characters(): string[] {
  const decoder = new TextDecoder('gbk');
  const found: string[] = [];
  for (let row = 0xb0; row <= 0xd7; row++) for (let cell = 0xa1; cell <= 0xfe; cell++) found.push(decoder.decode(Uint8Array.of(row, cell)));
  return found.filter((text) => /^\p{Script=Han}$/u.test(text));
}

/** English words: those of this project's documentation on one day, kept, so that figures do not move with it. */
const words = (): string[] => readFileSync(new URL('vocabulary.txt', import.meta.url), 'utf8').trim().split(/\s+/u);

interface Vocabulary {
  readonly texts: readonly string[];
  readonly sounds: readonly { readonly text: string; readonly sound: Sound }[];
  readonly nearest: Map<string, readonly string[]>;
}

function vocabularyOf(texts: readonly string[]): Vocabulary {
  const sounds = texts.flatMap((text) => {
    const sound = soundOf(text);
    return sound ? [{ text, sound }] : [];
  });
  return { texts, sounds, nearest: new Map() };
}

const vocabularies: Partial<Record<Language, Vocabulary>> = {};
const vocabulary = (language: Language) => (vocabularies[language] ??= vocabularyOf(language === 'zh' ? characters() : words()));

/** What a recogniser with this rate of errors hears. */
export function recognised(tokens: readonly string[], language: Language, rate: number, random: Random): string[] {
  const known = vocabulary(language);
  const any = () => known.texts[random.int(known.texts.length)] ?? '';
  return tokens.flatMap((token) => {
    if (random.int(10_000) >= rate * 10_000) return [token];
    const dice = random.int(100);
    if (dice < SHARES.alike) return [soundsLike(token, known, random)];
    if (dice < SHARES.alike + SHARES.any) return [any()];
    return dice < SHARES.alike + SHARES.any + SHARES.lost ? [] : [token, any()];
  });
}

function soundsLike(token: string, known: Vocabulary, random: Random): string {
  let near = known.nearest.get(token);
  if (!near) {
    const sound = soundOf(token);
    const priced = sound ? known.sounds.filter(({ text }) => text !== token).map(({ text, sound: other }) => ({ text, price: unlike(sound, other) })) : [];
    near = priced.toSorted((a, b) => a.price - b.price).slice(0, NEAREST).map(({ text }) => text);
    known.nearest.set(token, near);
  }
  return near[random.int(Math.max(1, near.length))] ?? token;
}
