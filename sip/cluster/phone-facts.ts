import type { PhoneKind, Sip } from '../port.ts';

/** One account's phones at one server, as the register keeps them. */
export type PhoneFact = Partial<Record<PhoneKind, { readonly address: string; readonly since: number }>>;

export const factKey = (account: string) => `phone/${account}`;

/** Undefined without a phone. `since` stays while the kind stays registered, unless the phone is fresh. */
export function phoneFact(sip: Pick<Sip, 'phonesOf' | 'addressOf'>, account: string, before: PhoneFact, now: number, fresh: boolean): PhoneFact | undefined {
  const phones = sip.phonesOf(account);
  if (!phones) return undefined;
  const fact: PhoneFact = {};
  for (const kind of phones.kinds) {
    const isFresh = fresh && kind === phones.newest;
    fact[kind] = { address: sip.addressOf(account, kind) ?? '', since: isFresh ? now : (before[kind]?.since ?? now) };
  }
  return fact;
}

export interface FoundPhone {
  readonly node: string;
  readonly kind: PhoneKind;
  readonly address: string;
  readonly since: number;
}

/** Newest of each kind. What cannot be read is no phone. */
export function newestPhones(facts: readonly { readonly node: string; readonly value: string }[]): ReadonlyMap<PhoneKind, FoundPhone> {
  const newest = new Map<PhoneKind, FoundPhone>();
  for (const { node, value } of facts) {
    for (const [kind, phone] of Object.entries(readFact(value)) as [PhoneKind, { address: string; since: number }][]) {
      if (phone.since > (newest.get(kind)?.since ?? -Infinity)) newest.set(kind, { node, kind, ...phone });
    }
  }
  return newest;
}

function readFact(value: string): PhoneFact {
  try {
    return JSON.parse(value) as PhoneFact;
  } catch {
    return {};
  }
}
