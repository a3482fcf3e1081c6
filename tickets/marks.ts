import type { Ticket } from './model.ts';

/** What a ticket is found by besides its columns. */
export function marksOf({ tags, watchers, calls, parent }: Pick<Ticket, 'tags' | 'watchers' | 'calls' | 'parent'>): readonly string[] {
  return [...tags.map((one) => `tag:${one}`), ...watchers.map((one) => `watcher:${one}`), ...calls.map((one) => `call:${one}`), ...(parent === undefined ? [] : [`parent:${parent}`])];
}
