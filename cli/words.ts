/** Says a thing in the reader's language. */
export type Words = (en: string, zh: string) => string;

export type CliLanguage = 'zh' | 'en';

/** POSIX: LC_ALL goes before LC_MESSAGES before LANG; empty counts as not set. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): CliLanguage {
  return (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export const wordsIn = (language: CliLanguage): Words => (en, zh) => (language === 'zh' ? zh : en);
