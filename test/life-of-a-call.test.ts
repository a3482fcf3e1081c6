import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

test('every path named in the life of a call exists', () => {
  const text = readFileSync(join(root, 'docs', 'life-of-a-call.md'), 'utf8');
  const paths = [...text.matchAll(/`([\w./-]+(?:\.ts|\.yaml|\/))`/g)].map(([, path]) => path ?? '');
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
