import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sourceFiles } from './source-files.ts';

test('docs/timeline.md names every type of event that calls record, and no other', () => {
  const page = readFileSync(join(root, 'docs', 'timeline.md'), 'utf8');
  const documented = [...page.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, names = '']) => [...names.matchAll(/`([a-z.-]+)`/g)].map(([, name]) => name));
  const calls = sourceFiles().filter(({ path, test: isTest }) => !isTest && (path.startsWith('calls/') || path === 'call-flow.ts'));
  const recorded = calls.flatMap(({ text }) => [...text.matchAll(/(?:record|tell)\((?:on \? '([a-z.]+)' : )?'([a-z-]+\.[a-z]+)'/g)].flatMap(([, one, other]) => [one, other]));
  const types = [...new Set(recorded.filter((type) => type !== undefined))].sort();
  expect(types.length).toBeGreaterThan(20);
  expect([...documented].sort()).toEqual(types);
});
