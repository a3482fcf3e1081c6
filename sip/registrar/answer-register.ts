import type { Clock } from '#core';

import type { InboundRequest } from '../control/control.ts';
import type { Authenticator } from '../digest/authenticator.ts';
import { oneLine } from '../message/header-text.ts';
import { judgeRequire } from '../message/judge-body.ts';
import { parseNameAddr } from '../message/name-addr.ts';
import { splitList } from '../message/split-list.ts';
import type { Binding } from './binding-table.ts';
import type { Registrar } from './registrar.ts';
import { readRegister } from './register-request.ts';

/** Answers a REGISTER (RFC 3261 §10.3): who signs in may change the contacts of his own account only. */
export function answerRegister(
  request: InboundRequest,
  door: { readonly authenticator: Authenticator; readonly registrar: Registrar; readonly clock: Clock },
): void {
  const refusal = judgeRequire(splitList(request.header('require') ?? ''));
  if (refusal) return request.reply(refusal.code, refusal.reason, refusal);
  const to = parseNameAddr(request.header('to') ?? '');
  if (!to || to.uri.scheme === 'tel' || to.uri.user === '') return request.reply(400, 'Bad To');
  const verdict = door.authenticator.verify({
    method: 'REGISTER',
    requestUri: request.uri,
    header: request.header('authorization'),
    sourceAddress: request.source.address,
    callId: request.callId,
    userAgent: request.header('user-agent'),
    transport: request.transport,
    as: 'registrar',
  });
  if (!verdict.ok) return request.reply(verdict.code, verdict.reason, { headers: verdict.headers });
  if (verdict.user !== to.uri.user) return request.reply(403, 'Not Your Account');
  const wanted = readRegister(request);
  if (!wanted) return request.reply(400, 'Bad Contact or CSeq');
  const outcome = door.registrar.register(verdict.user, wanted);
  if (outcome.ok) {
    const date = new Date(door.clock.wall()).toUTCString();
    return request.reply(200, undefined, { headers: { ...contactHeader(outcome.bindings, door.clock.now()), Date: date } });
  }
  const headers: Record<string, string> = {};
  if (outcome.minExpiresS !== undefined) headers['Min-Expires'] = String(outcome.minExpiresS);
  request.reply(outcome.code, outcome.reason, { headers });
}

/** A urn:uuid has 45 characters. */
const LONGEST_INSTANCE = 128;

/** Every current contact with the seconds it has left (RFC 3261 §10.3 step 8). */
function contactHeader(bindings: readonly Binding[], now: number): Record<string, string> {
  if (bindings.length === 0) return {};
  const contacts = bindings.map(({ contact, expiresAt }) => {
    const instance = contact.params.get('+sip.instance');
    const extra = instance === undefined || instance.length > LONGEST_INSTANCE ? '' : `;+sip.instance="${oneLine(instance)}"`;
    return `<${contact.uriText}>;expires=${Math.ceil((expiresAt - now) / 1000)}${extra}`;
  });
  return { Contact: contacts.join(', ') };
}
