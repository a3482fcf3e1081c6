import { createStore, useStore } from '../parts/store.ts';

export type Language = 'zh' | 'en';
export type Theme = 'light' | 'dark';

export interface Settings {
  readonly language: Language;
  readonly theme: Theme;
  /** The person chose the language in this browser; otherwise that of their account counts. */
  readonly languageChosen: boolean;
}

const LANGUAGE = 'huawu.language';
const THEME = 'huawu.theme';

export const settings = createStore<Settings>(read());

export function useSettings(): Settings {
  return useStore(settings);
}

export function chooseLanguage(language: Language): void {
  remember(LANGUAGE, language);
  settings.set((now) => ({ ...now, language, languageChosen: true }));
}

/** The language of the account, unless another was chosen in this browser. */
export function languageOfPerson(language: Language): void {
  settings.set((now) => (now.languageChosen || now.language === language ? now : { ...now, language }));
}

export function chooseTheme(theme: Theme): void {
  remember(THEME, theme);
  settings.set((now) => ({ ...now, theme }));
}

function read(): Settings {
  const language = stored(LANGUAGE);
  const theme = stored(THEME);
  const ours = language === 'zh' || language === 'en';
  return {
    language: ours ? language : preferredLanguage(),
    languageChosen: ours,
    theme: theme === 'light' || theme === 'dark' ? theme : preferredTheme(),
  };
}

function preferredLanguage(): Language {
  return typeof navigator === 'undefined' || navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function preferredTheme(): Theme {
  return typeof matchMedia !== 'undefined' && matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Private windows may forbid storage; then the choice lasts as long as the page. */
export function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // see stored()
  }
}
