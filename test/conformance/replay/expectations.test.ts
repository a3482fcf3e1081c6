import { describe, expect, test } from 'vitest';
import { Bindings } from './bindings.ts';
import type { Step } from './capture.ts';
import { Expectations } from './expectations.ts';

const response = (code: string, callId: string) => [`SIP/2.0 ${code}`, `Call-ID: ${callId}`, 'CSeq: 1 INVITE', '', ''].join('\r\n');
const sent = (n: number, at: number, code: string, callId = 'one'): Step => ({
  kind: 'server-message',
  n,
  at,
  peer: 'ALICE',
  transport: 'udp',
  text: response(code, callId),
});
const expecting = (...steps: Step[]) => new Expectations(steps, new Bindings('x'), 1);

describe('What the server sends', () => {
  test('is crossed off the list of what was recorded', () => {
    const list = expecting(sent(1, 0, '100 Trying'), sent(2, 0, '200 OK'));
    list.take('ALICE', response('100 Trying', 'one'), 5);
    list.take('ALICE', response('200 OK', 'one'), 6);
    expect(list.missingBefore(undefined)).toEqual([]);
    expect(list.differences).toEqual([]);
  });

  test('is a difference when it was not recorded', () => {
    const list = expecting(sent(1, 0, '200 OK'));
    list.take('ALICE', response('486 Busy Here', 'one'), 5);
    expect(list.differences).toEqual([{ what: 'ALICE got «SIP/2.0 486 Busy Here ⏎ Call-ID: one», which was not recorded' }]);
  });

  test('is a difference when it goes to somebody else, or comes twice', () => {
    const list = expecting(sent(1, 0, '200 OK'));
    list.take('BOB', response('200 OK', 'one'), 5);
    list.take('ALICE', response('200 OK', 'one'), 6);
    list.take('ALICE', response('200 OK', 'one'), 7);
    expect(list.differences).toHaveLength(2);
  });

  test('is a difference when it never comes', () => {
    const step = sent(1, 0, '200 OK');
    const list = expecting(step);
    list.giveUp(list.missingBefore(undefined), 9);
    expect(list.differences).toEqual([{ n: 1, what: 'ALICE never got «SIP/2.0 200 OK»' }]);
  });

  test('keeps its order within a call, not between calls', () => {
    const list = expecting(sent(1, 0, '180 Ringing', 'one'), sent(2, 0, '180 Ringing', 'two'), sent(3, 0, '200 OK', 'one'));
    list.take('ALICE', response('180 Ringing', 'two'), 1);
    expect(list.differences).toEqual([]);
    list.take('ALICE', response('200 OK', 'one'), 2);
    expect(list.differences).toEqual([{ n: 3, what: 'ALICE got this before step 1' }]);
  });

  test('is repeated when a timer of the protocol says so, not earlier', () => {
    const list = expecting(sent(1, 0, '200 OK'), sent(2, 1000, '200 OK'));
    list.take('ALICE', response('200 OK', 'one'), 0);
    list.take('ALICE', response('200 OK', 'one'), 500);
    expect(list.differences).toEqual([{ n: 2, what: 'ALICE got the repeat after 500 ms, due after 1000 ms' }]);
  });
});
