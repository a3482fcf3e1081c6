import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { literalsOf, placeholdersOf, tablesIn, usedKeys } from './testing/find-texts.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = (readdirSync(root, { recursive: true }) as string[]).filter((name) => /\.tsx?$/.test(name) && !/\.test\.ts$|testing\//.test(name)).map((name) => join(root, name));
const source = (file: string): string => readFileSync(file, 'utf8');
/** Keys may be names that the server or the phone give to a state. */
const names = [...['desk', 'floor', 'people', 'review'].map((name) => join(root, '../../api/contract', `${name}.ts`)), join(root, 'softphone/phone-state.ts'), join(root, 'softphone/microphone.ts')].map(source).join('\n');
const tables = files.filter((file) => file.endsWith('messages.ts'));
/** Chinese for faults; their English comes from the server. */
const faults = join(root, 'api/faults-zh.ts');

describe.each(tables.map((file) => ({ name: relative(root, file), file })))('$name', ({ file }) => {
  const { zh, en } = tablesIn(source(file));

  test('has the same keys in both languages, none of them empty', () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    expect(Object.entries({ ...zh, ...en }).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('names the same values in both languages', () => {
    const different = Object.keys(zh).filter((key) => placeholdersOf(zh[key] ?? '').join() !== placeholdersOf(en[key] ?? '').join());
    expect(different).toEqual([]);
  });

  test('has Chinese in the Chinese table and none in the English one', () => {
    // The button of the other language is named in that language.
    const english = Object.entries(en).filter(([key, text]) => /\p{Script=Han}/u.test(text) && key !== 'otherLanguage');
    expect(english).toEqual([]);
  });

  test('has no key that nobody uses', () => {
    // Tables belong to their folder, and to files that import them from elsewhere.
    const near = dirname(file);
    const users = files.filter((each) => each !== file && (each.startsWith(near) || source(each).includes(relative(root, file).split('/').slice(-2).join('/'))));
    const used = usedKeys([...users.map(source), names].join('\n'));
    expect(Object.keys(zh).filter((key) => !used.has(key))).toEqual([]);
  });
});

describe('a page', () => {
  test('shows no words that are not in a table', () => {
    const found = files.filter((file) => file.endsWith('.tsx')).flatMap((file) => literalsOf(source(file)).map((text) => `${relative(root, file)}: ${text}`));
    expect(found).toEqual([]);
  });

  test('has Chinese letters in tables only', () => {
    const found = files.filter((file) => !tables.includes(file) && file !== faults && /\p{Script=Han}/u.test(source(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''))).map((file) => relative(root, file));
    expect(found).toEqual([]);
  });

  test('never sets HTML as text', () => {
    const found = files.filter((file) => /dangerouslySetInnerHTML|\.innerHTML\b|insertAdjacentHTML|document\.write/.test(source(file))).map((file) => relative(root, file));
    expect(found).toEqual([]);
  });
});

describe('the finder itself', () => {
  test('sees words between tags and in attributes that are read', () => {
    expect(literalsOf('<b>Hello there</b>')).toEqual(['Hello there']);
    expect(literalsOf('<img alt="A dog" src="x.png" /><Input placeholder="Name" />')).toEqual(['A dog', 'Name']);
    expect(literalsOf("<b>{text('hello')}</b> <i>· ▾</i>")).toEqual([]);
  });
});
