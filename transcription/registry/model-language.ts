import type { Language } from '#core';

/** Parts of model names by which their publishers mark the language (`vosk-model-small-cn-0.22`, `vosk-model-en-us-0.22`). */
const MARKS: readonly (readonly [string, Language])[] = [
  ['zh', 'zh'],
  ['cn', 'zh'],
  ['en', 'en'],
];

/** The language a model folder's name suggests. */
export function languageOfName(name: string): Language | undefined {
  const parts = name.toLowerCase().split(/[-_. ]/);
  return MARKS.find(([mark]) => parts.includes(mark))?.[1];
}
