import type { Call } from '../call.ts';

/** Accounts of the call-us page (`POST /api/call-us`). */
const VISITOR = /^guest-[0-9a-f]*?([0-9a-f]{1,6})$/;
const NAMES = { zh: '访客', en: 'Visitor' };

/** Who calls, as the agent's phone shows it; a visitor of the page has a name and a short number, the same as on the console's pages. */
export function callerId({ caller, language }: Pick<Call, 'caller' | 'language'>): { readonly user: string; readonly display: string } {
  const { from: user = 'anonymous', display = '' } = caller ?? {};
  const [, digits] = VISITOR.exec(user) ?? [];
  if (display !== '' || digits === undefined) return { user, display };
  return { user, display: `${NAMES[language]} ${String(Number.parseInt(digits, 16) % 10_000).padStart(4, '0')}` };
}
