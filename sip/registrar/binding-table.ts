import type { Millis } from '#core';

import type { PeerAddress } from '../control/control.ts';
import type { PhoneKind } from '../port.ts';
import type { NameAddr } from '../message/name-addr.ts';
import type { SipUri } from '../message/sip-uri.ts';
import { type RegisterRequest, readExpires } from './register-request.ts';

/** Where an account can be reached (RFC 3261 §10). */
export interface Binding {
  /** Same key = same contact: it replaces, it does not add. */
  readonly key: string;
  /** Same maker = the same phone, or the same page as long as nobody loads it anew. */
  readonly maker: string;
  readonly kind: PhoneKind;
  readonly contact: NameAddr;
  readonly callId: string;
  readonly cseq: number;
  readonly q: number;
  /** When this maker came; refreshing it changes nothing. */
  readonly since: Millis;
  readonly updatedAt: Millis;
  readonly expiresAt: Millis;
  /** Where the REGISTER really came from: calls go there, so that phones behind NAT ring. */
  readonly source: PeerAddress;
}

export interface RegistrarLimits {
  readonly minExpiresS: number;
  /** Also what is granted when the phone names no time. */
  readonly maxExpiresS: number;
  /** Contacts of one account; the one nearest its end gives way. */
  readonly contactsPerAccount: number;
  /** A browser whose connection broke may come back with the same contact for so long. */
  readonly graceMs: Millis;
}

export const REGISTRAR_LIMITS: RegistrarLimits = { minExpiresS: 60, maxExpiresS: 3600, contactsPerAccount: 10, graceMs: 5_000 };

export type RegisterOutcome =
  | { readonly ok: true; readonly bindings: readonly Binding[] }
  | { readonly ok: false; readonly code: number; readonly reason: string; readonly minExpiresS?: number };

/**
 * Applies a REGISTER to the bindings of its account: all contacts or none (RFC 3261 §10.3, steps 6 and 7).
 * Expired bindings are left out of the result, and of browsers all but those of the last REGISTER: a page loaded anew
 * cannot end the contact of the one it replaces.
 */
export function applyRegister(
  before: readonly Binding[],
  request: RegisterRequest,
  now: Millis,
  limits: RegistrarLimits = REGISTRAR_LIMITS,
): RegisterOutcome {
  const live = unexpired(before, now);
  if (request.contacts === 'all') return removeAll(live, request);
  if (request.contacts.length > limits.contactsPerAccount) return tooMany;
  let bindings = live;
  for (const contact of request.contacts) {
    const seconds = grantedSeconds(contact, request, limits);
    if (seconds > 0 && seconds < limits.minExpiresS) {
      return { ok: false, code: 423, reason: 'Interval Too Brief', minExpiresS: limits.minExpiresS };
    }
    const key = contactKey(contact);
    const old = live.find((binding) => binding.key === key);
    if (old && isOutOfOrder(old, request)) return outOfOrder;
    bindings = bindings.filter((binding) => binding.key !== key);
    if (seconds > 0) bindings = [...bindings, bind(key, contact, request, now, now + seconds * 1000, old)];
  }
  return { ok: true, bindings: fittest(withoutSuperseded(bindings, request), limits.contactsPerAccount) };
}

export function unexpired(bindings: readonly Binding[], now: Millis): readonly Binding[] {
  return bindings.filter((binding) => binding.expiresAt > now);
}

const tooMany: RegisterOutcome = { ok: false, code: 403, reason: 'Too Many Contacts' };
const outOfOrder: RegisterOutcome = { ok: false, code: 500, reason: 'CSeq Out Of Order' };

/** `Contact: *` is only for removing everything (RFC 3261 §10.2.2, §10.3 step 6). */
function removeAll(live: readonly Binding[], request: RegisterRequest): RegisterOutcome {
  if (request.expires !== 0) return { ok: false, code: 400, reason: 'Contact * Needs Expires 0' };
  if (live.some((binding) => isOutOfOrder(binding, request))) return outOfOrder;
  return { ok: true, bindings: [] };
}

/** RFC 3261 §10.3 step 7: with the same Call-ID only a higher CSeq may change a binding. */
function isOutOfOrder(binding: Binding, request: RegisterRequest): boolean {
  return binding.callId === request.callId && request.cseq <= binding.cseq;
}

function grantedSeconds(contact: NameAddr, request: RegisterRequest, limits: RegistrarLimits): number {
  const own = contact.params.get('expires');
  const wanted = own === undefined ? (request.expires ?? limits.maxExpiresS) : readExpires(own);
  return Math.min(wanted, limits.maxExpiresS);
}

function bind(key: string, contact: NameAddr, request: RegisterRequest, now: Millis, expiresAt: Millis, old?: Binding): Binding {
  const { callId, cseq, source, kind } = request;
  const maker = `${contact.params.get('+sip.instance') ?? ''} ${contact.uri.user}`;
  const since = old?.maker === maker ? old.since : now;
  const q = Number(contact.params.get('q') ?? 1);
  return { key, maker, kind, contact, callId, cseq, source, since, updatedAt: now, expiresAt, q: q >= 0 && q <= 1 ? q : 1 };
}

function withoutSuperseded(bindings: readonly Binding[], { callId, kind, cseq }: RegisterRequest): readonly Binding[] {
  const isNew = (binding: Binding) => binding.callId === callId && binding.cseq === cseq;
  if (kind !== 'browser' || !bindings.some(isNew)) return bindings;
  return bindings.filter((binding) => binding.kind !== 'browser' || isNew(binding));
}

/** An instance with a flow number is one contact whatever its address (RFC 5626 §6); else the URI decides (RFC 3261 §19.1.4). */
function contactKey({ params, uri }: NameAddr): string {
  const instance = params.get('+sip.instance');
  const flow = params.get('reg-id');
  if (instance && flow) return `${instance} ${flow}`;
  return [uri.scheme, uri.user, uri.host, effectivePort(uri), uri.params.get('transport')?.toLowerCase() ?? ''].join(' ');
}

function effectivePort(uri: SipUri): number {
  return uri.port ?? (uri.scheme === 'sips' ? 5061 : 5060);
}

function fittest(bindings: readonly Binding[], most: number): readonly Binding[] {
  if (bindings.length <= most) return bindings;
  return [...bindings].sort((a, b) => b.expiresAt - a.expiresAt || b.updatedAt - a.updatedAt).slice(0, most);
}
