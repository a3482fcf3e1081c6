import type { Bindings } from './bindings.ts';
import { type SipText, begunByServer, readSip, splitFrame } from './sip-text.ts';

/** Headers whose value is an address that may be written with or without angle brackets (RFC 3261 §20). */
const ADDRESSES = new Set(['from', 'to', 'contact', 'p-asserted-identity']);
/** Random numbers of the real server have more digits than those peers choose. */
const FEWEST_RANDOM_DIGITS = 6;

/** What differs between a recorded SIP message and the live one, in words; empty when they agree. */
export function compareSip(recorded: string, live: string, bindings: Bindings, travelsOutward: boolean): string[] {
  const expected = readSip(recorded);
  const actual = readSip(live);
  const differences: string[] = [];
  if (!bindings.unify(expected.callId, actual.callId)) {
    differences.push(`Call-ID: expected ${bindings.liveOf(expected.callId)}, got ${actual.callId}`);
  }
  const startLine = bindings.toLive(expected.startLine);
  if (startLine !== actual.startLine) differences.push(`first line: expected «${startLine}», got «${actual.startLine}»`);
  const shifted = begunByServer(expected.isRequest, travelsOutward);
  differences.push(...compareHeaders(expected, actual, bindings, shifted));
  const body = bindings.toLive(expected.body);
  if (body !== actual.body) differences.push(`body: expected ${JSON.stringify(body)}, got ${JSON.stringify(actual.body)}`);
  return differences;
}

function compareHeaders(expected: SipText, actual: SipText, bindings: Bindings, shifted: boolean): string[] {
  const differences: string[] = [];
  const wanted = byName(expected);
  const found = byName(actual);
  for (const name of new Set([...wanted.keys(), ...found.keys()])) {
    const want = wanted.get(name) ?? [];
    const got = found.get(name) ?? [];
    const spelling = want[0]?.[0];
    if (want.length !== got.length) {
      const shown = (list: Header[]) => (list.length ? list.map(([key, v]) => `${key}: ${v}`).join(' / ') : 'none');
      differences.push(`header ${spelling ?? name}: expected ${shown(want)}, got ${shown(got)}`);
      continue;
    }
    for (const [i, [key, value]] of want.entries()) {
      const [liveKey, liveValue] = got[i] ?? ['', ''];
      if (key !== liveKey) differences.push(`header name: expected ${key}, got ${liveKey}`);
      if (!sameValue(name, value, liveValue, { expected, actual, bindings, shifted })) {
        differences.push(`header ${key}: expected ${bindings.toLive(value)}, got ${liveValue}`);
      }
    }
  }
  return differences;
}

type Header = readonly [name: string, value: string];

function byName(sip: SipText): Map<string, Header[]> {
  return Map.groupBy(sip.headers, ([name]) => name.toLowerCase());
}

interface Context {
  readonly expected: SipText;
  readonly actual: SipText;
  readonly bindings: Bindings;
  readonly shifted: boolean;
}

function sameValue(name: string, value: string, live: string, context: Context): boolean {
  const { bindings, actual } = context;
  switch (name) {
    case 'call-id':
      return true; // compared once, above
    case 'content-length':
      return live === String(Buffer.byteLength(actual.body));
    case 'cseq':
      return sameNumbers(value, live, context);
    case 'rack':
      return sameNumbers(value.slice(value.indexOf(' ') + 1), live.slice(live.indexOf(' ') + 1), context) &&
        sameRSeq(value.split(' ')[0] ?? '', live.split(' ')[0] ?? '', bindings);
    case 'rseq':
      return sameRSeq(value, live, bindings);
    case 'via':
      return unifyText(withPort(value), withPort(live), bindings);
    default:
      return unifyText(tidy(name, value), tidy(name, live), bindings);
  }
}

/** `<number> <method>`; the number is shifted when the server chose it. */
function sameNumbers(value: string, live: string, { bindings, expected, shifted }: Context): boolean {
  const [number, method] = value.split(' ');
  const [liveNumber, liveMethod] = live.split(' ');
  if (method !== liveMethod) return false;
  return shifted ? bindings.unifyCSeq(expected.callId, Number(number), Number(liveNumber)) : number === liveNumber;
}

function sameRSeq(value: string, live: string, bindings: Bindings): boolean {
  return value.length < FEWEST_RANDOM_DIGITS ? value === live : /^\d+$/.test(live) && bindings.unify(value, live);
}

