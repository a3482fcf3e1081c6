/** Reads tables and pages as text: no test should depend on what a page imports. */

const ENTRY = /^\s*'?([\w/-]+)'?:\s*(?:\n\s*)?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`([^`]*)`),?$/gm;

export function tablesIn(source: string): { readonly zh: Record<string, string>; readonly en: Record<string, string> } {
  const zhAt = source.search(/^ {2}zh: \{/m);
  const enAt = source.search(/^ {2}en: \{/m);
  if (zhAt === -1 || enAt < zhAt) throw new Error('a table begins with `  zh: {` and goes on with `  en: {`');
  return { zh: entries(source.slice(zhAt, enAt)), en: entries(source.slice(enAt)) };
}

function entries(part: string): Record<string, string> {
  return Object.fromEntries([...part.matchAll(ENTRY)].map(([, key = '', a, b, c]) => [key, a ?? b ?? c ?? '']));
}

export function placeholdersOf(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();
}

/** Every quoted word: keys are also chosen by conditions, or come from the server's own names. */
export function usedKeys(source: string): ReadonlySet<string> {
  return new Set([...source.matchAll(/['"`]([\w/-]+)['"`]/g)].map(([, key = '']) => key));
}

/** Words between tags, and in attributes that people read. Marks and symbols alone are no words. */
export function literalsOf(source: string): readonly string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const between = [...code.matchAll(/>([^<>{}]*)(?:<\/|\{)/g)].map(([, text = '']) => text.trim());
  const attributes = [...code.matchAll(/\b(?:alt|title|placeholder|aria-label|label|description)="([^"]*)"/g)].map(([, text = '']) => text.trim());
  return [...between, ...attributes].filter((text) => /\p{L}{2,}/u.test(text) && !/[;=()`]|&&|=>/.test(text));
}
