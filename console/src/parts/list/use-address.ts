import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export type AddressChange = Readonly<Record<string, string | undefined>>;

/** What a page shows, kept in its address, so that it can be shared and gone back to. `step`: the back button undoes it. */
export function useAddress(): readonly [URLSearchParams, (change: AddressChange, step?: boolean) => void] {
  const [search, setSearch] = useSearchParams();
  const change = useCallback(
    (next: AddressChange, step = false) => setSearch((now) => changed(now, next), { replace: !step }),
    [setSearch],
  );
  return [search, change];
}

/** The address with these changes; what is undefined or empty is taken out. */
export function changed(now: URLSearchParams, change: AddressChange): URLSearchParams {
  const next = new URLSearchParams(now);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** The value if it is one of these, else the first of them: addresses are written by people, too. */
export function oneOf<T extends string>(value: string | null, known: readonly [T, ...T[]]): T {
  return known.find((each) => each === value) ?? known[0];
}

/** A query of the API; what is undefined is left out. */
export function queryOf(asked: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(asked).filter((entry): entry is [string, string | number] => entry[1] !== undefined && entry[1] !== '');
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}
