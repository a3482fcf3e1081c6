import type { PeerAddress } from '../control/control.ts';
import type { PhoneKind } from '../port.ts';
import { type NameAddr, parseNameAddr } from '../message/name-addr.ts';
import { splitList } from '../message/split-list.ts';

/** A REGISTER, read and checked for form (RFC 3261 §10.2). */
export interface RegisterRequest {
  readonly callId: string;
  readonly cseq: number;
  /** `all` = `Contact: *`; empty = only asking. */
  readonly contacts: 'all' | readonly NameAddr[];
  /** Seconds of the Expires header. */
  readonly expires?: number;
  readonly source: PeerAddress;
  readonly kind: PhoneKind;
}

/** RFC 3261 §20.10: a malformed expires counts as one hour. */
const MALFORMED_EXPIRES_S = 3600;

/** A drachtio-server cuts the start line `INVITE contact SIP/2.0` after 512 bytes. */
const LONGEST_CONTACT = 480;

/** Reads the headers of a REGISTER; undefined when CSeq or a Contact is malformed (400). */
export function readRegister(message: {
  header(name: string): string | undefined;
  readonly callId: string;
  readonly source: PeerAddress;
  readonly transport: string;
}): RegisterRequest | undefined {
  const cseq = Number(/^(\d{1,10})\s/.exec(message.header('cseq') ?? '')?.[1]);
  if (!Number.isInteger(cseq)) return undefined;
  const header = message.header('contact') ?? '';
  const expiresText = message.header('expires');
  const expires = expiresText === undefined ? {} : { expires: readExpires(expiresText) };
  const kind: PhoneKind = message.transport === 'ws' || message.transport === 'wss' ? 'browser' : 'phone';
  const same = { callId: message.callId, cseq, source: message.source, kind, ...expires };
  if (header.trim() === '*') return { ...same, contacts: 'all' };
  const contacts = splitList(header).map(parseNameAddr);
  if (contacts.some((contact) => contact === undefined || contact.uriText.length > LONGEST_CONTACT)) return undefined;
  return { ...same, contacts: contacts.filter((contact) => contact !== undefined) };
}

export function readExpires(text: string): number {
  return /^\d{1,10}$/.test(text.trim()) ? Number(text) : MALFORMED_EXPIRES_S;
}
