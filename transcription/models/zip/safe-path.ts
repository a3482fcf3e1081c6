/** No model has deeper folders or longer names. */
const MOST_DEPTH = 12;
const MOST_CHARACTERS = 300;

/** The name of an archive's entry as a relative path that stays inside; undefined when it would not (zip slip) or is none. */
export function safePath(name: string): string | undefined {
  // oxlint-disable-next-line no-control-regex -- such names are what is looked for
  if (name === '' || name.length > MOST_CHARACTERS || /[\u0000-\u001f\\:]/u.test(name) || name.startsWith('/')) return undefined;
  const parts = name.replace(/\/$/u, '').split('/');
  const wrong = parts.length > MOST_DEPTH || parts.some((part) => part === '' || part === '.' || part === '..' || part !== part.trim());
  return wrong ? undefined : parts.join('/');
}
