import { describe, expect, it } from 'vitest';
import { guestSays, type GuestState } from './guest-rules.ts';

const FACTS = { account: 'guest-1f', number: '4000' };
const NEW: GuestState = { call: undefined };
const ON: GuestState = { call: 'c1' };

const message = (first: string, changes: Record<string, string> = {}) => {
  const headers = { Via: 'SIP/2.0/WS q1.invalid;branch=z9hG4bK1', 'Max-Forwards': '69', To: '<sip:4000@huawu>', From: '<sip:guest-1f@huawu>;tag=a1', 'Call-ID': 'c1', CSeq: '1 INVITE', Contact: '<sip:k2@q1.invalid;transport=ws;ob>', ...changes };
  return `${first}\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\nv=0\r\n`;
};
const INVITE = 'INVITE sip:4000@huawu SIP/2.0';
const HERE = 'sip:127.0.0.1:5066;transport=ws SIP/2.0';
const IN_CALL = { To: '<sip:4000@huawu>;tag=b2' };

describe("a visitor's phone", () => {
  it('calls the number of the page in its own name, answers, and speaks in that call', () => {
    expect(guestSays(message(INVITE), FACTS, NEW)).toEqual(ON);
    for (const method of ['ACK', 'BYE', 'INFO', 'INVITE', 'UPDATE']) expect(guestSays(message(`${method} ${HERE}`, IN_CALL), FACTS, ON)).toEqual(ON);
    expect(guestSays(message('CANCEL sip:4000@huawu SIP/2.0'), FACTS, ON)).toEqual(ON);
    expect([guestSays('SIP/2.0 200 OK\r\nCall-ID: c1\r\n\r\n', FACTS, ON), guestSays('\r\n\r\n', FACTS, NEW)]).toEqual([ON, NEW]);
  });

  it.each([
    ['another number', message('INVITE sip:5002@huawu SIP/2.0')],
    ['an extension', message('INVITE sip:1001@huawu SIP/2.0')],
    ['the number hidden in a password', message('INVITE sip:1001:4000@huawu SIP/2.0')],
    ['a number the To does not have', message(INVITE, { To: '<sip:1001@huawu>' })],
    ["a customer's number as its own", message(INVITE, { From: '<sip:13800138000@huawu>;tag=a1' })],
    ['its name only as a display name', message(INVITE, { From: '"<sip:guest-1f@huawu>" <sip:1001@huawu>;tag=a1' })],
    ['two names', message(INVITE, { f: '<sip:1001@huawu>;tag=a1' })],
    ['a name on a line that goes on', message(INVITE, { From: '<sip:guest-1f@huawu>;tag=a1\r\n ,<sip:1001@huawu>' })],
    ['a line that ends with LF only', message(INVITE, { 'X-A': 'b\nFrom: <sip:1001@huawu>;tag=a1' })],
    ['an address of another machine', message(INVITE, { Contact: '<sip:k2@10.0.0.5:5060;transport=udp>' })],
    ['two contacts', message(INVITE, { Contact: '<sip:k@q1.invalid>, <sip:k@10.0.0.5>' })],
    ['to be registered', message('REGISTER sip:huawu SIP/2.0', { From: '<sip:1001@huawu>;tag=a1', To: '<sip:1001@huawu>' })],
    ['to speak before it calls', message(`BYE ${HERE}`, IN_CALL)],
    ['no SIP', 'hello'],
  ])('may not ask for %s', (_, text) => expect(guestSays(text, FACTS, NEW)).toBeUndefined());

  it.each([
    ['a second call', message(INVITE, { 'Call-ID': 'c2' })],
    ['another call', message(`BYE ${HERE}`, { ...IN_CALL, 'Call-ID': 'c2' })],
    ['a transfer', message(`REFER ${HERE}`, IN_CALL)],
    ['a message', message(`MESSAGE ${HERE}`, IN_CALL)],
    ['another name', message(`INVITE ${HERE}`, { ...IN_CALL, From: '<sip:1001@huawu>;tag=a1' })],
  ])('may not ask for %s within its call', (_, text) => expect(guestSays(text, FACTS, ON)).toBeUndefined());
});
