import { useCallback } from 'react';
import { createStore, useStore } from '../../../parts/store.ts';

/** What was written and not sent, by ticket; it outlives the page, not the tab. */
const unsent = createStore<Readonly<Record<string, string>>>({});

export function useUnsent(key: string): readonly [string, (text: string) => void] {
  const all = useStore(unsent);
  const set = useCallback((text: string) => unsent.set((now) => ({ ...now, [key]: text })), [key]);
  return [all[key] ?? '', set];
}

/** More words below what is there. */
export const unsentText = (before: string, more: string): string => (before.trim() === '' ? more : `${before.trimEnd()}\n\n${more}`);