/** A sent-by without a port means 5060 (RFC 3261 §18.1.1). */
const withPort = (via: string): string => via.replace(/^(SIP\/2\.0\/\w+ [\d.]+)(?=;|$)/, '$1:5060');

/** Same text once tags and branches are put in correspondence. */
export function unifyText(value: string, live: string, bindings: Bindings): boolean {
  const opaque = /((?:branch|tag)=)([^;,>\s"]+)/;
  const want = value.split(opaque);
  const got = live.split(opaque);
  if (want.length !== got.length) return false;
  return want.every((part, i) => {
    const other = got[i] ?? '';
    if (i % 3 !== 2) return bindings.toLive(part) === other;
    return bindings.unify(part, other);
  });
}

/** Spaces around separators, and `sip:x` for `<sip:x>`, are matters of taste. */
function tidy(name: string, value: string): string {
  const spaced = value
    .split(/("(?:[^"\\]|\\.)*")/)
    .map((part, i) => (i % 2 ? part : part.replace(/\s*([;,=])\s*/g, '$1')))
    .join('');
  return ADDRESSES.has(name) ? spaced.replace(/^(sips?:[^;<>]+)/, '<$1>') : spaced;
}

/** What differs between a recorded control frame of the server and the live one. */
export function compareFrame(recorded: string, live: string, bindings: Bindings): string[] {
  const want = splitFrame(recorded);
  const got = splitFrame(live);
  const differences: string[] = [];
  if (want.tokens.length !== got.tokens.length) {
    return [`frame: expected «${bindings.toLive(want.tokens.join('|'))}», got «${got.tokens.join('|')}»`];
  }
  const outward = want.tokens[1] === 'response' || want.tokens[2] === 'application';
  for (const [i, token] of want.tokens.entries()) {
    const other = got.tokens[i] ?? '';
    if (!sameToken(token, other, { bindings, spare: spareBytes(want), liveSpare: spareBytes(got), want: want.tokens, i })) {
      differences.push(`token ${i}: expected «${bindings.toLive(token)}», got «${other}»`);
    }
  }
  if ((want.message === '') !== (got.message === '')) differences.push(`message: got «${got.message.split('\r\n')[0]}»`);
  else if (want.message !== '') differences.push(...compareSip(want.message, got.message, bindings, outward));
  return differences;
}

/** How the byte count in the frame differs from the message shown with it (received Vias are longer by the rport value). */
function spareBytes({ tokens, message }: { tokens: string[]; message: string }): number {
  const at = byteCountAt(tokens);
  const bytes = Number(tokens[at]);
  return at < 0 || bytes === 0 ? bytes : bytes - Buffer.byteLength(message);
}

function byteCountAt(tokens: string[]): number {
  if (tokens[1] === 'sip') return 3;
  return tokens[4] === 'application' ? 5 : -1;
}

interface TokenContext {
  readonly bindings: Bindings;
  readonly want: string[];
  readonly i: number;
  readonly spare: number;
  readonly liveSpare: number;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d\d:\d\d:\d\d\.\d{6}$/;
const HOST_PORTS = /^(udp|tcp)\/[^|]+$/;

function sameToken(token: string, live: string, { bindings, want, i, spare, liveSpare }: TokenContext): boolean {
  if (want[1] === 'response' && i === 2) return token === live; // the app's own id
  if (i === byteCountAt(want)) return spare === liveSpare;
  if (TIME.test(token)) return TIME.test(live);
  if (UUID.test(token)) return UUID.test(live) && bindings.unify(token, live);
  if (/^v\d/.test(token)) return /^v\d+\.\d+\.\d+/.test(live);
  if (HOST_PORTS.test(token)) return sorted(bindings.toLive(token)) === sorted(live);
  if (/^\d{4,5}$/.test(token)) return String(bindings.port(Number(token))) === live;
  const dialog = /^(.*);from-tag=(.*)$/.exec(token);
  if (!dialog) return bindings.toLive(token) === live;
  const liveDialog = /^(.*);from-tag=(.*)$/.exec(live);
  return [1, 2].every((part) => bindings.unify(dialog[part] ?? '', liveDialog?.[part] ?? ''));
}

const sorted = (list: string): string => list.split(',').sort().join(',');
