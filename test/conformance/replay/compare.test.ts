import { describe, expect, test } from 'vitest';
import { Bindings } from './bindings.ts';
import { compareFrame, compareSip } from './compare.ts';

const lines = (...text: string[]) => text.join('\r\n');
const ringing = (tag: string, port: number, ...more: string[]) =>
  lines(
    'SIP/2.0 180 Ringing',
    `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bKabc;rport=${port}`,
    `To: <sip:1000@127.0.0.1:5060>;tag=${tag}`,
    'Call-ID: c@peer',
    'CSeq: 1 INVITE',
    ...more,
    'Content-Length: 0',
    '',
    '',
  );

function bindings(): Bindings {
  const made = new Bindings('x');
  made.bindPort(35_156, 40_001);
  return made;
}

describe('A live SIP message', () => {
  test('agrees when only ports and made-up values differ, and headers are in another order', () => {
    const live = ringing('OTHER', 40_001).replace(/(CSeq.*\r\n)(Content.*\r\n)/, '$2$1');
    expect(compareSip(ringing('KHpQaBF4', 35_156), live, bindings(), true)).toEqual([]);
  });

  test('must use the same tag where the recording does', () => {
    const known = bindings();
    compareSip(ringing('KHpQaBF4', 35_156), ringing('FIRST', 40_001), known, true);
    expect(compareSip(ringing('KHpQaBF4', 35_156), ringing('SECOND', 40_001), known, true)).toEqual([
      'header To: expected <sip:1000@127.0.0.1:5060>;tag=FIRST, got <sip:1000@127.0.0.1:5060>;tag=SECOND',
    ]);
  });

  test('must not use one tag where the recording has two', () => {
    const known = bindings();
    compareSip(ringing('KHpQaBF4', 35_156), ringing('SAME', 40_001), known, true);
    expect(compareSip(ringing('rymKKj3N', 35_156), ringing('SAME', 40_001), known, true)).toHaveLength(1);
  });

  test('differs by a header too many, a reason phrase, a port', () => {
    const live = ringing('T', 40_002, 'Server: x').replace('Ringing', 'Ring');
    expect(compareSip(ringing('KHpQaBF4', 35_156), live, bindings(), true)).toEqual([
      'first line: expected «SIP/2.0 180 Ringing», got «SIP/2.0 180 Ring»',
      'header Via: expected SIP/2.0/UDP 127.0.0.1:40001;branch=z9hG4bKabc;rport=40001, got SIP/2.0/UDP 127.0.0.1:40002;branch=z9hG4bKabc;rport=40002',
      'header server: expected none, got Server: x',
    ]);
  });

  test('may start its CSeq anywhere but has to count on from there', () => {
    const bye = (n: number) => lines('BYE sip:a@127.0.0.1 SIP/2.0', 'Call-ID: c@peer', `CSeq: ${n} BYE`, '', '');
    const known = bindings();
    expect(compareSip(bye(500), bye(7), known, true)).toEqual([]);
    expect(compareSip(bye(501), bye(8), known, true)).toEqual([]);
    expect(compareSip(bye(502), bye(8), known, true)).toHaveLength(1);
    expect(compareSip(bye(1), bye(2), known, false)).toEqual(['header CSeq: expected 1 BYE, got 2 BYE']);
  });

  test('must announce the length of the body it has', () => {
    const message = (length: number, body: string) => lines('SIP/2.0 200 OK', 'Call-ID: c', `Content-Length: ${length}`, '', body);
    expect(compareSip(message(1, 'x'), message(2, 'x'), bindings(), true)).toHaveLength(1);
    expect(compareSip(message(1, 'x'), message(1, 'y'), bindings(), true)).toEqual(['body: expected "x", got "y"']);
  });
});

describe('A live control frame', () => {
  const ID = 'cf56821c-0eb8-4fd5-99bd-1e4297bae6a0';
  const OTHER = '002fdfae-15e1-4e35-bc5d-dda6ac8df57d';

  test('answers the app’s own id with a new id of the server', () => {
    expect(compareFrame(`${ID}|response|app-1|OK`, `${OTHER}|response|app-1|OK`, bindings())).toEqual([]);
    expect(compareFrame(`${ID}|response|app-1|OK`, `${OTHER}|response|app-2|OK`, bindings())).toHaveLength(1);
    expect(compareFrame(`${ID}|response|app-1|OK`, `7|response|app-1|OK`, bindings())).toHaveLength(1);
  });

  test('has as many tokens as recorded, empty ones included', () => {
    expect(compareFrame(`${ID}|response|a|OK|x||`, `${OTHER}|response|a|OK|x|`, bindings())).toEqual([
      `frame: expected «${ID}|response|a|OK|x||», got «${OTHER}|response|a|OK|x|»`,
    ]);
  });

  test('counts the bytes of its own message', () => {
    const frame = (id: string, bytes: number) =>
      lines(`${id}|sip|network|${bytes}|udp|127.0.0.1|5099|15:56:07.997679|${OTHER}||`, 'SIP/2.0 200 OK', 'Call-ID: c', '', '');
    const size = Buffer.byteLength(lines('SIP/2.0 200 OK', 'Call-ID: c', '', ''));
    expect(compareFrame(frame(ID, size), frame(ID, size), bindings())).toEqual([]);
    expect(compareFrame(frame(ID, size), frame(ID, size + 1), bindings())).toEqual([`token 3: expected «${size}», got «${size + 1}»`]);
  });
});
