import { describe, expect, it } from 'vitest';
import { headerOf, lists, type SipRequest } from './message.ts';
import { param, parseNameAddr, splitList, tagOf } from './name-addr.ts';
import { parseMessage } from './parse.ts';
import { parseUri } from './uri.ts';
import { parseVia, stampVia } from './via.ts';

const lines = (...all: string[]) => `${all.join('\r\n')}\r\n`;
const INVITE = lines(
  'INVITE sip:1000@pbx.example SIP/2.0',
  'v: SIP/2.0/UDP 10.0.0.9:5062;branch=z9hG4bK1;rport, SIP/2.0/UDP 10.0.0.8;branch=z9hG4bK0',
  'f: "A, B" <sip:a@example.com>;tag=abc',
  't: sip:1000@pbx.example',
  'i: call@1',
  'CSeq: 7 INVITE',
  'Supported: timer,',
  ' 100rel',
  'l: 4',
  '',
  'bodytrailing',
).slice(0, -2);

function request(text: string): SipRequest {
  const parsed = parseMessage(text);
  if (!parsed.ok || parsed.message.kind !== 'request') throw new Error('expected a request');
  return parsed.message;
}

describe('the parser', () => {
  it('knows compact names, folding and bodies by length', () => {
    const message = request(INVITE);
    expect(message.callId).toBe('call@1');
    expect(message.cseq).toEqual({ number: 7, method: 'INVITE' });
    expect(message.fromTag).toBe('abc');
    expect(message.to).toBe('<sip:1000@pbx.example>');
    expect(message.toTag).toBe('');
    expect(headerOf(message, 'supported')).toBe('timer, 100rel');
    expect(lists(message, 'supported', '100rel')).toBe(true);
    expect(message.body).toBe('body');
    expect(message.text.endsWith('body')).toBe(true);
  });

  it('takes the topmost of several Vias in one line', () => {
    expect(request(INVITE).via).toEqual({ transport: 'UDP', host: '10.0.0.9', port: 5062, branch: 'z9hG4bK1' });
  });

  it('refuses a header line without a colon', () => {
    expect(parseMessage(INVITE.replace('i: call@1', 'i call@1')).ok).toBe(false);
  });

  it('refuses a lone line feed inside a value', () => {
    expect(parseMessage(INVITE.replace('call@1', 'call@1\nX: y')).ok).toBe(false);
  });

  it('keeps UTF-8 as the bytes it came in', () => {
    const text = INVITE.replace('"A, B"', `"${Buffer.from('王小明').toString('latin1')}"`);
    expect(Buffer.from(request(text).from, 'latin1').toString('utf8')).toBe('"王小明" <sip:a@example.com>;tag=abc');
  });
});

describe('addresses', () => {
  it('are taken apart', () => {
    expect(parseNameAddr('"Bob \\"x\\"" <sip:b@c;transport=tcp>;tag=1;q=0.5')).toEqual({
      display: '"Bob \\"x\\""',
      uri: 'sip:b@c;transport=tcp',
      params: ';tag=1;q=0.5',
    });
    expect(parseNameAddr('sip:b@c;tag=1')).toEqual({ display: '', uri: 'sip:b@c', params: ';tag=1' });
  });

  it.each(['"open <sip:a@b>', '<sip:a@b', 'Bell, A <sip:a@b>', '<sip:a@b>;;', 'sip:a@b,c', '<a b>', ''])('refuse %s', (text) => {
    expect(parseNameAddr(text)).toBeUndefined();
  });

  it('give their tag and parameters', () => {
    expect(tagOf('<sip:a;tag=no@b>;x=1;tag=yes')).toBe('yes');
    expect(tagOf('sip:a@b ;  tag = 12')).toBe('12');
    expect(tagOf('<sip:a@b>')).toBe('');
    expect(param(';expires=60;q=1', 'q')).toBe('1');
    expect(param(';lr', 'lr')).toBe('');
    expect(param(';xlr', 'lr')).toBeUndefined();
  });

  it('are split at commas outside quotes and brackets', () => {
    expect(splitList('<sip:a,b@c>, "x, y" <sip:d@e>')).toEqual(['<sip:a,b@c>', '"x, y" <sip:d@e>']);
  });

  it('of SIP show host, port and transport', () => {
    expect(parseUri('sip:a;p=1@10.0.0.1:5070;transport=TCP;lr')).toEqual({
      scheme: 'sip', user: 'a;p=1', host: '10.0.0.1', port: 5070, transport: 'tcp', lr: true,
    });
    expect(parseUri('sip:h')).toMatchObject({ user: '', host: 'h', port: 0, lr: false });
    expect(parseUri('tel:+1')).toBeUndefined();
    expect(parseUri('sip:b b@c')).toBeUndefined();
    expect(parseUri('sip:a@b:99999')).toBeUndefined();
  });
});

describe('Via', () => {
  const via = 'SIP/2.0/UDP 10.0.0.9:5062;branch=z9hG4bK1;rport';

  it('gets the source port, and the source address only where it differs', () => {
    const parsed = parseVia(via);
    if (!parsed) throw new Error('sound Via');
    expect(stampVia(via, parsed, '10.0.0.9', 4000)).toBe('SIP/2.0/UDP 10.0.0.9:5062;branch=z9hG4bK1;rport=4000');
    expect(stampVia(via, parsed, '1.2.3.4', 4000)).toBe(
      'SIP/2.0/UDP 10.0.0.9:5062;branch=z9hG4bK1;rport=4000;received=1.2.3.4',
    );
  });

  it('loses a received parameter the sender made up', () => {
    const forged = `${via};received=9.9.9.9`;
    const parsed = parseVia(forged);
    if (!parsed) throw new Error('sound Via');
    expect(stampVia(forged, parsed, '10.0.0.9', 5062)).not.toContain('9.9.9.9');
  });

  it.each([`a${' '.repeat(60_000)}"`, `a=${' '.repeat(60_000)}"b`])('with 60 kB of blanks in a parameter is refused at once', (param) => {
    const before = process.cpuUsage().user;
    expect(parseVia(`SIP/2.0/UDP h;${param};branch=z9hG4bK1`)).toBeUndefined();
    expect(process.cpuUsage().user - before).toBeLessThan(500_000);
  });

  it.each(['SIP/2.0/UDP', 'SIP/2.0 host', 'SIP/2.0/UDP h;;,;,,', 'HTTP/1.1/UDP h'])('refuses %s', (text) => {
    expect(parseVia(text)).toBeUndefined();
  });
});
