import { useCallback } from 'react';
import type { Language } from '../settings/settings.ts';
import { useSettings } from '../settings/settings.ts';

/** The same keys in both languages; `{name}` in a text is replaced by the value of that name. */
export interface Messages<K extends string> {
  readonly zh: Readonly<Record<K, string>>;
  readonly en: Readonly<Record<K, string>>;
}

export type Values = Readonly<Record<string, string | number>>;
export type Text<K extends string> = (key: K, values?: Values) => string;

/** Both tables have exactly the same keys, or TypeScript says which is missing. */
export function defineMessages<K extends string>(tables: { zh: Record<K, string>; en: Record<NoInfer<K>, string> }): Messages<K> {
  return tables;
}

export function textOf<K extends string>(messages: Messages<K>, language: Language, key: K, values: Values = {}): string {
  return messages[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? formatNumber(value, language) : isolated(value);
  });
}

/** Letters from right to left, and the marks that turn text around (Unicode 17, Bidi_Class R, AL and explicit ones). */
const TURNS = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/u;

/** A name from outside within a sentence: U+2068 and U+2069 keep its direction to itself (UAX #9 §2.4), as `bdi` does in HTML. */
export function isolated(value: string): string {
  return TURNS.test(value) ? `\u2068${value.replaceAll(/[\u2066-\u2069]/g, '')}\u2069` : value;
}

/** `const text = useText(messages); text('waiting', { count: 3 })` in the language chosen now. */
export function useText<K extends string>(messages: Messages<K>): Text<K> {
  const { language } = useSettings();
  return useCallback((key: K, values?: Values) => textOf(messages, language, key, values), [messages, language]);
}

/** For texts that come from the server in both languages. */
export function useOwn(): (text: { readonly zh: string; readonly en: string }) => string {
  const { language } = useSettings();
  return useCallback((text) => text[language], [language]);
}

const locales = { zh: 'zh-CN', en: 'en-US' } as const;

export function localeOf(language: Language): string {
  return locales[language];
}

function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits: 2 }).format(value);
}
