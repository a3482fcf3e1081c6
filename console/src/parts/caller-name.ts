import { useCallback } from 'react';
import { messages } from '../i18n/messages.ts';
import { useText } from '../i18n/use-text.ts';

/** Accounts of the call-us page. */
const VISITOR = /^guest-[0-9a-f]*?([0-9a-f]{1,6})$/;

/** Four digits for a visitor of the call-us page, the same on every page and on desk phones (calls/queue/caller-id.ts); undefined for other callers. */
export function visitorNumber(number: string): string | undefined {
  const [, digits] = VISITOR.exec(number) ?? [];
  return digits === undefined ? undefined : String(Number.parseInt(digits, 16) % 10_000).padStart(4, '0');
}

/** Who calls, in words: the name they gave, a visitor with a short number, or the telephone number. */
export function useCallerName(): (number: string, display?: string) => string {
  const text = useText(messages);
  return useCallback(
    (number, display = '') => {
      if (display !== '' && display !== number) return display;
      const visitor = visitorNumber(number);
      return visitor === undefined ? number : text('visitor', { number: visitor });
    },
    [text],
  );
}
