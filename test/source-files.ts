import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** Folders that hold no source of ours. */
const SKIPPED = ['node_modules', 'data', 'coverage', 'dist'];

export interface SourceFile {
  /** From the root of the project, with slashes. */
  readonly path: string;
  readonly text: string;
  /** A test, or something only tests use. */
  readonly test: boolean;
}

let found: SourceFile[] | undefined;

/** Every TypeScript file of the project. */
export function sourceFiles(): readonly SourceFile[] {
  found ??= walk(root)
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8'), test: isTest(path) }));
  return found;
}

function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || /(^|\/)(test|testing|bench|demo|scripts)\//.test(path);
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || SKIPPED.includes(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [relative(root, path).split(sep).join('/')];
  });
}
