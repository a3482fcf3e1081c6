import { isIP } from 'node:net';

import type { Random } from '#core';

import type { InboundResponse } from '../control/control.ts';
import { answerChallenge } from '../digest/answer-challenge.ts';
import { encodeUser } from '../message/sip-uri.ts';

/** A telephone network that takes our calls to numbers. */
export interface TrunkAccount {
  /** Where INVITEs go: `sip:host`, with port and transport when they differ from 5060 and udp. */
  readonly uri: string;
  readonly username?: string;
  readonly password?: string;
  /** Our number as the other side shows it; default: that of the call. */
  readonly number?: string;
}

/** A user part is replaced by the number that is called. */
const URI = /^sips?:(?:[^@]*@)?(\[[^\]]+\]|[^:;?\s]+)(:\d+)?(;[^?\s]*)?$/i;

/** `sip:13800138000@host:port;params`; undefined when the trunk's URI cannot be read. */
export function numberAt({ uri }: TrunkAccount, number: string): string | undefined {
  const [, host, port = '', params = ''] = URI.exec(uri) ?? [];
  return host === undefined ? undefined : `sip:${encodeUser(number)}@${host}${port}${params}`;
}

/** The address audio is to be sent from is chosen by it; empty for a name. */
export function trunkAddress({ uri }: TrunkAccount): string {
  const host = URI.exec(uri)?.[1]?.replaceAll(/[[\]]/g, '') ?? '';
  return isIP(host) === 0 ? '' : host;
}

/** RFC 3261 §22: what an INVITE is sent again with; undefined when we cannot answer the challenge. */
export function credentialsFor({ username, password }: TrunkAccount, uri: string, response: InboundResponse, random: Random): Record<string, string> | undefined {
  if (username === undefined || password === undefined) return undefined;
  const byProxy = response.status === 407;
  const challenge = response.header(byProxy ? 'proxy-authenticate' : 'www-authenticate');
  const answer = challenge === undefined ? undefined : answerChallenge(challenge, { method: 'INVITE', uri, username, password }, random);
  return answer === undefined ? undefined : { [byProxy ? 'Proxy-Authorization' : 'Authorization']: answer };
}
