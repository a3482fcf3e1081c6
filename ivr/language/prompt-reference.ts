import type { Language } from '#core';

/** Languages a flow can speak; the order is the one used in messages. */
export const LANGUAGES = ['zh', 'en'] as const satisfies readonly Language[];

/** A prompt as written in a flow: `welcome` follows the caller's language, `zh:welcome` pins one. */
export const PROMPT_REFERENCE = /^(?:(zh|en):)?([a-z0-9][a-z0-9-]*)$/;

/** What to look for: a sound's name and the language to look in first. */
export interface PromptName {
  readonly name: string;
  readonly language: Language;
}

/** Resolves a prompt of a `play` effect for a caller who hears `language`; a pinned prompt keeps its own language. */
export function promptRef(reference: string, language: Language): PromptName {
  const match = PROMPT_REFERENCE.exec(reference);
  const pinned = match?.[1];
  return {
    name: match?.[2] ?? reference,
    language: pinned === 'zh' || pinned === 'en' ? pinned : language,
  };
}
