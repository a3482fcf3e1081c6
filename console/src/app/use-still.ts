import { useSyncExternalStore } from 'react';

const wish = typeof matchMedia === 'undefined' ? undefined : matchMedia('(prefers-reduced-motion: reduce)');

/**
 * Whether this person asked their system for less motion (WCAG 2.2, 2.3.3). Menus then have to open without any: made merely
 * very short by a style, their motion is over before its end is waited for, and they stay outside the window.
 */
export const useStill = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      wish?.addEventListener('change', changed);
      return () => wish?.removeEventListener('change', changed);
    },
    () => wish?.matches ?? false,
  );
