import { createContext, useContext } from 'react';
import type { Opened } from './model/contacts.ts';

/** Opens what is behind a number. */
export const Opening = createContext<(opened: Opened) => void>(() => undefined);

export function useOpening(): (opened: Opened) => void {
  return useContext(Opening);
}
