import type { PhoneKind } from '#sip';
import type { House } from '../house.ts';
import { ringsOf } from './agents-at-phones.ts';

/** The phone of an account that a call goes to. */
export interface PhoneToRing {
  readonly kind: PhoneKind;
  /** As its server sees it; the media address is chosen by it. */
  readonly address: string;
}

/** The phone to ring as far as this server alone can say; undefined when another one has to be asked. */
export function phoneHere(house: House, account: string): PhoneToRing | 'none' | undefined {
  const { sip } = house;
  const here = ringsOf(house, account);
  const there = sip.elsewhere?.kinds(account);
  if (here === 'phone' && there?.has('browser')) return undefined;
  if (here === undefined) return sip.elsewhere ? undefined : 'none';
  const address = sip.addressOf(account, here);
  return address === undefined ? 'none' : { kind: here, address };
}

/** The same rule over all servers: the page wherever it is registered, else the desk phone. */
export async function phoneAnywhere(house: House, account: string): Promise<PhoneToRing | 'none'> {
  const there = (await house.sip.elsewhere?.find(account)) ?? new Map<PhoneKind, string>();
  for (const kind of ['browser', 'phone'] as const) {
    const address = house.sip.addressOf(account, kind) ?? there.get(kind);
    if (address !== undefined) return { kind, address };
  }
  return 'none';
}
