import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../parse.ts';

interface Torture {
  readonly name: string;
  readonly section: string;
  readonly title: string;
  readonly base64: string;
}

/** What this parser makes of each message of RFC 4475: `request METHOD…`, `response 200`, or `refused STATUS: why`. */
const OUTCOMES: Readonly<Record<string, string>> = {
  badaspec: 'request OPTIONS',
  badbranch: 'request OPTIONS',
  baddate: 'request INVITE',
  baddn: 'refused 400: bad From',
  badinv01: 'refused 400: bad Contact',
  badvers: 'refused 505: unknown SIP version',
  bcast: 'response 200',
  bext01: 'request OPTIONS',
  bigcode: 'refused 400: bad status line',
  clerr: 'refused 400: Content-Length is larger than the message',
  cparam01: 'request REGISTER',
  cparam02: 'request REGISTER',
  dblreq: 'request REGISTER',
  esc01: 'request INVITE',
  esc02: 'request RE%47IST%45R',
  escnull: 'request REGISTER',
  escruri: 'request INVITE',
  insuf: 'refused 400: a mandatory header is missing',
  intmeth: "request !interesting-Method0123456789_*+`.%indeed'~",
  inv2543: 'request INVITE',
  invut: 'request INVITE',
  longreq: 'request INVITE',
  ltgtruri: 'refused 400: bad Request-URI',
  lwsdisp: 'request OPTIONS',
  lwsruri: 'refused 400: bad Request-URI',
  lwsstart: 'refused 400: bad Request-URI',
  mcl01: 'refused 400: more than one content-length',
  mismatch01: 'refused 400: CSeq method differs from the request line',
  mismatch02: 'refused 400: CSeq method differs from the request line',
  mpart01: 'request MESSAGE',
  multi01: 'refused 400: more than one cseq',
  ncl: 'refused 400: bad Content-Length',
  noreason: 'response 100',
  novelsc: 'request OPTIONS',
  quotbal: 'refused 400: bad To',
  regaut01: 'request REGISTER',
  regbadct: 'refused 400: bad Contact',
  regescrt: 'request REGISTER',
  scalar02: 'refused 400: bad CSeq',
  scalarlg: 'refused 400: bad CSeq',
  sdp01: 'request INVITE',
  semiuri: 'request OPTIONS',
  transports: 'request OPTIONS',
  trws: 'refused 400: bad request line',
  unkscm: 'request OPTIONS',
  unksm2: 'request REGISTER',
  unreason: 'response 200',
  wsinv: 'request INVITE',
  zeromf: 'request OPTIONS',
};

const MESSAGES: Torture[] = JSON.parse(readFileSync(new URL('messages.json', import.meta.url), 'utf8'));
const textOf = (one: Torture) => Buffer.from(one.base64, 'base64').toString('latin1');

function outcome(text: string): string {
  const parsed = parseMessage(text);
  if (!parsed.ok) return `refused ${parsed.refusal.status}: ${parsed.refusal.why}`;
  const { message } = parsed;
  return message.kind === 'request' ? `request ${message.method}` : `response ${message.status}`;
}

describe('the torture messages of RFC 4475', () => {
  it('are all 49', () => {
    expect(MESSAGES.map((m) => m.name).sort()).toEqual(Object.keys(OUTCOMES).sort());
  });

  for (const one of MESSAGES) {
    it(`§${one.section} ${one.name}: ${one.title}`, () => {
      expect(outcome(textOf(one))).toBe(OUTCOMES[one.name]);
    });
  }

  it('cut anywhere never throw, and never pass as more than they are', () => {
    for (const one of MESSAGES) {
      const text = textOf(one);
      for (let end = 0; end < text.length; end += 7) {
        const parsed = parseMessage(text.slice(0, end));
        if (parsed.ok) expect(parsed.message.text.length).toBeLessThanOrEqual(end);
      }
    }
  });

  it('with octets turned over never throw', () => {
    for (const one of MESSAGES) {
      const text = textOf(one);
      for (let at = 0; at < text.length; at += 11) {
        const turned = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 0x55) + text.slice(at + 1);
        expect(typeof parseMessage(turned).ok).toBe('boolean');
      }
    }
  });
});
