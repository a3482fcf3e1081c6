import type { Refusal } from './judge-body.ts';
import { splitList } from './split-list.ts';

/** RFC 4028 §5: no session may be shorter; below it the SIP server would arm another time than the one granted. */
const SHORTEST_S = 90;

type Headers = Readonly<Record<string, string>>;

/**
 * The part of a 2xx that grants the session timer an INVITE or UPDATE asks for (RFC 4028 §9); the SIP server keeps the timer.
 * Who asks and names nobody refreshes himself. Nothing is granted to who does not know session timers (a proxy asked for him).
 */
export function grantedTimer(request: { header(name: string): string | undefined }): Headers {
  const asked = sessionAsked(request);
  if (!asked || asked.seconds < SHORTEST_S) return {};
  const expires = `${asked.seconds};refresher=${asked.refresher}`;
  // §9: so that the caller knows that his refreshes are counted on.
  return asked.refresher === 'uac' ? { 'Session-Expires': expires, Require: 'timer' } : { 'Session-Expires': expires };
}

/** A session too short to be kept is refused with what would do (RFC 4028 §9); in a call the SIP server does it. */
export function judgeSession(request: { header(name: string): string | undefined }): Refusal | undefined {
  const asked = sessionAsked(request);
  if (!asked || asked.seconds >= SHORTEST_S) return undefined;
  return { code: 422, reason: 'Session Interval Too Small', headers: { 'Min-SE': String(SHORTEST_S) } };
}

/** What a request of somebody who supports session timers asks for (RFC 4028 §4). */
function sessionAsked(request: { header(name: string): string | undefined }) {
  const value = /^\s*(\d{1,9})\s*(;.*)?$/s.exec(request.header('session-expires') ?? '');
  const knows = ['supported', 'require'].some((name) => listsTimer(request.header(name) ?? ''));
  if (!value || !knows) return undefined;
  const refresher = /;\s*refresher\s*=\s*uas/i.test(value[2] ?? '') ? 'uas' : 'uac';
  return { seconds: Number(value[1]), refresher };
}

const listsTimer = (list: string): boolean => splitList(list).some((name) => name.toLowerCase() === 'timer');
