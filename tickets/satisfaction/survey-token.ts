import { createHmac, timingSafeEqual } from 'node:crypto';
import type { EpochMillis } from '#core';

/** What a link is for; good for nothing else. */
export interface SurveyLink {
  readonly ticket: string;
  readonly resolution: number;
  readonly expiresAt: EpochMillis;
}

const SECOND_MS = 1_000;
const FORM = /^([1-9]\d{9})\.([0-9a-z]{1,6})\.([0-9a-z]{1,8})\.([\w-]{22})$/;

/** `<ticket>.<resolution>.<expires>.<signature>`, numbers in base 36, 128 bits of HMAC-SHA-256. */
export function surveyToken({ ticket, resolution, expiresAt }: SurveyLink, key: string): string {
  const said = `${ticket}.${resolution.toString(36)}.${Math.floor(expiresAt / SECOND_MS).toString(36)}`;
  return `${said}.${signature(said, key)}`;
}

/** What a token is for; `expired` ones are told apart, so that the page can say so. */
export function readSurveyToken(token: string, key: string, now: EpochMillis): SurveyLink | 'expired' | undefined {
  const [, ticket, resolution = '', expires = '', signed = ''] = FORM.exec(token) ?? [];
  if (ticket === undefined) return undefined;
  const right = Buffer.from(signature(`${ticket}.${resolution}.${expires}`, key));
  if (!timingSafeEqual(right, Buffer.from(signed))) return undefined;
  const expiresAt = Number.parseInt(expires, 36) * SECOND_MS;
  return expiresAt < now ? 'expired' : { ticket, resolution: Number.parseInt(resolution, 36), expiresAt };
}

const signature = (said: string, key: string): string => createHmac('sha256', key).update(`ticket-survey\n${said}`).digest('base64url').slice(0, 22);
