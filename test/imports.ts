import { posix } from 'node:path';
import type { SourceFile } from './source-files.ts';

export interface Import {
  readonly from: SourceFile;
  /** As written. */
  readonly specifier: string;
  /** The file meant, from the root, for relative imports. */
  readonly target: string | undefined;
  /** Erased before it runs. */
  readonly typeOnly: boolean;
}

const STATEMENT = /^\s*(?:import|export)\s+(type\s+)?([^'"`;]*?)\s*from\s+'([^']+)'|^\s*import\s+'([^']+)'|\bimport\('([^']+)'\)/gm;

/** The imports and re-exports of a file. */
export function importsOf(from: SourceFile): Import[] {
  return [...from.text.matchAll(STATEMENT)].map(([, type, names = '', named, bare, dynamic]) => {
    const specifier = named ?? bare ?? dynamic ?? '';
    const target = specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(from.path), specifier)) : undefined;
    return { from, specifier, target, typeOnly: type !== undefined || allTypes(names) };
  });
}

/** `{ type A, type B }` */
function allTypes(names: string): boolean {
  const inside = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1];
  const parts = inside?.split(',').map((part) => part.trim()).filter((part) => part !== '') ?? [];
  return parts.length > 0 && parts.every((part) => part.startsWith('type '));
}

/** Circles of imports that remain at run time, each as a path that ends where it began. */
export function circles(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, target, typeOnly } of imports) if (target && !typeOnly) next.set(from.path, [...(next.get(from.path) ?? []), target]);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push([...trail.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of next.keys()) visit(path, []);
  return found;
}
