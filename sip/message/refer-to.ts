import { parseNameAddr } from './name-addr.ts';
import { splitList } from './split-list.ts';

/** Where a REFER asks to go, or the status it must be refused with. */
export type ReferTarget =
  | { readonly ok: true; readonly target: string }
  | { readonly ok: false; readonly code: number; readonly reason: string };

const refuse = (code: number, reason: string): ReferTarget => ({ ok: false, code, reason });

/** Judges a Refer-To header (RFC 3515 §2.1, §2.4.2): exactly one, a user to call, INVITE, no Replaces (RFC 3891). */
export function judgeReferTo(header: string | undefined): ReferTarget {
  const values = splitList(header ?? '');
  const [value] = values;
  if (value === undefined || values.length !== 1) return refuse(400, 'One Refer-To Needed');
  const address = parseNameAddr(value);
  if (!address) return refuse(400, 'Bad Refer-To');
  if (address.uri.user === '') return refuse(400, 'Refer-To Names Nobody');
  const method = (address.uri.params.get('method') ?? 'INVITE').toUpperCase();
  if (method !== 'INVITE') return refuse(501, 'Only INVITE Can Be Referred');
  if (address.uri.headers.has('replaces')) return refuse(501, 'Attended Transfer Not Supported');
  return { ok: true, target: address.uri.user };
}
