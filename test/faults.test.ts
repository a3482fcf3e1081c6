import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PERMISSIONS } from '#access';
import { root, sourceFiles } from './source-files.ts';

/** Dotted names that are types of timeline events, not faults: what is recorded, and what the store folds. */
const RECORDED = /(?:record\(|case )\s*'([a-z]+\.[a-z-]+)'|\.type === '([a-z]+\.[a-z-]+)'/g;
const folder = join(root, 'docs', 'faults');
const pages = readdirSync(folder).filter((file) => file.endsWith('.md'));
const documented = pages.flatMap((page) => [...readFileSync(join(folder, page), 'utf8').matchAll(/^\| `([a-z-]+\.[a-z0-9-]+)` \|/gm)].map((match) => match[1] ?? ''));

/** Codes as they stand in the source: given to a Fault, or any literal that begins with the name of a room. */
function codesInSource(): Map<string, string> {
  const rooms = [...new Set(['sip-server', 'start', ...pages.map((page) => page.slice(0, -3)), ...documented.map((code) => code.split('.')[0] ?? '')])];
  const literal = new RegExp(`'((?:${rooms.join('|')})\\.[a-z][a-z0-9-]*)'`, 'g');
  const codes = new Map<string, string>();
  const events = new Set(sourceFiles().flatMap(({ text }) => [...text.matchAll(RECORDED)].map((match) => match[1] ?? match[2] ?? '')));
  // Names of permissions are dotted, too.
  for (const permission of PERMISSIONS) events.add(permission);
  for (const { path, text } of sourceFiles().filter((file) => !file.test)) {
    const code = text.replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, '');
    const given = [...code.matchAll(/new Fault\(\s*'([^']+)'/g), ...code.matchAll(literal)];
    for (const [, name = ''] of given) if (!events.has(name) && !/\.(ts|md|yaml|json|wav)$/.test(name)) codes.set(name, path);
  }
  return codes;
}

describe('docs/faults', () => {
  const inSource = codesInSource();

  it('lists every code that the source can give', () => {
    expect([...inSource].filter(([code]) => !documented.includes(code)).map(([code, path]) => `${code} (${path})`)).toEqual([]);
  });
  it('lists no code that the source cannot give', () => {
    expect(documented.filter((code) => !inSource.has(code))).toEqual([]);
  });
  it('lists no code twice', () => {
    expect(documented.filter((code, index) => documented.indexOf(code) !== index)).toEqual([]);
  });
  it('has each page named in docs/faults.md', () => {
    const index = readFileSync(join(root, 'docs', 'faults.md'), 'utf8');
    expect(pages.filter((page) => !index.includes(`(faults/${page})`))).toEqual([]);
  });
});
