import { createStore, useStore } from '../parts/store.ts';

export type Language = 'zh' | 'en';
export type Theme = 'light' | 'dark';

export interface Settings {
  readonly language: Language;
  readonly theme: Theme;
}

/** What a person chose on the page and the account does not know yet. */
export type Choice = Partial<Settings>;

const LANGUAGE = 'huawu.language';
const THEME = 'huawu.theme';

export const settings = createStore<Settings>(read());
/** Chosen since the page was loaded and not kept with the account yet: the last word of whoever sits here. */
export const unkept = createStore<Choice>({});

export function useSettings(): Settings {
  return useStore(settings);
}

export function chooseLanguage(language: Language): void {
  remember(LANGUAGE, language);
  settings.set((now) => ({ ...now, language }));
  unkept.set((now) => ({ ...now, language }));
}

export function chooseTheme(theme: Theme): void {
  remember(THEME, theme);
  settings.set((now) => ({ ...now, theme }));
  unkept.set((now) => ({ ...now, theme }));
}

/** Language and theme of the account, unless others were chosen on this page. The browser remembers them for the sign-in page. */
export function settingsOfPerson({ language, theme }: { readonly language: Language; readonly theme?: Theme }): void {
  const chosen = unkept.get();
  if (chosen.language === undefined) remember(LANGUAGE, language);
  if (chosen.theme === undefined && theme !== undefined) remember(THEME, theme);
  settings.set((now) => ({ language: chosen.language ?? language, theme: chosen.theme ?? theme ?? now.theme }));
}

/** The account knows these now. */
export function kept(choice: Choice): void {
  unkept.set((now) => ({
    ...(now.language !== undefined && now.language !== choice.language && { language: now.language }),
    ...(now.theme !== undefined && now.theme !== choice.theme && { theme: now.theme }),
  }));
}

function read(): Settings {
  const language = stored(LANGUAGE);
  const theme = stored(THEME);
  return {
    language: language === 'zh' || language === 'en' ? language : preferredLanguage(),
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
