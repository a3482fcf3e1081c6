import type { Ticket } from './model.ts';

/** What a ticket is found by besides its columns. */
export function marksOf({ tags, watchers, calls, parent, files = [] }: Pick<Ticket, 'tags' | 'watchers' | 'calls' | 'parent' | 'files'>): readonly string[] {
  return [...tags.map((one) => `tag:${one}`), ...watchers.map((one) => `watcher:${one}`), ...calls.map((one) => `call:${one}`), ...(parent === undefined ? [] : [`parent:${parent}`]), ...new Set(files.map(({ sha256 }) => `file:${sha256}`))];
}
