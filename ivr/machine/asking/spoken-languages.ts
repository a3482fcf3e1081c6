import type { Language } from '#core';
import type { AskingNode } from '../flow-state.ts';

/** What a language is called by those who want it; counts at a `language` node without being listed. */
export const LANGUAGE_NAMES: Readonly<Record<Language, Readonly<Record<Language, readonly string[]>>>> = {
  zh: { zh: ['中文', '普通话', '国语', '汉语'], en: ['chinese', 'mandarin'] },
  en: { zh: ['英文', '英语'], en: ['english'] },
};

/** Languages a question is listened to in, the caller's first if it is one: who chooses the language may speak any of them. */
export function languagesOf(node: AskingNode, spoken: Language): readonly Language[] {
  const chosen = node.type === 'language' ? Object.values(node.choices).flatMap((choice) => (choice ? [choice.language] : [])) : [];
  const wanted = new Set(node.speech?.languages ?? [spoken, ...chosen]);
  return [...wanted].toSorted((a, b) => Number(b === spoken) - Number(a === spoken));
}
