import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core';
import type { SipResponse } from '../message/message.ts';
import { parseMessage } from '../message/parse.ts';
import type { Flow } from '../transport/port.ts';
import { ClientTransaction } from './client-transaction.ts';
import { RFC_TIMERS } from './machine.ts';
import { ServerTransaction } from './server-transaction.ts';
import { TimerBank } from './timer-bank.ts';

function fakeFlow(): Flow & { readonly sent: string[] } {
  const sent: string[] = [];
  return {
    protocol: 'udp', reliable: false, address: '10.0.0.2', port: 5060, localAddress: '10.0.0.1', localPort: 5060,
    alive: true, sent, send: (text) => void sent.push(text), onBreak: () => () => {},
  };
}

function response(status: number): SipResponse {
  const parsed = parseMessage(
    `SIP/2.0 ${status} X\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\n\r\n`,
  );
  if (!parsed.ok || parsed.message.kind !== 'response') throw new Error('expected a response');
  return parsed.message;
}

describe('a server transaction', () => {
  const begin = () => {
    const clock = new ManualClock();
    const bank = new TimerBank(clock);
    const flow = fakeFlow();
    let ended = 0;
    const transaction = new ServerTransaction(flow, true, bank, RFC_TIMERS, { ended: () => ended++ });
    return { clock, bank, flow, transaction, ended: () => ended };
  };

  it('repeats a refusal by itself until the ACK, then leaves no timer behind', () => {
    const { clock, bank, flow, transaction, ended } = begin();
    transaction.respond(486, 'BUSY', 0);
    clock.advance(1_600);
    expect(flow.sent).toEqual(['BUSY', 'BUSY', 'BUSY']);
    expect(transaction.acknowledged()).toBe(true);
    clock.advance(5_000);
    expect([flow.sent.length, ended(), bank.active]).toEqual([3, 1, 0]);
  });

  it('takes a copy of the INVITE right behind the 100 for a duplicate, a later one for a lost 100', () => {
    const { flow, transaction } = begin();
    transaction.respond(100, 'TRYING', 0);
    transaction.retransmitted(20);
    expect(flow.sent).toEqual(['TRYING']);
    transaction.retransmitted(500);
    expect(flow.sent).toEqual(['TRYING', 'TRYING']);
  });

  it('sends only the first final response', () => {
    const { flow, transaction } = begin();
    transaction.respond(200, 'OK', 0);
    transaction.respond(500, 'LATE', 0);
    expect([flow.sent, transaction.status]).toEqual([['OK'], 200]);
  });
});

describe('a client transaction', () => {
  const begin = () => {
    const clock = new ManualClock();
    const bank = new TimerBank(clock);
    const flow = fakeFlow();
    const heard: string[] = [];
    const transaction = new ClientTransaction(flow, true, 'INVITE', bank, RFC_TIMERS, {
      response: ({ status }) => heard.push(String(status)),
      unanswered: (why) => heard.push(why),
      ackFor: () => 'ACK',
      ended: () => heard.push('ended'),
    });
    transaction.begin();
    return { clock, bank, flow, heard, transaction };
  };

  it('repeats, then reports the timeout once', () => {
    const { clock, bank, flow, heard } = begin();
    clock.advance(40_000);
    expect(flow.sent.length).toBe(7);
    expect([heard, bank.active]).toEqual([['timeout', 'ended'], 0]);
  });

  it('acknowledges each copy of a refusal but tells of it once', () => {
    const { clock, flow, heard, transaction } = begin();
    transaction.receive(response(486), flow);
    transaction.receive(response(486), flow);
    expect(flow.sent).toEqual(['INVITE', 'ACK', 'ACK']);
    clock.advance(32_000);
    expect(heard).toEqual(['486', 'ended']);
  });

  it('tells a broken transport apart from a timeout', () => {
    const { heard, transaction } = begin();
    transaction.fail();
    expect(heard).toEqual(['transport', 'ended']);
  });
});
