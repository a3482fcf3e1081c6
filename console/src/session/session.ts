import type { Me } from '#contract';
import { createStore, useStore } from '../parts/store.ts';
import { settingsOfPerson } from '../settings/settings.ts';

/**
 * unknown ──GET /api/me──▶ in │ out      in ──401──▶ expired ──sign-in──▶ in      in │ expired ──sign-out──▶ out
 *
 * `expired` keeps the person: the page stays as it is and asks for the password over it.
 */
export type Session =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'out' }
  | { readonly kind: 'in'; readonly me: Me }
  | { readonly kind: 'expired'; readonly me: Me };

export const session = createStore<Session>({ kind: 'unknown' });

export function useSession(): Session {
  return useStore(session);
}

/** The person at the page; only inside pages behind sign-in. */
export function useMe(): Me {
  const now = useSession();
  if (now.kind === 'in' || now.kind === 'expired') return now.me;
  throw new Error('useMe is for pages behind sign-in');
}

export function signedIn(me: Me): void {
  settingsOfPerson(me.person);
  session.set({ kind: 'in', me });
}

export function signedOut(): void {
  session.set({ kind: 'out' });
}

/** The server no longer knows the session: ask again beside the work, without losing it. */
export function sessionEnded(): void {
  session.set((now) => (now.kind === 'in' ? { kind: 'expired', me: now.me } : now.kind === 'unknown' ? { kind: 'out' } : now));
}

export function csrfToken(): string | undefined {
  const now = session.get();
  return now.kind === 'in' ? now.me.csrf : undefined;
}
